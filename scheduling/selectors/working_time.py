"""When the team works: shifts, exceptions and holidays of an organization."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time, timedelta
from functools import lru_cache
from uuid import UUID

import holidays
from django.db.models import Q

from accounts.models import Organization
from scheduling.models import BookingPolicy, Holiday, Shift, ShiftBreak, ShiftException
from scheduling.selectors.occupancy import PerStaff
from scheduling.slots.working_hours import Hours, WeeklyShift, working_intervals

Exceptions = dict[date, tuple[Hours, ...]]


def working_time(
    *,
    organization: Organization,
    policy: BookingPolicy,
    staff_ids: Iterable[UUID],
    first: date,
    last: date,
) -> PerStaff:
    """Working intervals of each person from `first` to `last`, both included. Four queries."""
    ids = list(staff_ids)
    shifts = _shifts(ids, first, last)
    for_all, for_one = _exceptions(ids, first, last)
    closed = closed_days(organization, policy, first, last)
    return {
        staff_id: working_intervals(
            first=first,
            last=last,
            zone=organization.time_zone,
            shifts=shifts.get(staff_id, ()),
            exceptions=for_all | for_one.get(staff_id, {}),
            closed=closed,
        )
        for staff_id in ids
    }


def closed_days(
    organization: Organization, policy: BookingPolicy, first: date, last: date
) -> dict[date, str]:
    """Days on which the house is closed, with why: public holidays and its own decisions."""
    closed: dict[date, str] = {}
    if policy.closes_on_holidays:
        for year in range(first.year, last.year + 1):
            for day, name in public_holidays(organization.country, policy.holiday_region, year):
                if first <= day <= last:
                    closed[day] = name
    for day, name, is_open in Holiday.objects.filter(on__range=(first, last)).values_list(
        "on", "name", "is_open"
    ):
        closed[day] = name
        if is_open:
            del closed[day]
    return closed


@lru_cache(maxsize=256)
def public_holidays(country: str, region: str, year: int) -> tuple[tuple[date, str], ...]:
    """The public calendar of a country and region, in the country's own words; empty where
    nobody has published one."""
    try:
        language = holidays.country_holidays(country).default_language  # not that of the server
        found = holidays.country_holidays(
            country, subdiv=region or None, years=year, language=language
        )
    except NotImplementedError:
        return ()
    return tuple(sorted(found.items()))


def _shifts(ids: list[UUID], first: date, last: date) -> dict[UUID, list[WeeklyShift]]:
    eve = first - timedelta(days=1)  # its shifts past midnight reach into the first day
    rows = (
        Shift.objects.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=last),
            Q(valid_until__isnull=True) | Q(valid_until__gte=eve),
            staff_id__in=ids,
        )
        .order_by("id")
        .values_list(
            "id", "staff_id", "weekday", "starts_at", "ends_at", "valid_from", "valid_until"
        )
    )
    breaks: dict[UUID, list[Hours]] = defaultdict(list)
    for shift_id, starts_at, ends_at in ShiftBreak.objects.filter(
        shift__staff_id__in=ids
    ).values_list("shift_id", "starts_at", "ends_at"):
        breaks[shift_id].append(Hours(starts_at, ends_at))
    shifts: dict[UUID, list[WeeklyShift]] = defaultdict(list)
    for shift_id, staff_id, weekday, starts_at, ends_at, valid_from, valid_until in rows:
        shifts[staff_id].append(
            WeeklyShift(
                weekday,
                Hours(starts_at, ends_at),
                tuple(breaks[shift_id]),
                valid_from,
                valid_until,
            )
        )
    return shifts


def _exceptions(
    ids: list[UUID], first: date, last: date
) -> tuple[Exceptions, dict[UUID, Exceptions]]:
    """Exceptions of everybody, and those of one person, which come before them."""
    rows = ShiftException.objects.filter(
        Q(staff_id__in=ids) | Q(staff_id__isnull=True),
        on__range=(first - timedelta(days=1), last),
    ).values_list("staff_id", "on", "starts_at", "ends_at")
    for_all: Exceptions = {}
    for_one: dict[UUID, Exceptions] = defaultdict(dict)
    for staff_id, on, starts_at, ends_at in rows:
        special = for_all if staff_id is None else for_one[staff_id]
        special[on] = special.get(on, ()) + _hours(starts_at, ends_at)
    return for_all, for_one


def _hours(starts_at: time | None, ends_at: time | None) -> tuple[Hours, ...]:
    return () if starts_at is None or ends_at is None else (Hours(starts_at, ends_at),)
