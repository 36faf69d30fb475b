"""Reading add-ons."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from catalog.models import OfferedAddOn, Service, ServiceAddOn
from catalog.selectors.services import in_list_order


def list_add_ons(*, show_archived: bool = False) -> QuerySet[ServiceAddOn]:
    """In the house's order, with the active services of each (`services`, prefetched)."""
    offered = in_list_order(Service.objects.filter(is_active=True))
    found: QuerySet[ServiceAddOn] = ServiceAddOn.objects.prefetch_related(
        Prefetch("services", queryset=offered)
    )
    if not show_archived:
        found = found.filter(is_active=True)
    return found.order_by("position", "name", "id")


def offered_add_ons(service_ids: Collection[UUID]) -> dict[UUID, list[ServiceAddOn]]:
    """What may be added to each of these services now, in the house's order. One query."""
    found: dict[UUID, list[ServiceAddOn]] = {pk: [] for pk in service_ids}
    offers = (
        OfferedAddOn.objects.filter(service_id__in=service_ids, add_on__is_active=True)
        .select_related("add_on")
        .order_by("add_on__position", "add_on__name", "add_on_id")
    )
    for offer in offers:
        found[offer.service_id].append(offer.add_on)
    return found


def minutes_with(service: Service, add_ons: Iterable[ServiceAddOn]) -> int:
    """How long the service lasts with these add-ons."""
    return int(service.duration_minutes + sum(one.extra_minutes for one in add_ons))


def price_with(service: Service, add_ons: Iterable[ServiceAddOn]) -> Decimal | None:
    """What the service costs with these add-ons; None while its own price is on request."""
    if service.price is None:
        return None
    return Decimal(service.price) + sum((one.extra_price for one in add_ons), Decimal(0))


def get_add_on(add_on_id: UUID) -> ServiceAddOn:
    """The add-on of the open scope; 404 for any other id."""
    found: ServiceAddOn | None = ServiceAddOn.objects.filter(pk=add_on_id).first()
    if found is None:
        raise Http404
    return found
