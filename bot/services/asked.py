"""What a conversation asks the desk for, found among the rows of this house and customer."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.models import Customer, Dependant
from bot.flows.desk import Along
from catalog.models import Service, ServiceAddOn
from catalog.selectors.add_ons import minutes_with, offered_add_ons
from catalog.selectors.services import bookable_services
from catalog.selectors.sizes import fitted, lasting
from scheduling.models import Appointment, Staff
from scheduling.selectors.appointments import as_booked
from scheduling.selectors.staff import bookable_staff


@dataclass(frozen=True, slots=True)
class Asked:
    """A service for whom it is: `service` by itself, `stretched` as long as all of it takes."""

    service: Service
    stretched: Service
    staff: Staff | None
    dependant: Dependant | None = None
    add_ons: Sequence[ServiceAddOn] = ()


def find_asked(
    customer: Customer,
    service_id: str,
    staff_id: str | None,
    along: Along,
    *,
    moving: Appointment | None = None,
) -> Asked | None:
    """None when service or person can't be booked. What `along` names and isn't the
    customer's or the service's is left out; a visit that is moved is as long as it is."""
    service_key, staff_key = read_uuid(service_id), read_uuid(staff_id)
    service = bookable_services().filter(pk=service_key).first() if service_key else None
    if service is None or (staff_id is not None and staff_key is None):
        return None
    staff: Staff | None = None
    if staff_key is not None:
        staff = bookable_staff(service_id=service.pk).filter(pk=staff_key).first()
        if staff is None:
            return None
    if moving is not None:
        return Asked(service, as_booked(moving), staff)
    dependant = find_dependant(customer, along.dependant_id, kind=service.for_kind)
    add_ons: list[ServiceAddOn] = []
    if along.add_on_ids:
        offered = offered_add_ons([service.pk])[service.pk]
        add_ons = [one for one in offered if str(one.pk) in along.add_on_ids]
    own = fitted(service, dependant)
    return Asked(own, lasting(own, minutes_with(own, add_ons)), staff, dependant, add_ons)


def find_dependant(
    customer: Customer, dependant_id: str, *, kind: str | None = None
) -> Dependant | None:
    """One whom this customer brings; of this kind, where one is said."""
    key = read_uuid(dependant_id)
    if key is None:
        return None
    theirs = Dependant.objects.filter(pk=key, customer=customer, is_active=True)
    found: Dependant | None = (theirs if kind is None else theirs.filter(kind=kind)).first()
    return found


def read_uuid(text: str | None) -> UUID | None:
    """None for rubbish."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
