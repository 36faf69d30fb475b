"""Reading what a customer answers: by the kind of answer a question asks for."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.flows.engine.state import Value
from bot.understanding.dates import read_date
from bot.understanding.names import match_name
from bot.understanding.normalize import normalize
from bot.understanding.numbers import read_choice
from bot.understanding.times import read_time

LONGEST = 1000
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]{1,63}(?:\.[^@\s.]{1,63}){1,5}")
_NUMBER = re.compile(r"-?\d{1,12}(?:[.,]\d{1,6})?")
_DIGITS = re.compile(r"\D")
Reader = Callable[[str, Mapping[str, Any], datetime, str], Value | None]


def read_answer(
    text: str, data: Mapping[str, Any], *, local: datetime, locale: str
) -> Value | None:
    """The value that a question's `data` asks for, or None when `text` is none.

    `local` is now on the business's wall clock. Dates come out as YYYY-MM-DD, times as
    HH:MM, phone numbers as digits.
    """
    said = text.strip()[:LONGEST]
    return _READERS[data["answer"]](said, data, local, locale) if said else None


def chosen(text: str, options: Sequence[tuple[str, str]], locale: str) -> str | None:
    """The id of the option that was written instead of tapped: by its title, by its number
    in the row, or by words that fit one option alone."""
    said = normalize(text, locale)
    if not said:
        return None
    titles = [key for key, title in options if normalize(title, locale) == said]
    if titles:
        return titles[0]
    number = read_choice(text, locale)
    if number is not None:
        index = number - 1 if number > 0 else len(options) + number
        return options[index][0] if 0 <= index < len(options) else None
    matches = match_name(text, list(options), locale)
    return matches[0].key if len(matches) == 1 else None


def _text(said: str, data: Mapping[str, Any], local: datetime, locale: str) -> Value | None:
    shortest, longest = _bound(data["minimum"]), _bound(data["maximum"])
    fits = (shortest is None or len(said) >= shortest) and (longest is None or len(said) <= longest)
    return said if fits else None


def _number(said: str, data: Mapping[str, Any], local: datetime, locale: str) -> Value | None:
    found = _NUMBER.findall(said)
    if len(found) != 1:
        return None
    number = float(found[0].replace(",", "."))
    least, most = _bound(data["minimum"]), _bound(data["maximum"])
    if (least is not None and number < least) or (most is not None and number > most):
        return None
    return int(number) if number.is_integer() else str(number)


def _email(said: str, data: Mapping[str, Any], local: datetime, locale: str) -> Value | None:
    words = [word.strip(".,;:<>()") for word in said.split()]
    found = [word for word in words if _EMAIL.fullmatch(word)]
    return found[0].lower() if len(found) == 1 else None


def _date(said: str, data: Mapping[str, Any], local: datetime, locale: str) -> Value | None:
    reading = read_date(said, local.date(), locale)
    return reading.on.isoformat() if reading and reading.on else None


def _time(said: str, data: Mapping[str, Any], local: datetime, locale: str) -> Value | None:
    reading = read_time(said, locale)
    return f"{reading.at:%H:%M}" if reading and reading.at else None


def _phone(said: str, data: Mapping[str, Any], local: datetime, locale: str) -> Value | None:
    digits = _DIGITS.sub("", said)
    return digits if 8 <= len(digits) <= 15 else None


def _choice(said: str, data: Mapping[str, Any], local: datetime, locale: str) -> Value | None:
    options = [(one["id"], one["title"]) for one in data["choices"]]
    return chosen(said, options, locale)


def _bound(text: str) -> float | None:
    try:
        return float(text.replace(",", ".")) if text.strip() else None
    except ValueError:
        return None


_READERS: dict[str, Reader] = {
    "text": _text,
    "number": _number,
    "email": _email,
    "date": _date,
    "time": _time,
    "phone": _phone,
    "choice": _choice,
}
