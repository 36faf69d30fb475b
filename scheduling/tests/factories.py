"""Makers of agenda rows for tests; all need an open scope."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import Organization
from catalog.models import Service
from scheduling.models import Appointment, BookingPolicy, Shift, Staff, StaffService
from scheduling.selectors.working_time import public_holidays
from scheduling.services.booking import book_appointment
from scheduling.services.policy import ensure_policy

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
# A Monday morning, 08:00 in São Paulo.
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=SAO_PAULO)

_numbers = count(1)


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A wall-clock moment of São Paulo."""
    return datetime(year, month, day, hour, minute, tzinfo=SAO_PAULO)


def today() -> date:
    """The date that the calendar of a house in São Paulo shows now."""
    return timezone.localdate(timezone=SAO_PAULO)


def no_holiday(day: date) -> date:
    """That day, or the first after it on which no house in Brazil is closed by its rules."""
    while day in dict(public_holidays("BR", "", day.year)):
        day += timedelta(days=1)
    return day


def open_on_holidays(organization: Organization) -> BookingPolicy:
    """Its rules, for what is booked some days from now: the day may be a public holiday."""
    policy = ensure_policy(organization=organization)
    policy.closes_on_holidays = False
    policy.save()
    return policy


def make_staff(
    organization: Organization, services: Sequence[Service] = (), **fields: Any
) -> Staff:
    """Works every day from 9 to 18 unless `hours=None`."""
    hours = fields.pop("hours", (time(9), time(18)))
    staff = Staff.objects.create(
        organization=organization, **({"name": f"Pessoa {next(_numbers)}"} | fields)
    )
    StaffService.objects.bulk_create(
        StaffService(organization=organization, staff=staff, service=service)
        for service in services
    )
    if hours:
        Shift.objects.bulk_create(
            Shift(
                organization=organization,
                staff=staff,
                weekday=weekday,
                starts_at=hours[0],
                ends_at=hours[1],
            )
            for weekday in range(7)
        )
    return staff


def make_appointment(organization: Organization, **fields: Any) -> Appointment:
    """Booked by the team; give at least customer, staff and service."""
    fields = {
        "organization": organization,
        "starts_at": local(2026, 11, 24, 10),
        "actor": None,
        "now": NOW,
    } | fields
    return book_appointment(**fields)
