"""Free times as the desk offers them: without the lead time that customers keep."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from accounts.models import Organization
from catalog.models import Service
from config.lib.formatting import to_zone
from scheduling.models import Staff
from scheduling.selectors.availability import find_availability
from scheduling.selectors.policy import policy_of
from scheduling.selectors.staff import active_staff


@dataclass(frozen=True, slots=True)
class FreeTime:
    """A start at which this person has room."""

    starts_at: datetime
    staff: Staff

    @property
    def value(self) -> str:
        """Both in one form value: "<staff id> <epoch seconds>"."""
        return f"{self.staff.pk} {int(self.starts_at.timestamp())}"


def performers(service: Service) -> list[Staff]:
    """Who performs the service and has a column in the agenda, bookable online or not."""
    return list(active_staff().filter(staff_services__service=service))


def free_times(
    *,
    organization: Organization,
    service: Service,
    staff: Sequence[Staff],
    on: date,
    now: datetime,
    minutes: int | None = None,
    ignoring: UUID | None = None,
) -> list[FreeTime]:
    """Starts of a day at which one of `staff` has room, by time and then in the order given.

    `minutes` stands in for the service's own duration. The horizon and the lead time bind
    customers; here only the past is left out.
    """
    policy = copy(policy_of(organization))
    policy.lead_minutes, policy.horizon_days = 0, 366
    if minutes:
        service = copy(service)
        service.duration_minutes = minutes
    found = find_availability(
        organization=organization,
        service=service,
        staff_ids=[person.pk for person in staff],
        first=on,
        last=on,
        now=now,
        policy=policy,
        ignoring=ignoring,
    )
    pairs = [
        (start, order, person)
        for order, person in enumerate(staff)
        for start in found.starts.get(person.pk, ())
    ]
    return [
        FreeTime(datetime.fromtimestamp(start, UTC), person)
        for start, _order, person in sorted(pairs, key=lambda pair: pair[:2])
    ]


def nearest_times(
    *,
    organization: Organization,
    service: Service,
    staff: Sequence[Staff],
    wanted: datetime,
    now: datetime,
    limit: int = 4,
    minutes: int | None = None,
    ignoring: UUID | None = None,
) -> list[FreeTime]:
    """The free times of that day around a lost one, half of them earlier where there are."""
    found = free_times(
        organization=organization,
        service=service,
        staff=staff,
        on=to_zone(wanted, organization.time_zone).date(),
        now=now,
        minutes=minutes,
        ignoring=ignoring,
    )
    earlier = [free for free in found if free.starts_at < wanted]
    later = [free for free in found if free.starts_at >= wanted]
    kept = earlier[-max(limit // 2, limit - len(later)) :]
    return kept + later[: limit - len(kept)]
