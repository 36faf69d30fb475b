"""Booking: holding a slot, confirming it, booking at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from accounts.models import Customer, Dependant, Organization, User
from accounts.services.audit import record_audit
from accounts.services.events import publish
from catalog.models import Service, ServiceAddOn
from catalog.selectors.add_ons import minutes_with, price_with
from catalog.selectors.sizes import fitted, lasting
from scheduling.enums import AppointmentStatus, Source
from scheduling.events import AppointmentBooked
from scheduling.models import Appointment, AppointmentSeries, BookingPolicy, Staff, Visit
from scheduling.selectors.availability import staff_free_at
from scheduling.selectors.conflicts import is_still_worked
from scheduling.selectors.staff import performs
from scheduling.services.add_ons import AddOnUnfit, check_add_ons, keep_add_ons
from scheduling.services.brought import DependantUnfit, check_dependant
from scheduling.services.occupancy import (
    SlotTaken,
    delete_holds,
    insert_if_free,
    lock_booking,
)
from scheduling.services.policy import ensure_policy
from scheduling.services.reminders import plan_reminders
from scheduling.services.resources import take_resources

__all__ = [
    "AddOnUnfit",
    "DependantUnfit",
    "SeriesPlace",
    "SlotTaken",
    "StaffCannot",
    "TimeInvalid",
    "book_appointment",
    "busy_range",
    "confirm_hold",
    "hold_slot",
    "release_hold",
]


class StaffCannot(Exception):
    """This professional doesn't perform this service, or no longer works here."""


class TimeInvalid(Exception):
    """The visit would end before it starts, or lasts longer than a day."""


@dataclass(frozen=True, slots=True)
class SeriesPlace:
    """Which date of which series an appointment is, and where the series has it."""

    series: AppointmentSeries
    ordinal: int
    starts_at: datetime


def busy_range(service: Service, starts_at: datetime, ends_at: datetime) -> DateTimeTZRange:
    """The professional's time around a visit, buffers included, half-open."""
    return DateTimeTZRange(
        starts_at - timedelta(minutes=service.buffer_before_minutes),
        ends_at + timedelta(minutes=service.buffer_after_minutes),
    )


@transaction.atomic
def hold_slot(
    *,
    organization: Organization,
    customer: Customer,
    service: Service,
    staff: Staff | None,
    starts_at: datetime,
    now: datetime,
    ignoring: UUID | None = None,
    dependant: Dependant | None = None,
    add_ons: Sequence[ServiceAddOn] = (),
) -> Appointment:
    """Keep a slot for a customer who is still answering; raises SlotTaken.

    `staff` None means anybody: those free at `starts_at` are tried, the one with the
    lightest day first. The rules of the house (shifts, lead time, horizon, step) hold. A
    customer has one hold at a time: an older one is given back. `ignoring` is a visit of
    the same customer that is being moved and doesn't stand in its own way. `dependant` and
    `add_ons`: see `book_appointment`. Raises AddOnUnfit, DependantUnfit as well.
    """
    policy = ensure_policy(organization=organization)
    drop_holds(customer)
    check_add_ons(service, add_ons)
    check_dependant(customer, dependant, service)
    service = fitted(service, dependant)
    minutes = minutes_with(service, add_ons)
    candidates = staff_free_at(
        organization=organization,
        service=lasting(service, minutes),
        staff=staff,
        starts_at=starts_at,
        now=now,
        ignoring=ignoring,
    )
    held = _insert_first_free(
        candidates,
        organization=organization,
        customer=customer,
        service=service,
        starts_at=starts_at,
        status=AppointmentStatus.HELD,
        held_until=now + timedelta(minutes=policy.hold_minutes),
        source=Source.BOT,
        now=now,
        duration_minutes=minutes,
        add_ons=add_ons,
        dependant=dependant,
    )
    if held is None:
        raise SlotTaken
    return held


@transaction.atomic
def confirm_hold(*, hold_id: UUID, customer: Customer, now: datetime) -> Appointment:
    """Turn a customer's hold into a visit; confirming twice is the same as once.

    An expired hold is still good while nobody has wanted the time: it occupies until it is
    deleted. Raises SlotTaken when it is gone, was cancelled meanwhile, or the person no longer
    works then.
    """
    held = Appointment.objects.filter(pk=hold_id, customer=customer)
    for staff_id in held.values_list("staff", flat=True):
        lock_booking(staff_id)
    visit: Appointment | None = held.select_for_update().first()
    if visit is None or visit.status == AppointmentStatus.CANCELLED:
        raise SlotTaken
    if visit.status != AppointmentStatus.HELD:
        return visit
    if not is_still_worked(visit):
        raise SlotTaken
    visit.status = _first_status(ensure_policy(organization=visit.organization))
    visit.held_until = None
    visit.save(update_fields=["status", "held_until", "updated_at"])
    _announce(visit, actor=None, now=now)
    return visit


def release_hold(*, hold_id: UUID, customer: Customer) -> None:
    """Give a held slot back; no error when it is gone or already a visit."""
    delete_holds(Appointment.objects.filter(pk=hold_id, customer=customer))


@transaction.atomic
def book_appointment(
    *,
    organization: Organization,
    customer: Customer,
    service: Service,
    staff: Staff,
    starts_at: datetime,
    actor: User | None,
    now: datetime,
    source: Source = Source.STAFF,
    duration_minutes: int | None = None,
    notes: str = "",
    visit: Visit | None = None,
    place: SeriesPlace | None = None,
    add_ons: Sequence[ServiceAddOn] = (),
    dependant: Dependant | None = None,
    speaks_for: int = 1,
) -> Appointment:
    """Book by hand: the team may leave the rules of the house, but never overlap.

    `visit` or `place` say what it is part of; the size of `dependant` and `add_ons` make its
    length, unless `duration_minutes` says how long it is in all, and its price;
    `speaks_for`: see scheduling.events. Raises SlotTaken, StaffCannot, TimeInvalid,
    AddOnUnfit, DependantUnfit.
    """
    lock_booking(staff.pk)
    if not performs(staff, service):
        raise StaffCannot
    check_add_ons(service, add_ons)
    check_dependant(customer, dependant, service)
    service = fitted(service, dependant)
    minutes = duration_minutes or minutes_with(service, add_ons)
    if not 5 <= minutes <= 24 * 60:
        raise TimeInvalid
    booked = _insert_first_free(
        [staff],
        organization=organization,
        customer=customer,
        service=service,
        starts_at=starts_at,
        status=AppointmentStatus.CONFIRMED,
        source=source,
        now=now,
        duration_minutes=minutes,
        notes=notes,
        visit=visit,
        place=place,
        add_ons=add_ons,
        dependant=dependant,
    )
    if booked is None:
        raise SlotTaken
    _announce(booked, actor=actor, now=now, speaks_for=speaks_for)
    return booked


def drop_holds(customer: Customer) -> None:
    """Give back whatever is held for this customer."""
    delete_holds(Appointment.objects.filter(customer=customer))


def _first_status(policy: BookingPolicy) -> AppointmentStatus:
    return AppointmentStatus.REQUESTED if policy.needs_approval else AppointmentStatus.CONFIRMED


def _insert_first_free(
    candidates: Sequence[Staff],
    *,
    organization: Organization,
    customer: Customer,
    service: Service,
    starts_at: datetime,
    status: AppointmentStatus,
    source: Source,
    now: datetime,
    held_until: datetime | None = None,
    duration_minutes: int | None = None,
    notes: str = "",
    visit: Visit | None = None,
    place: SeriesPlace | None = None,
    add_ons: Sequence[ServiceAddOn] = (),
    dependant: Dependant | None = None,
) -> Appointment | None:
    ends_at = starts_at + timedelta(minutes=duration_minutes or service.duration_minutes)
    for staff in candidates:
        appointment = Appointment(
            organization=organization,
            customer=customer,
            dependant=dependant,
            staff=staff,
            service=service,
            status=status,
            starts_at=starts_at,
            ends_at=ends_at,
            busy=busy_range(service, starts_at, ends_at),
            held_until=held_until,
            price=price_with(service, add_ons),
            source=source,
            notes=notes,
            visit=visit,
            series=place.series if place else None,
            ordinal=place.ordinal if place else None,
            series_starts_at=place.starts_at if place else None,
        )
        if insert_if_free(appointment, now=now):
            take_resources(appointment, now=now)
            keep_add_ons(appointment, add_ons)
            return appointment
    return None


def _announce(
    appointment: Appointment, *, actor: User | None, now: datetime, speaks_for: int = 1
) -> None:
    plan_reminders(appointment=appointment, now=now)
    record_audit(
        organization=appointment.organization,
        actor=actor,
        action="appointment.booked",
        target=appointment,
        details={"starts_at": appointment.starts_at.isoformat(), "source": appointment.source},
    )
    publish(
        AppointmentBooked(
            organization_id=appointment.organization_id,
            appointment_id=appointment.pk,
            customer_id=appointment.customer_id,
            source=appointment.source,
            speaks_for=speaks_for,
        )
    )
