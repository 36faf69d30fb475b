"""What a service takes and costs for the one it is for: the only place that knows."""

from collections.abc import Iterable, Sequence
from copy import copy
from decimal import Decimal
from uuid import UUID

from accounts.models import Dependant
from accounts.people_enums import DependantSize
from catalog.models import Service, ServiceSize


def fitted(service: Service, dependant: Dependant | None) -> Service:
    """The service with the minutes and the price for this dependant; see `fitted_services`.

    The result is for reading: it is not to be saved.
    """
    return fitted_services([service], dependant)[service.pk]


def fitted_services(
    services: Iterable[Service], dependant: Dependant | None
) -> dict[UUID, Service]:
    """Each service, by id, as it is for this dependant. One query at most.

    A service that isn't for such a one, a size that isn't known or has no row: the service's
    own minutes and price.
    """
    found = fitted_pairs([(service, dependant) for service in services])
    return {service.pk: service for service in found}


def fitted_pairs(pairs: Sequence[tuple[Service, Dependant | None]]) -> list[Service]:
    """The same for services that are each for somebody else, in their order."""
    keys = [
        (service.pk, one.size) if one and one.size and one.kind == service.for_kind else None
        for service, one in pairs
    ]
    meant = {key[0] for key in keys if key}
    if not meant:
        return [service for service, _one in pairs]
    rows = {
        (row.service_id, row.size): row for row in ServiceSize.objects.filter(service_id__in=meant)
    }
    return [
        _as_in(rows[key], service) if key in rows else service
        for key, (service, _one) in zip(keys, pairs, strict=True)
    ]


def lasting(service: Service, minutes: int, price: Decimal | None = None) -> Service:
    """The same service with this length (and price), for reading: it is not to be saved."""
    changed = copy(service)
    changed.duration_minutes = minutes
    changed.price = service.price if price is None else price
    return changed


def sizes_of(service_ids: Iterable[UUID]) -> dict[UUID, list[ServiceSize]]:
    """The rows of each of these services, from small to giant. One query."""
    order = list(DependantSize.values)
    found: dict[UUID, list[ServiceSize]] = {}
    for row in ServiceSize.objects.filter(service_id__in=list(service_ids)):
        found.setdefault(row.service_id, []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: order.index(row.size))
    return found


def depends_on_size(service: Service) -> bool:
    """Whether some size has its own minutes or price."""
    return bool(service.for_kind) and service.sizes.exists()


def _as_in(row: ServiceSize, service: Service) -> Service:
    changed = copy(service)
    if row.minutes is not None:
        changed.duration_minutes = row.minutes
    if row.price is not None:
        changed.price = row.price
    return changed
