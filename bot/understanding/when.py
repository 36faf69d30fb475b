"""The days and times of a whole message, with the other ones it may mean."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.understanding.calendar_words import any_of, weekdays
from bot.understanding.contrast import Said
from bot.understanding.dates import DateReading, date_in
from bot.understanding.day_phrases import numbered, weekday
from bot.understanding.impossible import Impossible
from bot.understanding.limits import cut, span_in, without_days
from bot.understanding.times import LISTED, TimeReading, time_in

_LAST_HOUR = 23
OPEN_FROM, OPEN_UNTIL = 7 * 60, 21 * 60 - 1  # when somebody may mean to come
# "Boa tarde" wishes for no afternoon.
_GREETINGS = re.compile(
    r"\b(?:feliz|merry|happy|boas) (?:natal|ano novo|ano nuevo|christmas|new year|navidad)\b"
    r"|\b(?:bo[am]s?|buen[oa]s|good) (?:dias?|tardes?|noites?|noches|morning|afternoon|evening)\b"
)
# "De mañana" is in the morning, "mi cita de mañana" is tomorrow's.
_VISIT_OF_TOMORROW = re.compile(
    r"\b(?!(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|hoy|horas?|[0-9]+)\b)"
    r"([a-z]{3,}|lo|el|la) de manana\b"
)
_EVERY = re.compile(
    r"\b(?:aos|nos|as|todos os|todas as|todo|toda|every|on|los|todos los|de|dia de) (?:sabados?"
    r"|domingos?|segunda|sabados|domingos"
    r"|segundas?|tercas|quartas|quintas|sextas|(?:mon|tues|wednes|thurs|fri|satur|sun)days)\b"
)
_EITHER = re.compile(
    r" (?:ou|or|se nao(?: tiver| der| puder)?|senao|if not|si no|o(?= (?:el|a las|las|manana"
    r"|lunes|martes|miercoles|jueves|sabado|domingo|viernes|[0-9]))|o viernes) "
)
_EITHER_DAY = re.compile(r"\bdias? ([0-9]{1,2}) (?:ou|o|or) (?:o |el )?([0-9]{1,2})\b(?! ?h)")
_NUMBER_ALONE = re.compile(
    r"(?:para |to |at )?([0-9]{1,2})(?: (?:instead|please|por favor|entao|ok|mesmo|thanks))*"
)
_CLOCKED = re.compile(r"\b0?[0-9]{1,2}(?:[:h][0-9]{2}| ?h\b)")


# "Antes das 9 ou depois das 18": any time but the day's middle, which is none.
_TWO_SIDES = re.compile(
    r"\b(?:antes|before|ate) \D{1,12}[0-9]{1,2}(?:[h:][0-9]{2}|h)? (?:ou|or|o) (?:depois|despues"
    r"|after|apos|a partir)\b"
)
_BEFORE_THAT = re.compile(
    r"\bantes (?:disso|dele|dela|de eso|d[aeo] (?:festa|evento|casamento|fiesta|boda|formatura))\b"
    r"|\bbefore (?:that|then|the (?:wedding|party))\b"
)


@dataclass(frozen=True, slots=True)
class When:
    """Days and times as in `Understood`; `other_days` and `other_times` are exact ones."""

    date_from: date | None = None
    date_to: date | None = None
    time_from: int | None = None
    time_to: int | None = None
    other_days: tuple[date, ...] = ()
    other_times: tuple[int, ...] = ()
    problems: tuple[Impossible, ...] = ()

    @property
    def is_said(self) -> bool:
        return any(
            one is not None for one in (self.date_from, self.date_to, self.time_from, self.time_to)
        )


def read_when(said: Said, today: date, locale: str, *, is_general: bool = False) -> When:
    """What comes after "na verdade" counts before what came ahead of it. `is_general`: "aos
    domingos" is no one day."""
    plain, tail = (_plain(one, is_general=is_general) for one in (said.plain, said.tail))
    day = (date_in(tail, today, locale) if tail else None) or date_in(plain, today, locale)
    clocked = LISTED.sub(r"\1 ou ", without_days(plain, locale))
    moment = time_in(without_days(_hour_alone(tail), locale), locale) if tail else None
    moment = moment or time_in(clocked, locale)
    moment = moment or _hour_after_day(clocked, today, locale)
    if moment and _TWO_SIDES.search(clocked):
        moment = None
    problems = tuple(
        one.impossible for one in (day, moment) if one is not None and one.impossible is not None
    )
    first, last, others = _days(day, plain, today, locale)
    if _BEFORE_THAT.search(plain) and first and first == last:
        if moment is None:
            first, last = today, max(first - timedelta(days=1), today)
        elif moment.at:
            moment = TimeReading(to=(moment.from_ or 1) - 1)
    if first and last and said.refused:
        first, last = cut((first, last), _weekdays(said.refused, today, locale))
    from_, to = (None, None) if moment is None else (moment.from_, moment.to)
    times = _other_times(moment, plain) or _either_time(moment, clocked, locale)
    return When(first, last, from_, to, others, times, problems)


def _plain(text: str, *, is_general: bool) -> str:
    text = _VISIT_OF_TOMORROW.sub(r"\1 manana", _GREETINGS.sub(" ", text))
    return _EVERY.sub(" ", text) if is_general else text


def _days(
    day: DateReading | None, plain: str, today: date, locale: str
) -> tuple[date | None, date | None, tuple[date, ...]]:
    if day is None:
        return None, None, ()
    span = span_in(plain, today, locale, lambda text: _span_of(text, today, locale))
    if span:
        return *span, ()
    if day.on is None:
        return day.first, day.last, ()
    others = list(day.alternatives)
    parts = _EITHER.split(_EITHER_DAY.sub(r"dia \1 ou dia \2", plain))
    if len(parts) > 1:
        named = weekday(plain, today, locale)
        others += named if isinstance(named, list) else []
        each = [_one_day(part, today, locale) for part in parts[1:]]
        others += [one for one in each if one is not None]
    return day.on, day.on, tuple(one for one in dict.fromkeys(others) if one != day.on)


def _hour_alone(tail: str) -> str:
    """ "Make that 4": after a correction a number alone is an hour."""
    found = _NUMBER_ALONE.fullmatch(tail)
    return f"as {found[1]}" if found else tail


def _hour_after_day(plain: str, today: date, locale: str) -> TimeReading | None:
    """ "Sábado 14", unless that may be the day of the month."""
    found = re.search(rf"\b({any_of(weekdays(locale))})(?: feira)? ([0-9]{{1,2}})$", plain)
    if found is None or numbered(f" dia {found[2]}", today, weekdays(locale)[found[1]]):
        return None
    return time_in(f"as {found[2]}", locale) if int(found[2]) <= _LAST_HOUR else None


def _span_of(text: str, today: date, locale: str) -> tuple[date, date] | None:
    found = date_in(text, today, locale)
    if found is None:
        return None
    if found.on:
        return found.on, found.on
    return (found.first, found.last) if found.first and found.last else None


def _one_day(text: str, today: date, locale: str) -> date | None:
    found = date_in(text, today, locale)
    return found.on if found else None


def _weekdays(text: str, today: date, locale: str) -> list[date]:
    """Every coming day of four weeks that has this name."""
    named = weekday(text, today, locale)
    first = named[0] if isinstance(named, list) else None
    return [first + timedelta(days=7 * week) for week in range(-1, 4)] if first else []


def _either_time(moment: TimeReading | None, plain: str, locale: str) -> tuple[int, ...]:
    """ "10h ou 11h"."""
    if moment is None or moment.at is None:
        return ()
    others = [time_in(part, locale) for part in _EITHER.split(plain)[1:]]
    exact = [one.from_ for one in others if one is not None and one.at is not None]
    return tuple(one for one in exact if one is not None and one != moment.from_)


def _other_times(moment: TimeReading | None, plain: str) -> tuple[int, ...]:
    """ "Às 8" may be in the evening; "8h30" is not, and nobody comes at three at night."""
    if moment is None or _CLOCKED.search(plain):
        return ()
    return tuple(one for one in moment.alternatives if OPEN_FROM <= one <= OPEN_UNTIL)
