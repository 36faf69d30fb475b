"""Appointments that repeat: where their dates fit, and what became of them."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import Organization
from catalog.models import Service
from config.lib.formatting import to_zone
from scheduling.enums import UPCOMING, SeriesScope
from scheduling.models import Appointment, AppointmentSeries, Staff
from scheduling.models.series import MOST_DAYS
from scheduling.selectors.availability import MINUTE, Availability, find_availability
from scheduling.selectors.policy import policy_of
from scheduling.slots.intervals import Interval
from scheduling.slots.ranking import nearest

ALTERNATIVES = 4


class Problem(StrEnum):
    """Why a date doesn't fit."""

    TAKEN = "TAKEN"
    CLOSED = "CLOSED"
    NOBODY = "NOBODY"


@dataclass(frozen=True, slots=True)
class SeriesDate:
    """One date of a series to be; `alternatives` are free starts of that day, and `people`
    who would do it where anybody was asked for."""

    ordinal: int
    starts_at: datetime
    problem: Problem | None = None
    alternatives: list[datetime] = field(default_factory=list)
    people: tuple[Staff, ...] = ()


def series_dates(
    *,
    organization: Organization,
    service: Service,
    staff: Staff,
    moments: Iterable[datetime],
    now: datetime,
    minutes: int | None = None,
) -> list[SeriesDate]:
    """Each date with what stands against it: taken time, or a day or hour without work.

    `moments` are in order and at most two years apart. The number of queries doesn't depend
    on how many there are.
    """
    wanted = list(moments)
    service = copy(service)
    service.duration_minutes = minutes or service.duration_minutes
    zone = organization.time_zone
    found = _availability(organization, service, staff, wanted, now)
    by_day = _starts_by_day(found.starts.get(staff.pk, ()), zone)
    free, busy = found.free.get(staff.pk, ()), found.busy.get(staff.pk, ())
    dates = []
    for ordinal, moment in enumerate(wanted, start=1):
        at = int(moment.timestamp())
        problem = _problem(at, service, free, busy)
        same_day = by_day.get(to_zone(moment, zone).date(), []) if problem else []
        dates.append(SeriesDate(ordinal, moment, problem, _alternatives(at, same_day)))
    return dates


def members_ahead(
    appointment: Appointment, scope: SeriesScope, now: datetime
) -> QuerySet[Appointment]:
    """What a change of this scope is about: dates that are still to come."""
    rows: QuerySet[Appointment] = Appointment.objects.filter(
        series_id=appointment.series_id, status__in=UPCOMING, starts_at__gt=now
    )
    if scope == SeriesScope.FOLLOWING:
        rows = rows.filter(ordinal__gte=appointment.ordinal)
    return rows


def series_of_key(key: UUID | None) -> AppointmentSeries | None:
    """The series that was booked under this key already."""
    found: AppointmentSeries | None = (
        AppointmentSeries.objects.filter(key=key).select_related("customer").first()
    )
    return found


def series_members(series_id: UUID) -> QuerySet[Appointment]:
    """All dates of a series in their order."""
    rows: QuerySet[Appointment] = Appointment.objects.filter(series_id=series_id)
    return rows.select_related("staff").order_by("ordinal")


def _availability(
    organization: Organization,
    service: Service,
    staff: Staff,
    wanted: list[datetime],
    now: datetime,
) -> Availability:
    policy, zone = copy(policy_of(organization)), organization.time_zone
    ahead = (to_zone(wanted[-1], zone).date() - to_zone(now, zone).date()).days
    policy.lead_minutes, policy.horizon_days = 0, max(ahead + 1, MOST_DAYS)
    return find_availability(
        organization=organization,
        service=service,
        staff_ids=[staff.pk],
        first=to_zone(wanted[0], zone).date(),
        last=to_zone(wanted[-1], zone).date() + timedelta(days=1),
        now=now,
        policy=policy,
    )


def _problem(
    at: int, service: Service, free: Sequence[Interval], busy: Iterable[Interval]
) -> Problem | None:
    low = at - service.buffer_before_minutes * MINUTE
    high = at + (service.duration_minutes + service.buffer_after_minutes) * MINUTE
    if any(start <= low and high <= end for start, end in free):
        return None
    return Problem.TAKEN if _touches(busy, low, high) else Problem.CLOSED


def _alternatives(at: int, starts: Iterable[int]) -> list[datetime]:
    """The free starts of that day closest to `at`, by time."""
    offered = sorted(nearest(starts, at, ALTERNATIVES))
    return [datetime.fromtimestamp(start, UTC) for start in offered]


def _touches(busy: Iterable[Interval], low: int, high: int) -> bool:
    return any(start < high and low < end for start, end in busy)


def _starts_by_day(starts: Iterable[int], zone: str) -> dict[date, list[int]]:
    by_day: dict[date, list[int]] = {}
    for start in starts:
        by_day.setdefault(to_zone(datetime.fromtimestamp(start, UTC), zone).date(), []).append(
            start
        )
    return by_day
