"""Making up visits: who comes when, for what, and how it went."""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from accounts.models import Customer, Organization
from catalog.models import Service
from config.lib.formatting import to_zone
from scheduling.enums import AppointmentStatus, CancelledBy, Source
from scheduling.models import Appointment, Staff
from scheduling.selectors.occupancy import PerStaff
from scheduling.services.booking import busy_range

S = AppointmentStatus
PAUSES = (0, 0, 0, 0, 15, 30)  # minutes that stay free after a visit
STEP = 15


def visits_of(
    organization: Organization,
    *,
    team: Sequence[Staff],
    work: PerStaff,
    customers: Sequence[Customer],
    now: datetime,
    dice: random.Random,
) -> Iterator[Appointment]:
    """Visits that fill the working time of the team, unsaved; nobody comes twice in a day."""
    absent: dict[date, list[Customer]] = defaultdict(lambda: dice.sample(customers, len(customers)))
    for staff in team:
        for service, starts_at in _starts(staff, work[staff.pk], now, dice):
            day = to_zone(starts_at, organization.time_zone).date()
            if not absent[day]:  # everybody has come that day
                continue
            visit = Appointment(
                organization=organization,
                customer=absent[day].pop(),
                staff=staff,
                service=service,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(minutes=service.duration_minutes),
                price=service.price,
                source=dice.choice((Source.BOT, Source.BOT, Source.STAFF)),
            )
            visit.busy = busy_range(service, visit.starts_at, visit.ends_at)
            visit.created_at = min(now, starts_at - timedelta(hours=dice.randrange(20, 240)))
            _decide(visit, now, dice)
            yield visit


def insert_visits(visits: Sequence[Appointment]) -> list[Appointment]:
    """Write those whose time is free, with their `created_at`; returns them."""
    when_made = {visit.pk: visit.created_at for visit in visits}
    Appointment.objects.bulk_create(visits, ignore_conflicts=True)  # sets created_at to now
    kept = list(Appointment.objects.filter(pk__in=when_made))
    for visit in kept:
        visit.created_at = when_made[visit.pk]
    Appointment.objects.bulk_update(kept, ["created_at"], batch_size=500)
    return kept


def _starts(
    staff: Staff, hours: Sequence[tuple[int, int]], now: datetime, dice: random.Random
) -> Iterator[tuple[Service, datetime]]:
    """What begins when, through the `hours` (seconds since 1970, UTC)."""
    services = list(staff.services.all())
    for start, end in hours:
        position = start
        while fitting := [s for s in services if position + _minutes(s) * 60 <= end]:
            service = dice.choice(fitting)
            begins = position + service.buffer_before_minutes * 60
            starts_at = datetime.fromtimestamp(begins, now.tzinfo)
            if dice.random() < _density(starts_at, now):
                yield service, starts_at
            free = dice.choice(PAUSES)
            position += (-(-_minutes(service) // STEP) * STEP + free) * 60


def _minutes(service: Service) -> int:
    """Of the professional's time, buffers included."""
    buffers = service.buffer_before_minutes + service.buffer_after_minutes
    return service.duration_minutes + buffers


def _density(starts_at: datetime, now: datetime) -> float:
    """The past and today are well filled; the further ahead, the emptier."""
    days = (starts_at - now).days
    return 0.86 if days < 1 else max(0.2, 0.8 - days * 0.03)


def _decide(visit: Appointment, now: datetime, dice: random.Random) -> None:
    """The state that fits the time of the visit."""
    chance = dice.random()
    visit.status = S.CONFIRMED
    if chance < 0.06:
        visit.status, visit.cancelled_by = S.CANCELLED, CancelledBy.CUSTOMER
        visit.cancelled_at = max(visit.created_at, min(visit.starts_at - timedelta(hours=5), now))
    elif visit.starts_at <= now:
        visit.status = state_of_begun(visit, now, dice)
    elif visit.starts_at < now + timedelta(minutes=20) and chance < 0.5:
        visit.status = S.ARRIVED
    elif chance < 0.5:
        visit.customer_confirmed_at = max(visit.created_at, now - timedelta(hours=2))
    elif chance > 0.94:
        visit.status = S.REQUESTED


def state_of_begun(visit: Appointment, now: datetime, dice: random.Random) -> S:
    """The state at `now` of a visit that has begun and that nobody cancelled."""
    if visit.ends_at > now:
        return S.IN_SERVICE
    return S.NO_SHOW if dice.random() < 0.06 else S.COMPLETED
