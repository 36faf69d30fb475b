"""When the whole house departs from its weeks: special dates, holidays, closing days."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

import holidays
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.http import Http404
from django.utils import timezone

from accounts.import_values import fold
from accounts.models import Organization
from scheduling.enums import MOVABLE
from scheduling.models import Appointment, BookingPolicy, Holiday, ShiftException
from scheduling.selectors.working_time import closed_days, public_holidays


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A holiday or a closing day of the house; `visits` are booked on it and ahead."""

    on: date
    name: str
    is_public: bool
    is_open: bool
    visits: int


def house_calendar(
    organization: Organization, policy: BookingPolicy, *, year: int, today: date
) -> list[CalendarDay]:
    """The public holidays and own closing days of a year, from today on. Two queries."""
    first, last = max(date(year, 1, 1), today), date(year, 12, 31)
    public = dict(public_holidays(organization.country, policy.holiday_region, year))
    own = {row.on: row for row in Holiday.objects.filter(on__range=(first, last))}
    days = sorted(day for day in {*public, *own} if first <= day <= last)
    visits = visits_on(days)
    return [
        CalendarDay(
            on=day,
            name=public.get(day) or own[day].name,
            is_public=day in public,
            is_open=own[day].is_open if day in own else not policy.closes_on_holidays,
            visits=visits[day],
        )
        for day in days
    ]


def house_dates(today: date) -> QuerySet[ShiftException]:
    """Dates with other hours for the whole team, from today on."""
    rows: QuerySet[ShiftException] = ShiftException.objects.filter(
        staff__isnull=True, on__gte=today
    ).order_by("on", "starts_at", "id")
    return rows


def get_house_date(house_date_id: UUID) -> ShiftException:
    """A date of the whole house; 404 for any other id."""
    row: ShiftException | None = ShiftException.objects.filter(
        pk=house_date_id, staff__isnull=True
    ).first()
    if row is None:
        raise Http404
    return row


def visits_on(days: Iterable[date]) -> Counter[date]:
    """How many visits that may still move begin on each of these days. One query."""
    wanted = sorted(days)
    if not wanted:
        return Counter()
    start, end = (
        timezone.make_aware(datetime.combine(day, time.min))
        for day in (wanted[0], wanted[-1] + timedelta(days=1))
    )
    rows = (
        Appointment.objects.filter(starts_at__gte=start, starts_at__lt=end, status__in=MOVABLE)
        .annotate(on=TruncDate("starts_at", tzinfo=timezone.get_current_timezone()))
        .filter(on__in=wanted)
        .order_by()
        .values_list("on")
        .annotate(Count("pk"))
    )
    return Counter(dict(rows))


def regions_of(country: str) -> dict[str, str]:
    """The names of the parts of a country with holidays of their own, by their codes; of a city
    that has no code of its own (Barcelona) only its region."""
    if country not in holidays.list_supported_countries(include_aliases=False):
        return {}
    known = holidays.country_holidays(country).get_subdivision_aliases()
    names = {code: (spelt[0] if spelt else code) for code, spelt in known.items()}
    longest = BookingPolicy._meta.get_field("holiday_region").max_length or 0
    fitting = [code for code in names if len(code) <= longest]
    return {code: names[code] for code in sorted(fitting, key=lambda code: fold(names[code]))}


def special_days(
    organization: Organization, policy: BookingPolicy, *, first: date, last: date
) -> dict[date, list[tuple[time, time]]]:
    """Days between two dates on which the house has other hours, or none (an empty list)."""
    days: dict[date, list[tuple[time, time]]] = {
        day: [] for day in closed_days(organization, policy, first, last)
    }
    special: dict[date, list[tuple[time, time]]] = {}
    for on, starts_at, ends_at in (
        ShiftException.objects.filter(staff__isnull=True, on__range=(first, last))
        .order_by("on", "starts_at")
        .values_list("on", "starts_at", "ends_at")
    ):
        hours = special.setdefault(on, [])
        if starts_at is not None and ends_at is not None:
            hours.append((starts_at, ends_at))
    return dict(sorted((days | special).items()))
