"""Where a visit that lost its place could go."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from accounts.models import Organization
from config.lib.formatting import to_zone
from scheduling.models import Appointment, Staff
from scheduling.selectors.availability import Availability, find_availability
from scheduling.selectors.free_times import FreeTime
from scheduling.selectors.policy import policy_of
from scheduling.slots.ranking import nearest

DAYS_BEFORE, DAYS_AFTER = 7, 21


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Free places for one visit, best first.

    `same_person` at other times, `same_time` with other people, and `others`: other people
    at other times, looked for only where the first two are empty.
    """

    same_person: list[FreeTime] = field(default_factory=list)
    same_time: list[FreeTime] = field(default_factory=list)
    others: list[FreeTime] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.same_person or self.same_time or self.others)


def alternatives_for(
    *,
    organization: Organization,
    visit: Appointment,
    people: list[Staff],
    now: datetime,
    limit: int = 4,
) -> Alternatives:
    """The places nearest to the one that `visit` has now, among `people` who perform its
    service; from a week before its day to three weeks after it. The lead time that customers
    keep does not bind. As many queries for one person as for thirty."""
    on = to_zone(visit.starts_at, organization.time_zone).date()
    today = to_zone(now, organization.time_zone).date()
    found = _room(
        organization,
        visit,
        people,
        first=max(on - timedelta(days=DAYS_BEFORE), today),
        last=max(on, today) + timedelta(days=DAYS_AFTER),
        now=now,
    )
    zone = organization.time_zone
    same_person: list[FreeTime] = []
    same_time: list[FreeTime] = []
    for person in people:
        if person.pk == visit.staff_id:
            starts = _spread(found.starts.get(person.pk, ()), visit, zone, limit)
            same_person = [FreeTime(datetime.fromtimestamp(s, UTC), person) for s in starts]
        elif visit.starts_at > now and _has_room(found, person, visit, visit.starts_at):
            same_time.append(FreeTime(visit.starts_at, person))
    if same_person or same_time:
        return Alternatives(same_person, same_time[:limit])
    return Alternatives(others=_others(found, people, visit, zone, limit))


def is_place_free(
    *,
    organization: Organization,
    visit: Appointment,
    staff: Staff,
    starts_at: datetime,
    now: datetime,
) -> bool:
    """Whether this person works and has room for the visit, buffers included, at that time."""
    on = to_zone(starts_at, organization.time_zone).date()
    last = to_zone(starts_at + visit.length, organization.time_zone).date()
    found = _room(organization, visit, [staff], first=on, last=last, now=now)
    return starts_at > now and _has_room(found, staff, visit, starts_at)


def _room(
    organization: Organization,
    visit: Appointment,
    people: list[Staff],
    *,
    first: date,
    last: date,
    now: datetime,
) -> Availability:
    policy, service = copy(policy_of(organization)), copy(visit.service)
    policy.lead_minutes, policy.horizon_days = 0, 366
    service.duration_minutes = int(visit.length.total_seconds() // 60)
    return find_availability(
        organization=organization,
        service=service,
        staff_ids=[person.pk for person in people],
        first=first,
        last=last,
        now=now,
        policy=policy,
        ignoring=visit.pk,
    )


def _has_room(found: Availability, staff: Staff, visit: Appointment, starts_at: datetime) -> bool:
    low = int(starts_at.timestamp()) - visit.service.buffer_before_minutes * 60
    high = int((starts_at + visit.length).timestamp()) + visit.service.buffer_after_minutes * 60
    return any(begins <= low and high <= ends for begins, ends in found.free.get(staff.pk, ()))


def _others(
    found: Availability, people: list[Staff], visit: Appointment, zone: str, limit: int
) -> list[FreeTime]:
    first_with: dict[int, Staff] = {}
    for person in people:
        for start in found.starts.get(person.pk, ()):
            first_with.setdefault(start, person)
    chosen = _spread(first_with, visit, zone, limit)
    return [FreeTime(datetime.fromtimestamp(start, UTC), first_with[start]) for start in chosen]


def _spread(starts: Iterable[int], visit: Appointment, zone: str, limit: int) -> list[int]:
    """The starts nearest to the visit's own, in order, at most half of them on one day and
    none that overlap: "10:00, 10:15, 10:30" would be no choice."""
    pool, apart = list(starts), int(visit.length.total_seconds())
    chosen: dict[int, date] = {}
    for start in nearest(pool, int(visit.starts_at.timestamp()), len(pool)):
        on = to_zone(datetime.fromtimestamp(start, UTC), zone).date()
        is_apart = all(abs(start - other) >= apart for other in chosen)
        if is_apart and list(chosen.values()).count(on) < max(1, limit // 2):
            chosen[start] = on
        if len(chosen) == limit:
            break
    return sorted(chosen)
