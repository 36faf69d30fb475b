"""The waiting list, and who of it a free time would suit."""

from collections.abc import Collection
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.models import Dependant, Organization
from accounts.selectors.people import only_dependants
from catalog.models import Service
from catalog.selectors.sizes import fitted_pairs
from config.lib.formatting import to_zone
from scheduling.enums import WaitlistStatus
from scheduling.models import Staff, WaitlistEntry
from scheduling.selectors.availability import MINUTE, Availability, find_availability
from scheduling.selectors.policy import policy_of
from scheduling.slots.availability import free_starts
from scheduling.slots.working_hours import zone_offset

OPEN = (WaitlistStatus.WAITING, WaitlistStatus.OFFERED)
LOOKED_AT = 100
SHOWN = 20


@dataclass(frozen=True, slots=True)
class FreedTime:
    """A stretch of one person's time that somebody has just given back."""

    staff: Staff
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody who waits, and when the visit would begin."""

    entry: WaitlistEntry
    staff: Staff
    starts_at: datetime


def waitlist(
    *, status: str = "", search: str = "", only_of: Collection[UUID] | None = None
) -> QuerySet[WaitlistEntry]:
    """Entries, who waits longest first; no status means those that are still open.

    `only_of` leaves out what waits for people of other ids.
    """
    rows: QuerySet[WaitlistEntry] = WaitlistEntry.objects.select_related(
        "customer", "dependant", "service", "staff", "appointment"
    ).order_by("created_at", "id")
    rows = rows.filter(status=status) if status else rows.filter(status__in=OPEN)
    if only_of is not None:
        rows = rows.filter(Q(staff__isnull=True) | Q(staff__in=only_of))
    for word in search.split():
        rows = rows.filter(
            Q(customer__name__unaccent__icontains=word)
            | Q(customer__profile_name__unaccent__icontains=word)
            | Q(service__name__unaccent__icontains=word)
            | Q(dependant__name__unaccent__icontains=word)
        )
    return rows


def waiting_count(since: date, only_of: Collection[UUID] | None = None) -> int:
    """How many still wait for a day from `since` on."""
    return int(waitlist(only_of=only_of).filter(last_on__gte=since).count())


def get_waitlist_entry(entry_id: UUID) -> WaitlistEntry:
    """The entry of the open scope; 404 for any other id."""
    found: WaitlistEntry | None = (
        WaitlistEntry.objects.filter(pk=entry_id)
        .select_related("customer", "dependant", "service", "staff", "organization", "appointment")
        .first()
    )
    if found is None:
        raise Http404
    return found


def is_anybody_waiting(
    *, organization: Organization, staff_id: UUID, starts_at: datetime, ends_at: datetime
) -> bool:
    """Whether anybody waits for a day of this stretch, with this person or with anybody."""
    zone = organization.time_zone
    return bool(
        WaitlistEntry.objects.filter(
            Q(staff__isnull=True) | Q(staff=staff_id),
            status=WaitlistStatus.WAITING,
            first_on__lte=to_zone(ends_at, zone).date(),
            last_on__gte=to_zone(starts_at, zone).date(),
        ).exists()
    )


def waiting_for(*, organization: Organization, freed: FreedTime, now: datetime) -> list[Match]:
    """Who could come now that this time is free, who waits longest first.

    A service is as long as it is for whom they bring (`brought_by`). It must be one that the
    person performs and fit around the freed stretch, day and hour must suit. The number of
    queries doesn't depend on how many wait.
    """
    if freed.ends_at <= now:
        return []
    on = to_zone(freed.starts_at, organization.time_zone).date()
    entries = list(_candidates(freed.staff, on))
    if not entries:
        return []
    _fit(entries)
    found, step = _free(organization, entries[0].service, freed.staff, on, now)
    matches = []
    for entry in entries:
        start = _start(entry, freed, found.free.get(freed.staff.pk, []), step, now)
        if start is not None:
            matches.append(Match(entry, freed.staff, start))
    return matches[:SHOWN]


def brought_by(entries: Collection[WaitlistEntry]) -> dict[UUID, Dependant | None]:
    """Whom each entry is for: who was named, else the only one on the customer's card for whom
    such a service is. One query at most."""
    open_ones = [one for one in entries if one.service.for_kind and one.dependant is None]
    known = only_dependants(one.customer_id for one in open_ones) if open_ones else {}
    return {
        one.pk: one.dependant or known.get((one.customer_id, one.service.for_kind))
        for one in entries
    }


def _fit(entries: list[WaitlistEntry]) -> None:
    """Let each entry's service be as long as it is for whom they bring."""
    whom = brought_by(entries)
    services = fitted_pairs([(one.service, whom[one.pk]) for one in entries])
    for entry, service in zip(entries, services, strict=True):
        entry.service = service


def _candidates(staff: Staff, on: date) -> QuerySet[WaitlistEntry]:
    rows: QuerySet[WaitlistEntry] = (
        WaitlistEntry.objects.filter(
            Q(staff__isnull=True) | Q(staff=staff),
            status=WaitlistStatus.WAITING,
            first_on__lte=on,
            last_on__gte=on,
            service__is_active=True,
            service__staff_services__staff=staff,
        )
        .select_related("customer", "dependant", "service", "organization")
        .order_by("created_at", "id")
    )
    return rows[:LOOKED_AT]


def _free(
    organization: Organization, service: Service, staff: Staff, on: date, now: datetime
) -> tuple[Availability, int]:
    policy = copy(policy_of(organization))
    policy.lead_minutes, policy.horizon_days = 0, 366
    found = find_availability(
        organization=organization,
        service=service,
        staff_ids=[staff.pk],
        first=on,
        last=on,
        now=now,
        policy=policy,
    )
    return found, policy.slot_step_minutes * MINUTE


def _start(
    entry: WaitlistEntry,
    freed: FreedTime,
    free: list[tuple[int, int]],
    step: int,
    now: datetime,
) -> datetime | None:
    """Where the visit would begin, as near to the freed start as it suits; None if nowhere."""
    low, high = int(freed.starts_at.timestamp()), int(freed.ends_at.timestamp())
    duration = entry.service.duration_minutes * MINUTE
    starts = set(
        _fitting(
            entry,
            free,
            step,
            low,
            not_before=max(low - duration + 1, int(now.timestamp())),
            not_after=high,
        )
    )
    for start in sorted(starts, key=lambda start: (abs(start - low), start)):
        moment = datetime.fromtimestamp(start, UTC)
        if _suits(entry, moment):
            return moment
    return None


def _fitting(
    entry: WaitlistEntry,
    free: list[tuple[int, int]],
    step: int,
    low: int,
    *,
    not_before: int,
    not_after: int,
) -> list[int]:
    """Starts on the grid of the day, and on one that begins at the freed start itself."""
    service = entry.service
    offset = zone_offset(low, entry.organization.time_zone)
    return [
        start
        for origin in (offset, -low)
        for start in free_starts(
            free,
            duration=service.duration_minutes * MINUTE,
            step=step,
            offset=origin,
            buffer_before=service.buffer_before_minutes * MINUTE,
            buffer_after=service.buffer_after_minutes * MINUTE,
            not_before=not_before,
            not_after=not_after,
        )
    ]


def _suits(entry: WaitlistEntry, moment: datetime) -> bool:
    wall = to_zone(moment, entry.organization.time_zone).time()
    is_late_enough = entry.from_time is None or wall >= entry.from_time
    return is_late_enough and (entry.until_time is None or wall < entry.until_time)
