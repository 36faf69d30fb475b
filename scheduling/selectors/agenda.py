"""The agenda as the team looks at it: people, visits and what else takes their time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from accounts.models import Location, Organization
from scheduling.enums import OCCUPYING, AppointmentStatus
from scheduling.models import Appointment, Staff, TimeOff
from scheduling.selectors.appointments import agenda_between
from scheduling.selectors.occupancy import PerStaff
from scheduling.selectors.policy import policy_of
from scheduling.selectors.staff import active_staff
from scheduling.selectors.time_off import time_off_between
from scheduling.selectors.working_time import working_time

Span = tuple[datetime, datetime]
FIRST_HOUR, LAST_HOUR = 8, 19


@dataclass(frozen=True, slots=True)
class Agenda:
    """What lies in [start, end) of the columns of `staff`; `working` in epoch seconds."""

    start: datetime
    end: datetime
    staff: list[Staff]
    visits: list[Appointment]
    time_off: list[TimeOff]
    working: PerStaff
    places: list[Location]

    @property
    def is_closed(self) -> bool:
        """Nobody works."""
        return not any(self.working.get(person.pk) for person in self.staff)

    def closed_spans(self, person: Staff) -> list[Span]:
        """When this person doesn't work, inside [start, end)."""
        spans, at = [], self.start
        for low, high in self.working.get(person.pk, []):
            begins, ends = _moment(low), _moment(high)
            if begins > at:
                spans.append((at, min(begins, self.end)))
            at = max(at, ends)
        return [*spans, (at, self.end)] if at < self.end else spans


def agenda_of(
    *,
    organization: Organization,
    start: datetime,
    end: datetime,
    staff_id: UUID | None = None,
    location_id: UUID | None = None,
    shows_cancelled: bool = False,
) -> Agenda:
    """The agenda between two moments, of everybody, of one place or of one person; the
    columns of a place stand together.

    A person who has left the team keeps a column where visits are still booked. Four
    queries and those of the working hours, whatever the number of rows.
    """
    visits = agenda_between(start, end)
    if not shows_cancelled:
        visits = visits.exclude(status=AppointmentStatus.CANCELLED)
    if staff_id is not None:
        visits = visits.filter(staff_id=staff_id)
    if location_id is not None:
        visits = visits.filter(staff__location=location_id)
    rows = list(visits)
    team = list(active_staff().select_related("location"))
    staff = _columns(
        [one for one in team if location_id is None or one.location_id == location_id],
        rows,
        staff_id,
    )
    return Agenda(
        start=start,
        end=end,
        staff=staff,
        visits=rows,
        time_off=list(time_off_between(start, end, [person.pk for person in staff])),
        working=working_time(
            organization=organization,
            policy=policy_of(organization),
            staff_ids=[person.pk for person in staff],
            first=start.date(),
            last=(end - timedelta(microseconds=1)).date(),
        ),
        places=_places(team),
    )


def visits_inside(staff: Staff, start: datetime, end: datetime) -> list[Appointment]:
    """Visits of this person that touch [start, end) and still take time."""
    return list(
        agenda_between(start, end)
        .filter(staff=staff, status__in=OCCUPYING)
        .exclude(status=AppointmentStatus.COMPLETED)
    )


def shown_hours(agenda: Agenda) -> tuple[int, int]:
    """The hours of the day that the grid shows: working time and visits, else the usual day."""
    zone, opens = agenda.start.tzinfo, agenda.start
    low, high = (FIRST_HOUR * 60, LAST_HOUR * 60) if agenda.is_closed else (12 * 60, 12 * 60)
    for begins, ends in _busy_spans(agenda):
        low = min(low, _minutes(opens, begins.astimezone(zone)))
        high = max(high, _minutes(opens, ends.astimezone(zone)))
    return max(0, low // 60), min(24, -(-high // 60))


def _busy_spans(agenda: Agenda) -> Iterable[Span]:
    for spans in agenda.working.values():
        yield from ((_moment(low), _moment(high)) for low, high in spans)
    yield from ((visit.starts_at, visit.ends_at) for visit in agenda.visits)


def _minutes(opens: datetime, moment: datetime) -> int:
    """Wall-clock minutes since the midnight of `opens`, within that day."""
    days = (moment.date() - opens.date()).days
    return min(max(days * 1440 + moment.hour * 60 + moment.minute, 0), 1440)


def _columns(active: Iterable[Staff], visits: list[Appointment], only: UUID | None) -> list[Staff]:
    people = {person.pk: person for person in active}
    for visit in visits:
        people.setdefault(visit.staff_id, visit.staff)
    shown = [person for pk, person in people.items() if only is None or pk == only]
    return sorted(shown, key=_place_order)


def _places(team: Iterable[Staff]) -> list[Location]:
    """Where these people work, in the house's order; closed places are left out."""
    found = {person.location for person in team if person.location and person.location.is_active}
    return sorted(found, key=lambda place: (place.position, place.name))


def _place_order(person: Staff) -> tuple[bool, int, str]:
    """People of one place together, those without a place last."""
    place = person.location
    return (place is None, place.position, place.name) if place else (True, 0, "")


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
