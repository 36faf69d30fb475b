"""Two months behind and three weeks ahead, never overlapping, topped up at each run."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from accounts.models import AuditEntry, Customer, Organization
from accounts.services.audit import record_audit
from config.lib.formatting import to_zone
from scheduling.enums import AppointmentStatus, CancelledBy, Source
from scheduling.models import Appointment, BookingPolicy, Staff
from scheduling.selectors.working_time import working_time
from scheduling.services.booking import busy_range
from scheduling.services.reminders import plan_reminders

BEHIND = timedelta(days=60)
AHEAD = timedelta(days=21)
FILLED = "fill_demo"
S = AppointmentStatus


def top_up(organization: Organization, now: datetime) -> int:
    """Fill each day that has not been filled yet; returns how many visits were added.

    Needs the organization's open scope. The audit log remembers up to which day the demo is
    filled; what visitors book is left alone.
    """
    today = to_zone(now, organization.time_zone).date()
    filled = AuditEntry.objects.filter(action=FILLED).order_by("-id").first()
    first, last = today - BEHIND, today + AHEAD
    if filled is not None:
        first = date.fromisoformat(filled.details["until"]) + timedelta(days=1)
    if first > last:
        return 0
    visits = list(_visits(organization, first, last, now))
    Appointment.objects.bulk_create(visits, ignore_conflicts=True)
    for visit in Appointment.objects.filter(
        pk__in=[v.pk for v in visits], starts_at__gt=now, status=S.CONFIRMED
    ):
        plan_reminders(appointment=visit, now=now)
    record_audit(
        organization=organization,
        actor=None,
        action=FILLED,
        target=organization,
        details={"until": last.isoformat()},
    )
    return len(visits)


def _visits(
    organization: Organization, first: date, last: date, now: datetime
) -> Iterator[Appointment]:
    dice = random.Random(f"{organization.slug} {first}")
    customers = list(Customer.objects.order_by("phone"))
    team = list(Staff.objects.filter(is_active=True).prefetch_related("services"))
    work = working_time(
        organization=organization,
        policy=BookingPolicy.objects.get(organization=organization),
        staff_ids=[staff.pk for staff in team],
        first=first,
        last=last,
    )
    for staff in team:
        services = list(staff.services.all())
        for start, end in work[staff.pk]:
            position = start
            while services:
                position += dice.choice((0, 0, 0, 15, 30, 60)) * 60
                service = dice.choice(services)
                taken = service.duration_minutes + service.buffer_after_minutes
                if position + taken * 60 > end:
                    break
                starts_at = datetime.fromtimestamp(position, now.tzinfo)
                if dice.random() < _density(starts_at, now):
                    visit = Appointment(
                        organization=organization,
                        customer=dice.choice(customers),
                        staff=staff,
                        service=service,
                        starts_at=starts_at,
                        ends_at=starts_at + timedelta(minutes=service.duration_minutes),
                        price=service.price,
                        source=dice.choice((Source.BOT, Source.BOT, Source.STAFF)),
                    )
                    visit.busy = busy_range(service, visit.starts_at, visit.ends_at)
                    _settle(visit, now, dice)
                    yield visit
                position += taken * 60 + (-taken % 15) * 60


def _density(starts_at: datetime, now: datetime) -> float:
    """The past and today are well filled; the further ahead, the emptier."""
    days = (starts_at - now).days
    return 0.85 if days < 1 else max(0.15, 0.7 - days * 0.03)


def _settle(visit: Appointment, now: datetime, dice: random.Random) -> None:
    """The state that fits the time of the visit."""
    chance = dice.random()
    visit.status = S.CONFIRMED
    if chance < 0.06:
        visit.status, visit.cancelled_by = S.CANCELLED, CancelledBy.CUSTOMER
        visit.cancelled_at = min(visit.starts_at - timedelta(hours=5), now)
    elif visit.ends_at < now:
        visit.status = S.NO_SHOW if chance < 0.11 else S.COMPLETED
    elif visit.starts_at < now:
        visit.status = S.IN_SERVICE
    elif visit.starts_at < now + timedelta(minutes=20) and chance < 0.5:
        visit.status = S.ARRIVED
    elif chance < 0.5:
        visit.customer_confirmed_at = now - timedelta(hours=2)
    elif chance > 0.94:
        visit.status = S.REQUESTED
