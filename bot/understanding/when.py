"""The days and times of a whole message, with the other ones it may mean."""

import re
from dataclasses import dataclass
from datetime import date

from bot.understanding.contrast import Said
from bot.understanding.dates import DateReading, date_in
from bot.understanding.impossible import Impossible
from bot.understanding.times import TimeReading, time_in

OPEN_FROM, OPEN_UNTIL = 7 * 60, 21 * 60 - 1  # when somebody may mean to come
# "Boa tarde" wishes for no afternoon.
_GREETINGS = re.compile(
    r"\b(?:bo[am]s?|buen[oa]s|good) (?:dias?|tardes?|noites?|noches|morning|afternoon|evening)\b"
)
# "De mañana" is in the morning, "mi cita de mañana" is tomorrow's.
_VISIT_OF_TOMORROW = re.compile(r"\b(cita|turno|hora|reserva|visita) de manana\b")
_CLOCKED = re.compile(r"\b0?[0-9]{1,2}(?:[:h][0-9]{2}| ?h\b)")


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


NO_TIME = When()


def read_when(said: Said, today: date, locale: str) -> When:
    """What comes after "na verdade" counts before what came ahead of it."""
    plain, tail = (
        _VISIT_OF_TOMORROW.sub(r"\1 manana", _GREETINGS.sub(" ", one))
        for one in (said.plain, said.tail)
    )
    day = (date_in(tail, today, locale) if tail else None) or date_in(plain, today, locale)
    moment = (time_in(tail, locale) if tail else None) or time_in(plain, locale)
    problems = tuple(
        one.impossible for one in (day, moment) if one is not None and one.impossible is not None
    )
    first, last, others = _days(day)
    from_, to = (None, None) if moment is None else (moment.from_, moment.to)
    return When(first, last, from_, to, others, _other_times(moment, plain), problems)


def _days(day: DateReading | None) -> tuple[date | None, date | None, tuple[date, ...]]:
    if day is None:
        return None, None, ()
    if day.on is not None:
        return day.on, day.on, day.alternatives
    return day.first, day.last, ()


def _other_times(moment: TimeReading | None, plain: str) -> tuple[int, ...]:
    """ "Às 8" may be in the evening; "8h30" is not, and nobody comes at three at night."""
    if moment is None or _CLOCKED.search(plain):
        return ()
    return tuple(one for one in moment.alternatives if OPEN_FROM <= one <= OPEN_UNTIL)
