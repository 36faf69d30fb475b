"""The weeks of one person as sheets of paper: seven columns, Monday first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from scheduling.models import Staff
from scheduling.selectors.agenda import Agenda
from scheduling.selectors.agenda_sheets import Line
from scheduling.selectors.closures import Closure

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One column: what lies in the day, in order of time, and whether the person works."""

    on: date
    lines: list[Line]
    works: bool
    closures: list[Closure]


@dataclass(frozen=True, slots=True)
class WeekSheet:
    """One page."""

    days: list[WeekDay]

    @property
    def first(self) -> date:
        return self.days[0].on

    @property
    def last(self) -> date:
        return self.days[-1].on

    @property
    def total(self) -> int:
        """How many appointments there are."""
        return sum(1 for day in self.days for line in day.lines if line.visit)


def week_sheets(agenda: Agenda, person: Staff) -> list[WeekSheet]:
    """A sheet for each week of an agenda that begins on a Monday and ends on a Sunday."""
    first, last = agenda.start.date(), (agenda.end - timedelta(microseconds=1)).date()
    days = [_day(agenda, person, first + DAY * n) for n in range((last - first).days + 1)]
    return [WeekSheet(days[at : at + 7]) for at in range(0, len(days), 7)]


def _day(agenda: Agenda, person: Staff, on: date) -> WeekDay:
    zone = agenda.start.tzinfo
    start = datetime.combine(on, time.min, tzinfo=zone)
    end = datetime.combine(on + DAY, time.min, tzinfo=zone)
    works = any(
        low < end.timestamp() and start.timestamp() < high
        for low, high in agenda.working.get(person.pk, [])
    )
    lines = sorted(_lines(agenda, person, start, end), key=lambda one: (one.starts_at, one.ends_at))
    return WeekDay(on, lines, works, [one for one in agenda.closures if one.on == on])


def _lines(agenda: Agenda, person: Staff, start: datetime, end: datetime) -> Iterable[Line]:
    """Visits stand on the day they begin, blocked time on each of its days."""
    for visit in agenda.visits:
        if visit.staff_id == person.pk and start <= visit.starts_at < end:
            yield Line(visit.starts_at, visit.ends_at, visit=visit)
    for block in agenda.time_off:
        if block.staff_id == person.pk and block.starts_at < end and start < block.ends_at:
            yield Line(max(block.starts_at, start), min(block.ends_at, end), block=block)
