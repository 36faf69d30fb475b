"""Writing what a service takes and costs by size."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from accounts.people_enums import DependantKind
from catalog.models import Service, ServiceSize


@dataclass(frozen=True, slots=True)
class SizeTerms:
    """Minutes (5 to 1440) and price of one size; None is the service's own."""

    minutes: int | None = None
    price: Decimal | None = None

    @property
    def is_empty(self) -> bool:
        return self.minutes is None and self.price is None


@transaction.atomic
def set_sizes(*, service: Service, terms: Mapping[str, SizeTerms]) -> None:
    """These sizes from now on and no others; only animals have a size that counts.

    Visits already booked keep their time and price.
    """
    kept = {size: one for size, one in terms.items() if not one.is_empty}
    if service.for_kind != DependantKind.PET:
        kept = {}
    ServiceSize.objects.filter(service=service).exclude(size__in=kept).delete()
    ServiceSize.objects.bulk_create(
        [
            ServiceSize(
                organization_id=service.organization_id,
                service=service,
                size=size,
                minutes=one.minutes,
                price=one.price,
            )
            for size, one in kept.items()
        ],
        update_conflicts=True,
        unique_fields=["service", "size"],
        update_fields=["minutes", "price"],
    )
