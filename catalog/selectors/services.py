"""Reading the catalogue."""

from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from catalog.models import Service, ServiceCategory


def bookable_services() -> QuerySet[Service]:
    """What a customer can book over WhatsApp, in the order of the price list.

    A service that nobody performs is left out.
    """
    services: QuerySet[Service] = Service.objects.filter(
        is_active=True,
        is_bookable_online=True,
        staff__is_active=True,
        staff__is_bookable_online=True,
    ).select_related("category")
    return in_list_order(services).distinct()


def in_list_order(services: QuerySet[Service]) -> QuerySet[Service]:
    """By category, those without one last, and as the team has put them inside it."""
    return services.order_by("category__position", "category__name", "position", "name", "id")


def list_services(*, search: str = "", show_archived: bool = False) -> QuerySet[Service]:
    """The catalogue for the team, with how many people perform each (`performers`)."""
    services: QuerySet[Service] = Service.objects.select_related("category").annotate(
        performers=Count("staff_services", filter=Q(staff_services__staff__is_active=True))
    )
    if not show_archived:
        services = services.filter(is_active=True)
    if search.strip():
        services = services.filter(name__unaccent__icontains=search.strip())
    return in_list_order(services)


def get_service(service_id: UUID) -> Service:
    """The service of the open scope; 404 for any other id."""
    service: Service | None = (
        Service.objects.filter(pk=service_id).select_related("category").first()
    )
    if service is None:
        raise Http404
    return service


def categories() -> QuerySet[ServiceCategory]:
    """In the order of the price list."""
    found: QuerySet[ServiceCategory] = ServiceCategory.objects.order_by("position", "name", "id")
    return found


def list_categories() -> QuerySet[ServiceCategory]:
    """The same, with how many active services each holds (`service_count`)."""
    return categories().annotate(
        service_count=Count("services", filter=Q(services__is_active=True))
    )


def get_category(category_id: UUID) -> ServiceCategory:
    """The category of the open scope; 404 for any other id."""
    category: ServiceCategory | None = ServiceCategory.objects.filter(pk=category_id).first()
    if category is None:
        raise Http404
    return category
