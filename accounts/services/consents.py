"""Recording what customers agree to."""

from datetime import datetime

from django.db import transaction

from accounts.enums import ConsentPurpose, ConsentStatus
from accounts.models import Consent, Customer, User
from accounts.services.audit import record_audit
from accounts.services.customers import lock_customer


@transaction.atomic
def record_consent(
    *,
    customer: Customer,
    purpose: ConsentPurpose,
    status: ConsentStatus,
    source: str,
    evidence: str,
    occurred_at: datetime,
    text_version: str = "",
    recorded_by: User | None = None,
) -> Consent:
    """Add a statement of will, unless the newest one says the same already.

    `recorded_by` is the colleague who writes it down for the customer. Raises CustomerGone.
    """
    if recorded_by is not None:
        lock_customer(customer)  # two sends, one statement
    newest = (
        Consent.objects.filter(customer=customer, purpose=purpose)
        .order_by("-occurred_at", "-id")
        .first()
    )
    if newest is not None and newest.status == status:
        return newest
    made = Consent.objects.create(
        organization_id=customer.organization_id,
        customer=customer,
        purpose=purpose,
        status=status,
        source=source,
        evidence=evidence,
        text_version=text_version,
        occurred_at=occurred_at,
        recorded_by=recorded_by,
    )
    if recorded_by is not None:
        record_audit(
            organization=customer.organization,
            actor=recorded_by,
            action="consent.recorded",
            target=customer,
            details={"purpose": purpose, "status": status, "source": source},
        )
    return made
