"""Times of day."""

import re
from dataclasses import dataclass, replace
from datetime import time
from functools import lru_cache

from bot.understanding import parts_of_day
from bot.understanding.impossible import Impossible
from bot.understanding.normalize import normalize
from bot.understanding.numbers import number_pattern, read_number
from bot.understanding.spoken_times import in_digits

NOON_HOUR = 12
EARLIEST_LIKELY = 7  # "às 3" is more likely 15:00 than 03:00; "às 7" the other way round
_ONE = ("1", "um", "uma", "un", "una", "one")
_DURATIONS = (24, 36, 48, 72)  # "24h", "48 horas" are stretches, not hours of the clock

_AT = (
    r"as|aas|a|tipo(?: as| las)?|a eso de las|a las|las|a la|at|around|about|das|para as|pelas"
    r"|umas|la pelas|sobre las|de las"
)
_ABOUT = r"(?: umas?| uns| la pelas| about| around| unas)?"
_AFTER = (
    r"(?:depois|passad[oa]|passando|a partir|despues|mais tarde)(?: que)? d(?:[aeo]s?|el)(?: las?)?"
    r"|apos(?: as)?"
    r"|(?:saio|largo|salgo|get off|im off)(?: (?:do|de|da|del) \w+| work)?(?: so)?(?: as| a las"
    r"| at)?"
    r"|nao antes d[ae]s?|no antes de(?: las?)?|not before|no (?:earlier|sooner) than|desde(?: as"
    r"| las?)?|after|from|later than"
)
_BEFORE = (
    r"(?<!nao )(?<!no )antes d(?:[aeo]s?|el)(?: las?)?|mais cedo que(?: as)?|(?<!not )before"
    r"|earlier than"
)
_UNTIL = r"ate(?: as?| o)?|hasta(?: las?| el)?|until|till|by"
_PERIOD = (
    r"(?: (?:da|de|pela|de la|por la|na|in the|at) (?:manha|manana|madrugada|tarde|noite"
    r"|noche|night"
    r"|morning|afternoon|evening)| ?[ap]m)"
)
_HALVES = {
    "dez": 10,
    "vinte": 20,
    "cinco": 5,
    "trinta": 30,
    "cinquenta": 50,
    "diez": 10,
    "veinte": 20,
    "treinta": 30,
    "meia": 30,
    "meio": 30,
    "media": 30,
    "quinze": 15,
    "cuarto": 15,
    "quarto": 15,
    "quarenta": 40,
}
_MORNINGS = ("manha", "manana", "madrugada", "morning", "am")
_NIGHTS = ("noite", "noche", "night", "evening")
# What makes "2 horas" or "1h30" a length: "daqui a 2 horas", "demora 1h30", "2 horas antes".
_LENGTH_BEFORE = re.compile(
    r"\b(?:daqui|dentro de|em|en|in|dura|demora|leva|tarda|takes|for|por|durante|ha|faz|hace|cada"
    r"|atrasad[oa]|mais|meia|sao|de)(?: a| umas| uns| about| some)? $"
)
_LENGTH_AFTER = re.compile(
    r" (?:antes|atras|mais tarde|mas tarde|mais cedo|mas temprano|later|earlier|depois"
    r"|de antecedencia|de atraso|de duracao|atrasad[oa]|ago|before|late"
    r"|por dia)\b"
)


@dataclass(frozen=True, slots=True)
class TimeReading:
    """The starts that would do, in minutes of the day, `from_` to `to`, both included; None
    is an open end and equal ends are an exact time. `alternatives` are the other exact times
    it may be ("às 3": 15:00, then 03:00); the caller keeps what is on offer."""

    from_: int | None = None
    to: int | None = None
    alternatives: tuple[int, ...] = ()
    impossible: Impossible | None = None

    @property
    def at(self) -> time | None:
        """The exact time, the likeliest one."""
        if self.from_ is None or self.from_ != self.to:
            return None
        return time(*divmod(self.from_, 60))

    @property
    def problem(self) -> str:
        """ "impossible" for a time that no clock shows, else empty."""
        return "" if self.impossible is None else "impossible"


def _minute(moment: time | None) -> int | None:
    return None if moment is None else moment.hour * 60 + moment.minute


def _span(first: time | None, last: time | None) -> TimeReading:
    return TimeReading(_minute(first), _minute(last))


def read_time(text: str, locale: str = "pt-BR") -> TimeReading | None:
    """The time or the stretch of a day that the text speaks of, or None."""
    return time_in(normalize(text, locale), locale)


# "10h, 11h ou 14h": what a comma parted.
LISTED = re.compile(r"\b([0-9]{1,2}h) (?=[0-9]{1,2}h)")


def time_in(plain: str, locale: str) -> TimeReading | None:
    """The same for text that is normalized already."""
    plain = LISTED.sub(r"\1 ou ", plain)
    part = parts_of_day.find(plain)
    clocked = in_digits(plain, locale)
    reading = _between(clocked, locale) or _clock_in(clocked, locale, part)
    if reading is not None or part is None:
        return reading
    return _span(*part)


def _clock(tag: str, locale: str) -> str:
    hour = number_pattern(locale)
    return (
        rf"(?P<h{tag}>{hour})"
        rf"(?:(?P<sep{tag}>[:.]|(?: ?h| horas?)(?: e)? ?)(?P<m{tag}>[0-9]{{2}})"
        rf"(?:(?:h|hs|min)?\b|(?=[ap]m\b))"
        rf"|(?P<unit{tag}> ?(?:h|hs|horas?|hours?|o clock|oclock)\b)|(?=[ap]m\b)|\b)"
        rf"(?: (?:e|y) (?P<half{tag}>{'|'.join(_HALVES)}|[0-5][05])\b(?! ?(?:h|:|/|horas)))?"
        rf"(?P<period{tag}>{_PERIOD}\b)?"
    )


@lru_cache(maxsize=8)
def _single(locale: str) -> re.Pattern[str]:
    lead = rf"(?:(?P<after>{_AFTER})|(?P<before>{_BEFORE})|(?P<until>{_UNTIL})|(?P<at>{_AT}))"
    return re.compile(rf"(?<![0-9/.:,-])\b(?:{lead}{_ABOUT} )?{_clock('', locale)}(?![/.:,-])")


@lru_cache(maxsize=8)
def _range(locale: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![0-9/.:,-])\b(?P<lead>(?:entre|das|de|desde|from|between)(?: as| las)? )?"
        rf"{_clock('1', locale)}(?: (?P<joint>as|a|ate|e|y|and|to|until|till|hasta)(?: as"
        rf"| las)? |-)"
        rf"{_clock('2', locale)}(?![/.:,-])"
    )


# "De 3 a 5 na quarta" are hours, "de 3 a 5 dias" are not.
_AND_NO_MORE = re.compile(
    r"$| (?:(?:na|no|da|de|el|del|on|este|esta|la) )*(?:segunda|terca|quarta|quinta|sexta|sabado"
    r"|domingo|hoje|amanha|lunes|martes|miercoles|jueves|viernes|hoy|manana)\b"
)


def _between(plain: str, locale: str) -> TimeReading | None:
    for found in _range(locale).finditer(plain):
        lead = (found["lead"] or "").strip()
        is_marked = any(found[group] for group in ("unit1", "unit2", "m1", "m2", "period2"))
        is_bare = lead == "de" and _AND_NO_MORE.match(plain[found.end() :])
        if not is_marked and not is_bare and (not lead or lead == "de"):
            continue
        is_joined = found["joint"] in ("e", "y", "and") and not lead.startswith(
            ("entre", "between")
        )
        if is_joined or (plain[: found.start()].endswith("dia ") and not lead):
            continue
        if found["sep1"] == "." or found["sep2"] == ".":
            continue
        first, last = _candidates(found, "1", locale), _candidates(found, "2", locale)
        if not first or not last:
            return TimeReading(impossible=Impossible.NO_SUCH_TIME)
        if found["period2"] and not found["period1"]:
            earlier = [one for one in first if one < last[0]]
            first = [max(earlier)] if earlier else first
        end = next((one for one in sorted(last) if one > first[0]), None)
        if end is not None:
            return _span(first[0], end)
    return None


def _clock_in(plain: str, locale: str, part: parts_of_day.Part | None) -> TimeReading | None:
    for found in _single(locale).finditer(plain):
        if not _is_clock(found, plain):
            continue
        times = _candidates(found, "", locale)
        if not times:
            return TimeReading(impossible=Impossible.NO_SUCH_TIME)
        if part is not None and not found["period"]:
            inside = [one for one in times if parts_of_day.holds(part, one)]
            times = inside or times
        return _related(found, times)
    return None


# "2 or later", "das 15 em diante".
_OR_LATER = re.compile(
    r" (?:(?:ou|or|o) (?:later|after|mais tarde|depois(?! d[aeo])|mas tarde|despues(?! de))"
    r"|onwards?|em diante"
    r"|en adelante|para frente|para la)\b"
)
_OR_EARLIER = re.compile(
    r" (?:ou|or|o) (?:earlier|before(?! [0-9])|antes(?! d[aeo])|mais cedo|mas temprano)\b"
)


def _related(found: re.Match[str], times: list[time]) -> TimeReading:
    best, rest = times[0], found.string[found.end() :]
    if not found["before"] and not found["until"] and _OR_EARLIER.match(rest):
        return _span(None, best)
    if found["after"] or _OR_LATER.match(rest):
        return _span(best, None)
    if found["until"]:
        return _span(None, best)
    if found["before"]:
        return TimeReading(to=max(best.hour * 60 + best.minute - 1, 0))
    others = tuple(one.hour * 60 + one.minute for one in times[1:])
    return replace(_span(best, best), alternatives=others)


def _is_clock(found: re.Match[str], plain: str) -> bool:
    """Something must say that the number is a time of day."""
    if found["h"] in ("a", "an"):
        return False
    rest = plain[found.end() :]
    if (_OR_LATER.match(rest) or _OR_EARLIER.match(rest)) and found["h"].isdigit():
        return True
    lead = any(found[group] for group in ("after", "before", "until"))
    is_at = bool(found["at"]) and found["at"] != "a"
    marked = found["m"] and (found["sep"] != "." or _is_dotted(found, plain))
    if found["period"] or found["half"] or marked or (found["m"] and (lead or is_at)):
        if "h" in (found["sep"] or "") and not found["period"]:
            return not _is_length(found, plain)
        return True
    if found["unit"]:
        digits = found["h"]
        if (
            digits in ("a", "an")
            or digits in map(str, _DURATIONS)
            or (digits in _ONE and "ho" in found["unit"])
        ):
            return False
        return is_at or not _is_length(found, plain)
    return (lead or is_at) and _ends_there(rest, is_one=found["h"] in _ONE)


_MONEY = re.compile(r"(?:r|rs|eur|euros?|reais|por|custa|valor|usd|gbp|cuesta|costs?|pay) $")
_MEASURE = re.compile(r" ?(?:eur|euros?|reais|pounds?|dollars?|kg|kilos?|km|cm|g|ml|por cento)\b")


def _is_dotted(found: re.Match[str], plain: str) -> bool:
    """ "9.30" is a time of day where it is no price and no weight."""
    is_usual = found["m"] in ("00", "15", "30", "45") and found["h"].isdigit()
    before, after = plain[: found.start()], plain[found.end() :]
    return is_usual and not _MONEY.search(before) and not _MEASURE.match(after)


def _is_length(found: re.Match[str], plain: str) -> bool:
    before = plain[max(found.start() - 30, 0) : found.start()]
    has_length_word = _LENGTH_BEFORE.search(before)
    if has_length_word and before.endswith(("de ", "em ", "en ", "in ", "mais ", "por ", "for ")):
        # "sessão de 2 horas" is a length, "de 15h" hardly ever.
        return "hora" in (found["unit"] or "") or not before.endswith("de ")
    return bool(has_length_word or _LENGTH_AFTER.match(plain[found.end() :]))


_NOT_COUNTED = re.compile(
    r"$| (?:da|de|do|e|em|no|na|com|hoje|amanha|ou|por|para|pode|mesmo|ta|tem|se|que|sim|ok"
    r"|obrigad[oa]"
    r"|ai|entao|nao|dia|horas?|segunda|terca|quarta|quinta|sexta|sabado|domingo|depois|antes"
    r"|a|o|as"
    r"|con|en|el|los|del|manana|hoy|o|y|si|gracias|on|with|today|tomorrow|please|or|and|is"
    r"|works|for|sera|eu|quero|queria|preciso|consigo|voce|com|c|entao|tudo|la|mais|menos"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|next|thanks|if|would|ish|sharp)\b"
)


def _ends_there(rest: str, *, is_one: bool) -> bool:
    """After "às 2" nothing is counted ("as 2 opções" is not a time)."""
    word = (rest.split() or [""])[0]
    return bool(_NOT_COUNTED.match(rest)) or not (is_one or word.endswith("s"))


def _candidates(found: re.Match[str], tag: str, locale: str) -> list[time]:
    """The times of day it may be, the likeliest first; none when there is no such time."""
    written = found[f"h{tag}"]
    hour = read_number(written, locale)
    minute = _HALVES.get(found[f"half{tag}"] or "")
    if minute is None:
        minute = int(found[f"half{tag}"] or found[f"m{tag}"] or 0)
    if hour is None or hour > 24 or minute > 59 or (hour == 24 and minute):
        return []
    hour %= 24
    period = (found[f"period{tag}"] or "").split()[-1:] or [""]
    if period[0]:
        return [time(_in_period(hour, period[0]), minute)]
    if hour > NOON_HOUR or hour in (0, NOON_HOUR) or written.startswith("0"):
        return [time(hour, minute)]
    pair = [time(hour, minute), time(hour + 12, minute)]
    return pair[::-1] if hour < EARLIEST_LIKELY else pair


def _in_period(hour: int, period: str) -> int:
    if period in _MORNINGS:
        return 0 if hour == NOON_HOUR and period != "manha" else hour
    if period in _NIGHTS and hour == NOON_HOUR:
        return 0
    return hour + 12 if 0 < hour < NOON_HOUR else hour
