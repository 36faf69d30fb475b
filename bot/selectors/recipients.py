"""How to reach a customer."""

from collections.abc import Iterable
from uuid import UUID

from accounts.enums import IdentityKind
from accounts.models import Customer, CustomerIdentity
from bot.gateways import Recipient


def recipient_of(customer: Customer) -> Recipient | None:
    """The customer's WhatsApp ids; None when there are none.

    `identities` may be prefetched. The newest value of each kind counts.
    """
    values: dict[str, str] = {}
    for identity in sorted(customer.identities.all(), key=lambda row: row.pk):
        values[identity.kind] = identity.value
    if not values:
        return None
    return Recipient(wa_id=values.get(IdentityKind.PHONE), user_id=values.get(IdentityKind.BSUID))


def reachable_customers(customers: Iterable[Customer]) -> set[UUID]:
    """Those of them that have a WhatsApp id. One query."""
    rows = CustomerIdentity.objects.filter(customer__in=[customer.pk for customer in customers])
    return set(rows.values_list("customer_id", flat=True))
