"""Reading the catalogue."""

from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from catalog.models import Service, ServiceCategory


def bookable_services() -> QuerySet[Service]:
    """What a customer can book over WhatsApp, in the order of the price list.

    A service that nobody performs is left out.
    """
    services: QuerySet[Service] = (
        Service.objects.filter(
            is_active=True,
            is_bookable_online=True,
            staff__is_active=True,
            staff__is_bookable_online=True,
        )
        .select_related("category")
        .order_by("category__position", "category__name", "position", "name")
        .distinct()
    )
    return services


def list_services(*, search: str = "", show_archived: bool = False) -> QuerySet[Service]:
    """The catalogue for the team, with how many people perform each (`performers`)."""
    services: QuerySet[Service] = Service.objects.select_related("category").annotate(
        performers=Count("staff_services", filter=Q(staff_services__staff__is_active=True))
    )
    if not show_archived:
        services = services.filter(is_active=True)
    if search.strip():
        services = services.filter(name__unaccent__icontains=search.strip())
    return services.order_by("category__position", "category__name", "position", "name", "id")


def get_service(service_id: UUID) -> Service:
    """The service of the open scope; 404 for any other id."""
    service: Service | None = (
        Service.objects.filter(pk=service_id).select_related("category").first()
    )
    if service is None:
        raise Http404
    return service


def categories() -> QuerySet[ServiceCategory]:
    found: QuerySet[ServiceCategory] = ServiceCategory.objects.order_by("position", "name")
    return found
