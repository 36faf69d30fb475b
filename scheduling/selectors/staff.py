"""Reading the team."""

from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404

from catalog.models import Service
from scheduling.models import Shift, Staff


def bookable_staff(*, service_id: UUID | None = None) -> QuerySet[Staff]:
    """Who can be booked over WhatsApp, for one service or at all, in the team's order."""
    staff: QuerySet[Staff] = Staff.objects.filter(is_active=True, is_bookable_online=True)
    if service_id is not None:
        return staff.filter(staff_services__service_id=service_id).order_by("position", "name")
    return staff.filter(staff_services__isnull=False).distinct().order_by("position", "name")


def active_staff() -> QuerySet[Staff]:
    """Everybody with a column in the agenda."""
    staff: QuerySet[Staff] = Staff.objects.filter(is_active=True).order_by("position", "name")
    return staff


def list_staff(*, search: str = "", show_archived: bool = False) -> QuerySet[Staff]:
    """The team with shifts prefetched and the number of services each performs."""
    staff: QuerySet[Staff] = (
        Staff.objects.select_related("location")
        .annotate(
            performed=Count("staff_services", filter=Q(staff_services__service__is_active=True))
        )
        .prefetch_related(
            Prefetch("shifts", queryset=Shift.objects.order_by("weekday", "starts_at"))
        )
    )
    if not show_archived:
        staff = staff.filter(is_active=True)
    if search.strip():
        staff = staff.filter(name__unaccent__icontains=search.strip())
    return staff.order_by("position", "name", "id")


def get_staff(staff_id: UUID) -> Staff:
    """The professional of the open scope; 404 for any other id."""
    staff: Staff | None = Staff.objects.filter(pk=staff_id).first()
    if staff is None:
        raise Http404
    return staff


def performs(staff: Staff, service: Service) -> bool:
    """Whether this person, as things stand now, works here and performs the service."""
    rows = Staff.objects.filter(pk=staff.pk, is_active=True, staff_services__service=service)
    return bool(rows.exists())
