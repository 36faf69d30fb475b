"""Data for the benches: one organization with a full agenda."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django_scopes import scope

ZONE = ZoneInfo("America/Sao_Paulo")
FIRST_DAY = date(2030, 1, 7)  # a Monday
NOW = datetime.combine(FIRST_DAY - timedelta(days=1), time(12), tzinfo=ZONE)


def make_shop(slug: str, *, staff: int) -> Any:
    """An organization whose people all perform one service of 45 minutes, 9:00 to 19:00 with
    an hour's break, every day. Returns (organization, service, staff)."""
    from accounts.models import User  # noqa: PLC0415
    from accounts.services.organizations import create_organization  # noqa: PLC0415
    from catalog.models import Service  # noqa: PLC0415
    from scheduling.models import Shift, ShiftBreak, Staff, StaffService  # noqa: PLC0415
    from scheduling.services.policy import ensure_policy  # noqa: PLC0415

    owner = User.objects.create_user(f"{slug}@bench.test", "bench", name="Bench")
    organization = create_organization(name=slug, slug=slug, owner=owner, vertical="SALON")
    with scope(organization=organization):
        policy = ensure_policy(organization=organization)
        policy.closes_on_holidays, policy.horizon_days = False, 90
        policy.save()
        service = Service.objects.create(
            organization=organization, name="Corte", duration_minutes=45, price=80
        )
        team = [
            Staff.objects.create(organization=organization, name=f"Pessoa {n}", position=n)
            for n in range(staff)
        ]
        for person in team:
            StaffService.objects.create(organization=organization, staff=person, service=service)
            for weekday in range(7):
                shift = Shift.objects.create(
                    organization=organization,
                    staff=person,
                    weekday=weekday,
                    starts_at=time(9),
                    ends_at=time(19),
                )
                ShiftBreak.objects.create(
                    organization=organization,
                    shift=shift,
                    starts_at=time(12),
                    ends_at=time(13),
                )
    return organization, service, team


def fill(organization: Any, service: Any, team: list[Any], *, days: int, each_day: int) -> int:
    """`each_day` visits of 45 minutes per person and day; returns how many in all."""
    from accounts.models import Customer  # noqa: PLC0415
    from scheduling.models import Appointment  # noqa: PLC0415

    starts = [time(9), time(9, 45), time(10, 30), time(11, 15), time(13), time(14), time(15),
              time(16), time(17), time(18)]  # fmt: skip
    with scope(organization=organization):
        customer = Customer.objects.create(organization=organization, name="Cliente")
        rows = [
            _visit(organization, service, person.pk, customer, day, wall)
            for person in team
            for day in range(days)
            for wall in starts[:each_day]
        ]
        Appointment.objects.bulk_create(rows, batch_size=2000)
    return len(rows)


def _visit(
    organization: Any, service: Any, staff_id: UUID, customer: Any, day: int, wall: time
) -> Any:
    from scheduling.models import Appointment  # noqa: PLC0415

    starts_at = datetime.combine(FIRST_DAY + timedelta(days=day), wall, tzinfo=ZONE)
    ends_at = starts_at + timedelta(minutes=45)
    return Appointment(
        organization=organization,
        staff_id=staff_id,
        service=service,
        customer=customer,
        status="CONFIRMED",
        starts_at=starts_at,
        ends_at=ends_at,
        busy=DateTimeTZRange(starts_at, ends_at),
        source="STAFF",
    )
