"""Recording what customers agree to."""

from datetime import datetime

from accounts.enums import ConsentPurpose, ConsentStatus
from accounts.models import Consent, Customer


def record_consent(
    *,
    customer: Customer,
    purpose: ConsentPurpose,
    status: ConsentStatus,
    source: str,
    evidence: str,
    occurred_at: datetime,
    text_version: str = "",
) -> Consent:
    """Add a statement of will, unless the newest one says the same already."""
    newest = (
        Consent.objects.filter(customer=customer, purpose=purpose)
        .order_by("-occurred_at", "-id")
        .first()
    )
    if newest is not None and newest.status == status:
        return newest
    return Consent.objects.create(
        organization_id=customer.organization_id,
        customer=customer,
        purpose=purpose,
        status=status,
        source=source,
        evidence=evidence,
        text_version=text_version,
        occurred_at=occurred_at,
    )
