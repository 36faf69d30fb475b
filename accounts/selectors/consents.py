"""Reading consent."""

from accounts.enums import ConsentPurpose, ConsentStatus
from accounts.models import Consent, Customer


def has_consent(customer: Customer, purpose: ConsentPurpose) -> bool:
    """Whether the newest statement for `purpose` is a yes."""
    newest = (
        Consent.objects.filter(customer=customer, purpose=purpose)
        .order_by("-occurred_at", "-id")
        .values_list("status", flat=True)
        .first()
    )
    return newest == ConsentStatus.GRANTED
