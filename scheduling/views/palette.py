"""What this app adds to the command palette: the coming visits of the customers it found,
and the customers and visits that the person has looked at."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from accounts.access import TenantRequest
from accounts.enums import Role
from accounts.models import Customer
from accounts.palette import PaletteItem, palette_source
from accounts.permissions import VIEW_CUSTOMERS
from accounts.recent import recent_finder
from config.lib.formatting import format_datetime, to_zone
from scheduling.models import Appointment
from scheduling.selectors.appointments import shown_visits, visits_ahead_of
from scheduling.selectors.customers import visible_customers
from scheduling.views.customer_parts import served_only

MOST = 6
CUSTOMER, VISIT = "customer", "visit"


@palette_source
def visits(request: TenantRequest, customers: Sequence[Customer]) -> list[PaletteItem]:
    """From today on, the earliest first; a professional finds their own alone. One query."""
    if not customers:
        return []
    zone = request.organization.time_zone
    today = to_zone(timezone.now(), zone).replace(hour=0, minute=0, second=0)
    found = visits_ahead_of(customers, since=today)
    if request.membership.role == Role.STAFF:
        found = found.filter(staff__user=request.user)
    return [_item(request, visit) for visit in found[:MOST]]


@recent_finder(VISIT)
def recent_visits(request: TenantRequest, ids: Sequence[UUID]) -> dict[UUID, PaletteItem]:
    """A professional finds their own alone, as above."""
    found = shown_visits().filter(pk__in=ids)
    if request.membership.role == Role.STAFF:
        found = found.filter(staff__user=request.user)
    return {visit.pk: _item(request, visit) for visit in found}


@recent_finder(CUSTOMER)
def recent_customers(request: TenantRequest, ids: Sequence[UUID]) -> dict[UUID, PaletteItem]:
    """A professional finds those whom they serve, as on the list."""
    if not request.can(VIEW_CUSTOMERS):
        return {}
    found = visible_customers(only_of=served_only(request)).filter(pk__in=ids)
    return {
        customer.pk: PaletteItem(
            label=customer.display_name,
            url=reverse("customer_detail", args=[request.organization.slug, customer.pk]),
            icon="address-book",
            detail=customer.shown_phone,
        )
        for customer in found
    }


def _item(request: TenantRequest, visit: Appointment) -> PaletteItem:
    zone, locale = request.organization.time_zone, request.organization.locale
    return PaletteItem(
        label=f"{visit.customer.display_name}, {visit.what}",
        url=reverse("appointment_detail", args=[request.organization.slug, visit.pk]),
        icon="calendar",
        detail=f"{format_datetime(visit.starts_at, zone, locale)}, {visit.staff.name}",
    )
