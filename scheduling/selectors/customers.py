"""Customers with what the agenda knows of them.

It lives here and not in accounts, since it joins people and visits.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Sum
from django.http import Http404

from accounts.models import Customer, User
from accounts.selectors.customers import matching_customers
from scheduling.enums import UPCOMING, AppointmentStatus
from scheduling.models import Appointment

_CAME = Q(status=AppointmentStatus.COMPLETED)
_MISSED = Q(status=AppointmentStatus.NO_SHOW)


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """A customer as a list shows one."""

    customer: Customer
    last_visit_at: datetime | None
    next_visit_at: datetime | None


@dataclass(frozen=True, slots=True)
class CustomerTotals:
    """What the agenda sums up: visits that took place, missed ones, money in the
    organization's currency, the first and the last visit that took place."""

    visits: int
    no_shows: int
    spent: Decimal
    first_visit_at: datetime | None
    last_visit_at: datetime | None


def visible_customers(*, only_of: User | None) -> QuerySet[Customer]:
    """The customers of the open scope; `only_of` narrows to those whom that person serves."""
    customers: QuerySet[Customer] = Customer.objects.all()
    if only_of is None:
        return customers
    served = Appointment.objects.filter(customer=OuterRef("pk"), staff__user=only_of)
    return customers.filter(Exists(served))


def listed_customers(
    *, search: str, shows_blocked: bool, only_of: User | None
) -> QuerySet[Customer]:
    """Customers by name; with `shows_blocked` the blocked ones alone."""
    customers = matching_customers(visible_customers(only_of=only_of), search)
    return customers.filter(is_blocked=shows_blocked).order_by("sort_name", "id")


def customer_lines(customers: Iterable[Customer], now: datetime) -> list[CustomerLine]:
    """The same customers with their last and next visit. One query."""
    listed = list(customers)
    moments = {
        row["customer_id"]: row
        for row in Appointment.objects.filter(customer__in=listed)
        .order_by()
        .values("customer_id")
        .annotate(
            last=Max("starts_at", filter=_CAME),
            next=Min("starts_at", filter=Q(status__in=UPCOMING, starts_at__gt=now)),
        )
    }
    none: dict[str, datetime | None] = {"last": None, "next": None}
    rows = [(one, moments.get(one.pk, none)) for one in listed]
    return [CustomerLine(one, row["last"], row["next"]) for one, row in rows]


def get_visible_customer(customer_id: UUID, *, only_of: User | None) -> Customer:
    """The customer, with the organization; 404 for any that the person may not see."""
    customers = visible_customers(only_of=only_of).select_related("organization")
    customer = customers.filter(pk=customer_id).first()
    if customer is None:
        raise Http404
    return customer


def customer_totals(customer: Customer) -> CustomerTotals:
    """One query."""
    sums = Appointment.objects.filter(customer=customer).aggregate(
        visits=Count("pk", filter=_CAME),
        no_shows=Count("pk", filter=_MISSED),
        spent=Sum("price", filter=_CAME),
        first_visit_at=Min("starts_at", filter=_CAME),
        last_visit_at=Max("starts_at", filter=_CAME),
    )
    return CustomerTotals(**(sums | {"spent": sums["spent"] or Decimal(0)}))


def customer_visits(customer: Customer) -> QuerySet[Appointment]:
    """Every visit, cancelled ones too, newest first; holds are not shown."""
    visits: QuerySet[Appointment] = (
        Appointment.objects.filter(customer=customer)
        .exclude(status=AppointmentStatus.HELD)
        .select_related("service", "staff")
        .order_by("-starts_at", "-id")
    )
    return visits
