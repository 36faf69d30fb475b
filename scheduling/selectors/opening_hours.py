"""When the house is open, for people to read."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from accounts.models import Organization
from config.lib.formatting import babel_locale, format_date, format_time, to_zone
from scheduling.models import Shift
from scheduling.selectors.house import special_days
from scheduling.selectors.policy import policy_of

Hours = tuple[time, time]
SPECIAL_AHEAD = timedelta(days=14)
CLOSED = {"pt": "fechado", "es": "cerrado", "en": "closed"}


def opening_hours_lines(organization: Organization, *, locale: str, now: datetime) -> list[str]:
    """The week as lines such as "seg a sex: 09:00-18:00", from the team's present shifts.

    A day's hours run from its first shift to its last; days alike are said together. The
    holidays and special dates of the coming fortnight follow, each on its line. Kept in
    memory for a minute: every turn of a conversation may ask.
    """
    return list(_lines(organization.pk, organization.time_zone, locale, _minute(now)))


def is_open_at(organization: Organization, now: datetime) -> bool:
    """Whether somebody is at work at this minute, by the week, the holidays and the special
    dates of the house. Kept in memory for a minute."""
    return _is_open(organization.pk, organization.time_zone, _minute(now))


def next_opening(organization: Organization, now: datetime) -> datetime | None:
    """When somebody begins to work after now; None within SPECIAL_AHEAD. Kept in memory for
    a minute."""
    return _next_opening(organization.pk, organization.time_zone, _minute(now))


@lru_cache(maxsize=1024)
def _next_opening(organization_id: UUID, zone: str, minute: datetime) -> datetime | None:
    today = to_zone(minute, zone).date()
    hours = _days_hours(organization_id, today, today + SPECIAL_AHEAD)
    starts = (
        datetime.combine(day, opens, ZoneInfo(zone))
        for day, stretches in hours.items()
        for opens, _closes in sorted(stretches)
    )
    return next((start for start in starts if start > minute), None)


@lru_cache(maxsize=1024)
def _is_open(organization_id: UUID, zone: str, minute: datetime) -> bool:
    local = to_zone(minute, zone)
    day, wall = local.date(), local.time()
    stretches = _days_hours(organization_id, day, day)[day]
    return any(opens <= wall < closes for opens, closes in stretches)


def _days_hours(organization_id: UUID, first: date, last: date) -> dict[date, list[Hours]]:
    """By day, in order: the hours of the week, or those of a day that is unlike its week."""
    organization = Organization.objects.get(pk=organization_id)
    special = special_days(organization, policy_of(organization), first=first, last=last)
    week = _week(organization_id, first)
    found: dict[date, list[Hours]] = {}
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        usual = week[day.weekday()]
        found[day] = special.get(day, [usual] if usual else [])
    return found


@lru_cache(maxsize=1024)
def _lines(organization_id: UUID, zone: str, locale: str, minute: datetime) -> tuple[str, ...]:
    week = _week(organization_id, to_zone(minute, zone).date())
    lines, day = [], 0
    while day < 7:
        last = day
        while last + 1 < 7 and week[last + 1] == week[day]:
            last += 1
        hours = week[day]
        if hours is not None:
            opens, closes = (format_time(wall, zone, locale) for wall in hours)
            lines.append(f"{_days(day, last, locale)}: {opens}-{closes}")
        day = last + 1
    return (*lines, *_special_lines(organization_id, zone, locale, to_zone(minute, zone).date()))


def _minute(now: datetime) -> datetime:
    return now.replace(second=0, microsecond=0)


def _week(organization_id: UUID, today: date) -> list[Hours | None]:
    shifts = Shift.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=today),
        Q(valid_until__isnull=True) | Q(valid_until__gte=today),
        organization_id=organization_id,
        staff__is_active=True,
    ).values_list("weekday", "starts_at", "ends_at")
    week: list[Hours | None] = [None] * 7
    for weekday, starts_at, ends_at in shifts:
        known = week[weekday]
        ends = time.max if ends_at <= starts_at else ends_at
        week[weekday] = (
            (min(known[0], starts_at), max(known[1], ends)) if known else (starts_at, ends)
        )
    return week


def _special_lines(organization_id: UUID, zone: str, locale: str, today: date) -> list[str]:
    """The days of the coming fortnight that are unlike their week: "qua, 25/11: fechado"."""
    organization = Organization.objects.get(pk=organization_id)
    days = special_days(
        organization, policy_of(organization), first=today, last=today + SPECIAL_AHEAD
    )
    lines = []
    for day, hours in days.items():
        stretches = (
            "-".join(format_time(wall, zone, locale) for wall in stretch) for stretch in hours
        )
        text = ", ".join(stretches) or CLOSED[babel_locale(locale).language]
        lines.append(f"{format_date(day, zone, locale, 'weekday')}: {text}")
    return lines


def _days(first: int, last: int, locale: str) -> str:
    names = babel_locale(locale).days["format"]["abbreviated"]
    first_name, last_name = (str(names[day]).rstrip(".") for day in (first, last))
    if first == last:
        return first_name
    joiner = {"pt": " a ", "es": " a ", "en": " to "}[babel_locale(locale).language]
    return f"{first_name}{joiner if last - first > 1 else ', '}{last_name}"
