"""Where there is room: free starts per person, days with room, the best starts of a day.

Reads local rows only. All functions need the organization's open scope; instants are aware
UTC, days are calendar days of the organization.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db.models import F, Min

from accounts.models import Organization
from catalog.models import Service
from config.lib.formatting import to_zone
from scheduling.models import BookingPolicy, Staff, StaffService
from scheduling.selectors.occupancy import PerStaff, busy_intervals
from scheduling.selectors.policy import policy_of
from scheduling.selectors.resources import places_of
from scheduling.selectors.staff import bookable_staff
from scheduling.selectors.working_time import working_time
from scheduling.slots.availability import free_starts, free_time
from scheduling.slots.fairness import fairest_first, taken_seconds
from scheduling.slots.places import Places, has_places
from scheduling.slots.ranking import RankedStart, best_first, nearest, rank
from scheduling.slots.working_hours import day_bounds, wall_grid, zone_offset

WINDOW = timedelta(days=14)  # days are searched a fortnight at a time
NEAR_DAYS = 7
MINUTE, HOUR = 60, 3600
PARTS_OF_DAY = (12, 18)  # the hours at which afternoon and evening begin


@dataclass(frozen=True, slots=True)
class Availability:
    """Free time and free starts (epoch seconds) per person, for one service."""

    free: PerStaff
    starts: dict[UUID, list[int]]
    busy: PerStaff


def find_availability(
    *,
    organization: Organization,
    service: Service,
    staff_ids: Iterable[UUID],
    first: date,
    last: date,
    now: datetime,
    policy: BookingPolicy | None = None,
    ignoring: UUID | None = None,
    without: Collection[UUID] = (),
) -> Availability:
    """Free starts from `first` to `last` (both included), within lead time and horizon.

    `ignoring` is a visit that counts as free, because it is the one being moved; `without`
    are several of them.
    """
    policy = policy or policy_of(organization)
    zone, ids = organization.time_zone, list(staff_ids)
    last = min(last, to_zone(now, zone).date() + timedelta(days=policy.horizon_days))
    if last < first or not ids:
        return Availability({}, {}, {})
    start, end = day_bounds(first, zone)[0], day_bounds(last, zone)[1]
    work = working_time(
        organization=organization, policy=policy, staff_ids=ids, first=first, last=last
    )
    busy = busy_intervals(
        organization_id=organization.pk,
        staff_ids=ids,
        start=_moment(start),
        end=_moment(end),
        now=now,
        ignoring=ignoring,
        without=without,
    )
    free = {i: free_time(work[i], busy.get(i, ()), start=start, end=end) for i in ids}
    earliest = int((now + timedelta(minutes=policy.lead_minutes)).timestamp())
    step = policy.slot_step_minutes * MINUTE
    starts = _starts(
        free, work, service=service, zone=zone, step=step, span=(start, end), earliest=earliest
    )
    places = places_of(
        organization_id=organization.pk,
        service_ids=[service.pk],
        start=_moment(start),
        end=_moment(end),
        now=now,
        ignoring=ignoring,
        without=without,
    ).get(service.pk)
    if places:
        starts = _with_places(starts, service, places)
    return Availability(free, starts, busy)


def _starts(
    free: PerStaff,
    work: PerStaff,
    *,
    service: Service,
    zone: str,
    step: int,
    span: tuple[int, int],
    earliest: int,
) -> dict[UUID, list[int]]:
    """Where `service` may begin in each person's free time, every `step` seconds on the
    wall clock."""
    start, end = span
    offset = zone_offset(start, zone)
    is_plain = HOUR % step == 0 and offset == zone_offset(end, zone)
    return {
        person: free_starts(
            found,
            duration=service.duration_minutes * MINUTE,
            step=step,
            offset=offset,
            grid=() if is_plain else wall_grid(work[person], zone=zone, step=step),
            buffer_before=service.buffer_before_minutes * MINUTE,
            buffer_after=service.buffer_after_minutes * MINUTE,
            not_before=max(start, earliest),
            not_after=end,
        )
        for person, found in free.items()
    }


def _with_places(
    starts: dict[UUID, list[int]], service: Service, places: Places
) -> dict[UUID, list[int]]:
    """Those of `starts` at which a room or machine is free of each type that is needed."""
    before = service.buffer_before_minutes * MINUTE
    after = (service.duration_minutes + service.buffer_after_minutes) * MINUTE
    return {
        person: [at for at in found if has_places(places, at - before, at + after)]
        for person, found in starts.items()
    }


def staff_free_at(
    *,
    organization: Organization,
    service: Service,
    staff: Staff | None,
    starts_at: datetime,
    now: datetime,
    ignoring: UUID | None = None,
) -> list[Staff]:
    """Who may be booked at exactly this start; `staff` None considers everybody.

    In the order of `scheduling.slots.fairness`.
    """
    candidates = _candidates(service, staff)
    on = to_zone(starts_at, organization.time_zone).date()
    found = find_availability(
        organization=organization,
        service=service,
        staff_ids=[person.pk for person in candidates],
        first=on,
        last=on,
        now=now,
        ignoring=ignoring,
    )
    wanted = starts_at.timestamp()
    free = [person for person in candidates if wanted in found.starts.get(person.pk, ())]
    start, end = day_bounds(on, organization.time_zone)
    taken = {p: taken_seconds(found.busy.get(p.pk, ()), start=start, end=end) for p in free}
    return fairest_first(free, taken)


def free_days(
    *,
    organization: Organization,
    service: Service,
    staff: Staff | None,
    after: date | None,
    limit: int,
    now: datetime,
    ignoring: UUID | None = None,
) -> list[tuple[date, int]]:
    """The first `limit` days with room after a date (None: from today), and how many
    different starts each has."""
    policy, zone = policy_of(organization), organization.time_zone
    today = to_zone(now, zone).date()
    first = today if after is None else max(after + timedelta(days=1), today)
    horizon = today + timedelta(days=policy.horizon_days)
    ids = [person.pk for person in _candidates(service, staff)]
    days: list[tuple[date, int]] = []
    while first <= horizon and len(days) < limit:
        last = min(first + WINDOW, horizon)
        found = find_availability(
            organization=organization,
            service=service,
            staff_ids=ids,
            first=first,
            last=last,
            now=now,
            policy=policy,
            ignoring=ignoring,
        )
        days += sorted(_count_by_day(found, zone).items())
        first = last + timedelta(days=1)
    return days[:limit]


def ranked_slots(
    *,
    organization: Organization,
    service: Service,
    staff: Staff | None,
    on: date,
    now: datetime,
    ignoring: UUID | None = None,
) -> list[datetime]:
    """All free starts of a day, each once; every beginning of the list is a good offer.

    Where the house fills gaps, starts that leave no unusable holes come first; among equals
    one of the morning, of the afternoon and of the evening in turn.
    """
    policy = policy_of(organization)
    candidates = _candidates(service, staff)
    found = find_availability(
        organization=organization,
        service=service,
        staff_ids=[person.pk for person in candidates],
        first=on,
        last=on,
        now=now,
        policy=policy,
        ignoring=ignoring,
    )
    midnight = day_bounds(on, organization.time_zone)[0]
    best = best_first(
        _ranked(found, service, candidates),
        spread=[midnight + hour * HOUR for hour in PARTS_OF_DAY],
        fills_gaps=policy.fills_gaps,
    )
    return [_moment(start) for start in best]


def nearest_slots(
    *,
    organization: Organization,
    service: Service,
    staff: Staff | None,
    wanted: datetime,
    limit: int,
    now: datetime,
    ignoring: UUID | None = None,
) -> list[datetime]:
    """The free starts closest to a lost one, closest first; of that day, else the days
    around it."""
    on = to_zone(wanted, organization.time_zone).date()
    today = to_zone(now, organization.time_zone).date()
    ids = [person.pk for person in _candidates(service, staff)]
    for days in (0, NEAR_DAYS):
        found = find_availability(
            organization=organization,
            service=service,
            staff_ids=ids,
            first=max(on - timedelta(days=days), today),
            last=on + timedelta(days=days),
            now=now,
            ignoring=ignoring,
        )
        starts = nearest(_all_starts(found), int(wanted.timestamp()), limit)
        if starts:
            break
    return [_moment(start) for start in starts]


def _candidates(service: Service, staff: Staff | None) -> Sequence[Staff]:
    return [staff] if staff is not None else list(bookable_staff(service_id=service.pk))


def _all_starts(found: Availability) -> list[int]:
    return sorted({start for starts in found.starts.values() for start in starts})


def _count_by_day(found: Availability, zone: str) -> Counter[date]:
    return Counter(to_zone(_moment(start), zone).date() for start in _all_starts(found))


def _ranked(found: Availability, service: Service, staff: Sequence[Staff]) -> Iterable[RankedStart]:
    shortest = _shortest_footprints([person.pk for person in staff])
    for staff_id, starts in found.starts.items():
        yield from rank(
            starts,
            found.free[staff_id],
            duration=service.duration_minutes * MINUTE,
            buffer_before=service.buffer_before_minutes * MINUTE,
            buffer_after=service.buffer_after_minutes * MINUTE,
            shortest=shortest.get(staff_id, service.duration_minutes) * MINUTE,
        )


def _shortest_footprints(staff_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Minutes of the shortest visit, buffers included, that each person could take."""
    rows = (
        StaffService.objects.filter(staff_id__in=staff_ids, service__is_active=True)
        .values("staff_id")
        .annotate(
            shortest=Min(
                F("service__duration_minutes")
                + F("service__buffer_before_minutes")
                + F("service__buffer_after_minutes")
            )
        )
    )
    return {row["staff_id"]: row["shortest"] for row in rows}


def _moment(epoch: int) -> datetime:
    return datetime.fromtimestamp(epoch, UTC)
