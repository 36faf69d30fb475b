"""One customer's visits, for who talks to them."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import Customer
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment
from scheduling.selectors.appointments import upcoming_appointments

MOST = 3


@dataclass(frozen=True, slots=True)
class CustomerVisits:
    """The next visits, soonest first, and the last ones, latest first."""

    ahead: list[Appointment]
    past: list[Appointment]


def visits_of_customer(customer: Customer, now: datetime) -> CustomerVisits:
    """At most three of each. Two queries."""
    past = (
        Appointment.objects.filter(customer=customer, starts_at__lte=now)
        .exclude(status=AppointmentStatus.HELD)
        .select_related("service", "dependant", "staff")
        .order_by("-starts_at")
    )
    return CustomerVisits(list(upcoming_appointments(customer, now)[:MOST]), list(past[:MOST]))
