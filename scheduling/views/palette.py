"""What this app adds to the command palette: the coming visits of the customers it found."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone

from accounts.access import TenantRequest
from accounts.enums import Role
from accounts.models import Customer
from accounts.palette import PaletteItem, palette_source
from config.lib.formatting import format_datetime, to_zone
from scheduling.selectors.appointments import visits_ahead_of

MOST = 6


@palette_source
def visits(request: TenantRequest, customers: Sequence[Customer]) -> list[PaletteItem]:
    """From today on, the earliest first; a professional finds their own alone. One query."""
    if not customers:
        return []
    zone, locale = request.organization.time_zone, request.organization.locale
    today = to_zone(timezone.now(), zone).replace(hour=0, minute=0, second=0)
    found = visits_ahead_of(customers, since=today)
    if request.membership.role == Role.STAFF:
        found = found.filter(staff__user=request.user)
    return [
        PaletteItem(
            label=f"{visit.customer.display_name}, {visit.what}",
            url=reverse("appointment_detail", args=[request.organization.slug, visit.pk]),
            icon="calendar",
            detail=f"{format_datetime(visit.starts_at, zone, locale)}, {visit.staff.name}",
        )
        for visit in found[:MOST]
    ]
