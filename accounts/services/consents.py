"""Recording what customers agree to."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.enums import ConsentPurpose, ConsentStatus
from accounts.models import Consent, Customer, User
from accounts.services.audit import record_audit
from accounts.services.customers import lock_customer

FROM_LIST = "import:"  # begins the source of what came with a file


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

    `recorded_by` is the colleague who writes it down for the customer. What a list has said
    (`FROM_LIST`) is older than any word of the customer's own, also of the same moment. Raises
    CustomerGone.
    """
    lock_customer(customer)  # two sends, one statement; an import comes before or after
    newest = (
        Consent.objects.filter(customer=customer, purpose=purpose)
        .order_by("-occurred_at", "-id")
        .first()
    )
    if newest is not None and newest.status == status:
        return newest
    if newest is not None and newest.source.startswith(FROM_LIST):
        occurred_at = max(occurred_at, newest.occurred_at + timedelta(microseconds=1))
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
