"""Customers with what the agenda knows of them.

It lives here and not in accounts, since it joins people and visits.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Sum
from django.http import Http404

from accounts.models import Customer, CustomerAttribute, User
from accounts.selectors.customer_attributes import with_attributes
from accounts.selectors.customers import matching_customers
from accounts.selectors.people import with_tags
from scheduling.enums import UPCOMING, AppointmentStatus
from scheduling.models import Appointment

_CAME = Q(status=AppointmentStatus.COMPLETED)
# What never was a visit: called off, or only kept free for somebody still choosing.
_NO_VISIT = (AppointmentStatus.HELD, AppointmentStatus.CANCELLED)
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
    return customers.filter(Exists(served.exclude(status__in=_NO_VISIT)))


@dataclass(frozen=True, slots=True)
class ListedCustomers:
    """What narrows the list. `came_since` and `absent_since` are moments: who came after
    that one, and who once came but not after that one. `attributes` are values by key."""

    search: str = ""
    shows_blocked: bool = False
    shows_archived: bool = False
    tag_ids: tuple[UUID, ...] = ()
    came_since: datetime | None = None
    absent_since: datetime | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)


def listed_customers(
    wanted: ListedCustomers,
    *,
    only_of: User | None,
    known_attributes: Iterable[CustomerAttribute] = (),
) -> QuerySet[Customer]:
    """Customers by name; with `shows_blocked` or `shows_archived` those alone."""
    customers = matching_customers(visible_customers(only_of=only_of), wanted.search)
    customers = customers.filter(archived_at__isnull=not wanted.shows_archived)
    if not wanted.shows_archived:
        customers = customers.filter(is_blocked=wanted.shows_blocked)
    customers = with_tags(customers, wanted.tag_ids)
    customers = with_attributes(customers, known_attributes, wanted.attributes)
    came = Appointment.objects.filter(_CAME, customer=OuterRef("pk"))
    if wanted.came_since:
        customers = customers.filter(Exists(came.filter(starts_at__gte=wanted.came_since)))
    if wanted.absent_since:
        late = came.filter(starts_at__gte=wanted.absent_since)
        customers = customers.filter(Exists(came), ~Exists(late))
    return customers.order_by("sort_name", "id")


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
        .select_related("service", "dependant", "staff")
        .order_by("-starts_at", "-id")
    )
    return visits
