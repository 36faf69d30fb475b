"""The agenda as the team looks at it: people, visits and what else takes their time."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from accounts.models import Location, Organization
from scheduling.enums import OCCUPYING, AppointmentStatus
from scheduling.models import Appointment, Staff, TimeOff
from scheduling.selectors.appointments import agenda_between
from scheduling.selectors.closures import Closure, closures_between
from scheduling.selectors.occupancy import PerStaff
from scheduling.selectors.policy import policy_of
from scheduling.selectors.staff import active_staff
from scheduling.selectors.time_off import time_off_between
from scheduling.selectors.working_time import working_time

Span = tuple[datetime, datetime]
FIRST_HOUR, LAST_HOUR = 8, 19
NOT_CANCELLED = frozenset(AppointmentStatus.values) - {AppointmentStatus.CANCELLED}
# What the agenda draws; the rest of a row stays in the database.
DRAWN = (
    "organization_id",
    "status",
    "starts_at",
    "ends_at",
    "busy",
    "notes",
    "customer_confirmed_at",
    "visit__series_id",
    "visit__starts_at",
    "visit__series_starts_at",
    "series_id",
    "series_starts_at",
    "customer__name",
    "customer__profile_name",
    "customer__phone",
    "service__name",
    "dependant__name",
    "staff__name",
    "staff__color",
    "staff__user_id",
    "staff__photo_id",
    "staff__location_id",
    "staff__location__name",
    "staff__location__position",
    "staff__location__is_active",
)


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
    closures: list[Closure]

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
    staff_ids: Collection[UUID] = (),
    location_id: UUID | None = None,
    statuses: Collection[str] = NOT_CANCELLED,
) -> Agenda:
    """The agenda between two moments, of everybody, of one place or of these people; the
    columns of a place stand together.

    A person who has left the team keeps a column where visits are still booked. The same
    few queries, whatever the number of people and rows.
    """
    visits = agenda_between(start, end).filter(status__in=list(statuses)).only(*DRAWN)
    if staff_ids:
        visits = visits.filter(staff_id__in=list(staff_ids))
    if location_id is not None:
        visits = visits.filter(staff__location=location_id)
    rows = list(visits)
    team = list(active_staff().select_related("location"))
    here = [one for one in team if location_id is None or one.location_id == location_id]
    staff = _columns(here, rows, staff_ids)
    ids = [person.pk for person in staff]
    policy = policy_of(organization)
    first, last = start.date(), (end - timedelta(microseconds=1)).date()
    return Agenda(
        start=start,
        end=end,
        staff=staff,
        visits=rows,
        time_off=list(time_off_between(start, end, ids)),
        working=working_time(
            organization=organization, policy=policy, staff_ids=ids, first=first, last=last
        ),
        places=_places(team),
        closures=closures_between(organization, policy, first, last),
    )


def visits_inside(staff: Staff, start: datetime, end: datetime) -> list[Appointment]:
    """Visits of this person that touch [start, end) and still take time."""
    return list(
        agenda_between(start, end)
        .filter(staff=staff, status__in=OCCUPYING)
        .exclude(status=AppointmentStatus.COMPLETED)
    )


def shown_hours(agenda: Agenda) -> tuple[int, int]:
    """The hours that the grid shows for each of its days: working time and visits of all of
    them, else the usual day.
    """
    low, high = (FIRST_HOUR * 60, LAST_HOUR * 60) if agenda.is_closed else (12 * 60, 12 * 60)
    for begins, ends in _busy_spans(agenda):
        for first, last in _minutes_by_day(agenda, begins, ends):
            low, high = min(low, first), max(high, last)
    return low // 60, -(-high // 60)


def _busy_spans(agenda: Agenda) -> Iterable[Span]:
    for spans in agenda.working.values():
        yield from ((_moment(low), _moment(high)) for low, high in spans)
    yield from ((visit.starts_at, visit.ends_at) for visit in agenda.visits)


def _minutes_by_day(agenda: Agenda, begins: datetime, ends: datetime) -> Iterator[tuple[int, int]]:
    """The part of each day that a span takes, in wall-clock minutes since its midnight."""
    zone = agenda.start.tzinfo
    at = max(begins, agenda.start).astimezone(zone)
    until = min(ends, agenda.end).astimezone(zone)
    while at < until:
        midnight = datetime.combine(at.date() + timedelta(days=1), time.min, tzinfo=zone)
        is_last = until < midnight
        yield _minute(at), _minute(until) if is_last else 1440
        at = midnight


def _minute(wall: datetime) -> int:
    return wall.hour * 60 + wall.minute


def _columns(
    active: Iterable[Staff], visits: list[Appointment], only: Collection[UUID]
) -> list[Staff]:
    people = {person.pk: person for person in active}
    for visit in visits:
        people.setdefault(visit.staff_id, visit.staff)
    shown = [person for pk, person in people.items() if not only or pk in only]
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
