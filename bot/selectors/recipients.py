"""How to reach a customer."""

from accounts.enums import IdentityKind
from accounts.models import Customer
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
