"""The price list as the conversation knows it."""

from decimal import Decimal

from bot.flows.desk import AddOnOption, ServiceOption
from catalog.models import Service, ServiceAddOn, ServiceSize
from catalog.selectors.add_ons import offered_add_ons
from catalog.selectors.services import bookable_services
from catalog.selectors.sizes import sizes_of


def service_options() -> list[ServiceOption]:
    """Bookable services with what may be added and what depends on size. Three queries."""
    services = list(bookable_services())
    sizes = sizes_of([one.pk for one in services if one.for_kind])
    add_ons = offered_add_ons([one.pk for one in services if one.asks_add_ons])
    return [_option(one, sizes.get(one.pk, []), add_ons.get(one.pk, [])) for one in services]


def _option(
    service: Service, sizes: list[ServiceSize], add_ons: list[ServiceAddOn]
) -> ServiceOption:
    prices: list[Decimal] = [
        price for price in (service.price, *(row.price for row in sizes)) if price is not None
    ]
    return ServiceOption(
        id=str(service.pk),
        name=service.name,
        minutes=service.duration_minutes,
        price=service.price,
        category=service.category.name if service.category else "",
        for_kind=service.for_kind,
        depends_on_size=bool(sizes),
        price_from=min(prices, default=None),
        add_ons=tuple(
            AddOnOption(str(one.pk), one.name, one.extra_minutes, one.extra_price)
            for one in add_ons
        ),
    )
