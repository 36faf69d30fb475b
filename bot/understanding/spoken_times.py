"""Times that are told in words: meio-dia, quinze para as três, half past nine, at five thirty."""

import re
from functools import lru_cache

from bot.understanding.numbers import number_pattern, read_number


@lru_cache(maxsize=8)
def _to_the_hour(locale: str) -> re.Pattern[str]:
    """ "15 para as 3", "quinze para as três", "a quarter to 4", "4 menos cuarto"."""
    number = number_pattern(locale)
    return re.compile(
        rf"\b(?P<m>5|10|15|20|25|cinco|dez|quinze|vinte|ten|twenty|five|(?:a )?quarter) (?:para as"
        rf"|to) (?P<h>{number})\b"
        rf"|\b(?P<h2>{number}) menos (?P<m2>cuarto|cinco|diez|veinte|veinticinco)\b"
    )


@lru_cache(maxsize=8)
def _past_the_hour(locale: str) -> re.Pattern[str]:
    number = number_pattern(locale)
    return re.compile(
        rf"\b(?:a )?(?:(?P<m>half|quarter|5|10|20|25|five|ten|twenty) past|(?P<uk>half))"
        rf" (?!an?\b)(?P<h>{number})\b"
    )


_TO = {
    "cinco": 5,
    "dez": 10,
    "diez": 10,
    "quinze": 15,
    "cuarto": 15,
    "quarter": 15,
    "vinte": 20,
    "ten": 10,
}
_TO |= {"twenty": 20, "five": 5, "a quarter": 15, "veinte": 20, "veinticinco": 25}
_NOON = re.compile(r"\b(?:(?:ao|al|no) )?(?:meio ?dia|medio ?dia|noon|midday)\b")
_MIDNIGHT = re.compile(r"\b(?:(?:a|la) )?(?:meia ?noite|media ?noche|midnight)\b")


# "At five thirty", in English only.
_SPOKEN = re.compile(
    r"\b(at|around|about|by|after|before|from) (one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve) (fifteen|twenty|thirty|forty ?five)\b"
)
_SPOKEN_MINUTES = {"fifteen": 15, "twenty": 20, "thirty": 30}


def _spoken(said: re.Match[str]) -> str:
    return f"{read_number(said[2], 'en')}:{_SPOKEN_MINUTES.get(said[3], 45)}"


def in_digits(plain: str, locale: str) -> str:
    """The normalized text with such times as a clock shows them."""
    plain = _MIDNIGHT.sub("00h", _NOON.sub("12h", plain))

    def to_the_hour(found: re.Match[str]) -> str:
        hour = read_number(found["h"] or found["h2"], locale) or 0
        word = found["m"] or found["m2"]
        minutes = _TO.get(word) or int(word)
        return f"as {(hour - 1) % 12 or 12}:{60 - minutes:02}" if 0 < hour < 25 else found[0]

    def past_the_hour(found: re.Match[str]) -> str:
        hour = read_number(found["h"], locale) or 0
        word = found["m"] or "half"
        minutes = 30 if word == "half" else _TO.get(word) or int(word)
        return f"at {hour}:{minutes:02}"

    plain = _SPOKEN.sub(lambda said: f"{said[1]} {_spoken(said)}", plain)
    plain = _to_the_hour(locale).sub(to_the_hour, plain)
    return _past_the_hour(locale).sub(past_the_hour, plain)
