"""Booking at the desk: the person on the phone may be new."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import Customer, Organization, User
from accounts.services.customers import create_customer, restore_customer
from catalog.models import Service, ServiceAddOn
from scheduling.enums import OCCUPYING, AppointmentStatus, Source
from scheduling.models import Appointment, Staff
from scheduling.services.booking import SlotTaken, book_appointment
from scheduling.services.brought import Brought, bring


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """Somebody who isn't in the house's book yet; `phone` in any spelling, or empty."""

    name: str
    phone: str = ""


@transaction.atomic
def book_at_desk(
    *,
    organization: Organization,
    customer: Customer | NewCustomer,
    service: Service,
    staff: Staff,
    starts_at: datetime,
    actor: User | None,
    now: datetime,
    duration_minutes: int | None = None,
    notes: str = "",
    add_ons: Sequence[ServiceAddOn] = (),
    brought: Brought | None = None,
) -> Appointment:
    """Book by hand, and write a new customer, and whom they bring, down with the visit or not
    at all.

    Sending the same booking twice books once. Raises SlotTaken, StaffCannot, TimeInvalid,
    AddOnUnfit, DependantUnfit, CustomerExists, CustomerGone, PhoneNumberInvalid.
    """
    same = Appointment.objects.filter(service=service, staff=staff, starts_at=starts_at)
    wanted = {one.pk for one in add_ons}
    twin = _twin(same, customer, wanted, brought)
    if twin is not None:
        return twin
    try:
        with transaction.atomic():
            person = customer_for(organization, customer, actor)
            return book_appointment(
                organization=organization,
                customer=person,
                dependant=bring(customer=person, brought=brought, actor=actor),
                service=service,
                staff=staff,
                starts_at=starts_at,
                actor=actor,
                now=now,
                duration_minutes=duration_minutes,
                notes=notes,
                add_ons=add_ons,
            )
    except SlotTaken:
        twin = _twin(same, customer, wanted, brought)
        if twin is None:
            raise
        return twin


def customer_for(
    organization: Organization, customer: Customer | NewCustomer, actor: User | None
) -> Customer:
    """The customer: written down first where new, else held (and back on the list where
    archived). Raises CustomerExists, CustomerGone, PhoneNumberInvalid."""
    if isinstance(customer, Customer):
        restore_customer(customer=customer, actor=actor)
        return customer
    return create_customer(
        organization=organization, name=customer.name, phone=customer.phone, actor=actor
    )


def _twin(
    same: QuerySet[Appointment],
    customer: Customer | NewCustomer,
    add_on_ids: set[UUID],
    brought: Brought | None,
) -> Appointment | None:
    """The same booking, sent a moment ago."""
    same = same.filter(status__in=OCCUPYING).exclude(status=AppointmentStatus.HELD)
    if isinstance(customer, Customer):
        same = same.filter(customer=customer)
    else:
        same = same.filter(customer__name=customer.name.strip(), source=Source.STAFF)
    if brought is None:
        same = same.filter(dependant__isnull=True)
    elif brought.dependant is not None:
        same = same.filter(dependant=brought.dependant)
    else:
        same = same.filter(dependant__name__iexact=brought.name)
    found: Appointment | None = same.first()
    if found and set(found.add_ons.values_list("add_on_id", flat=True)) != add_on_ids:
        return None
    return found
