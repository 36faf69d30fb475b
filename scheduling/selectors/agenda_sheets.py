"""A day of the agenda as sheets of paper: one list per person."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from scheduling.models import Appointment, Staff, TimeOff
from scheduling.selectors.agenda import Agenda


@dataclass(frozen=True, slots=True)
class Line:
    """A visit, or blocked time."""

    starts_at: datetime
    ends_at: datetime
    visit: Appointment | None = None
    block: TimeOff | None = None

    @property
    def phone(self) -> str:
        """The customer's number, spaced for reading; "" where there is none."""
        return self.visit.customer.shown_phone if self.visit else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One person's day, in order of time."""

    staff: Staff
    lines: list[Line]


def sheets_of(agenda: Agenda, *, asked_for: Collection[UUID] = ()) -> list[Sheet]:
    """A sheet for everybody who works, has something booked, or was asked for by id."""
    lines: dict[UUID, list[Line]] = defaultdict(list)
    for visit in agenda.visits:
        lines[visit.staff_id].append(Line(visit.starts_at, visit.ends_at, visit=visit))
    for block in agenda.time_off:
        start, end = max(block.starts_at, agenda.start), min(block.ends_at, agenda.end)
        lines[block.staff_id].append(Line(start, end, block=block))
    return [
        Sheet(person, sorted(lines[person.pk], key=lambda line: (line.starts_at, line.ends_at)))
        for person in agenda.staff
        if lines[person.pk] or agenda.working.get(person.pk) or person.pk in asked_for
    ]
