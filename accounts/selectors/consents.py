"""Reading consent."""

from collections.abc import Iterable
from uuid import UUID

from accounts.enums import ConsentPurpose, ConsentStatus
from accounts.models import Consent, Customer


def newest_consents(customer: Customer) -> list[Consent]:
    """The statement that counts for each purpose, with its evidence. One query."""
    return list(
        Consent.objects.filter(customer=customer)
        .select_related("recorded_by")
        .order_by("purpose", "-occurred_at", "-id")
        .distinct("purpose")
    )


def customers_who_agreed(customers: Iterable[UUID], purpose: ConsentPurpose) -> set[UUID]:
    """Those of these customers whose newest statement grants `purpose`. One query."""
    newest = (
        Consent.objects.filter(customer__in=list(customers), purpose=purpose)
        .order_by("customer_id", "-occurred_at", "-id")
        .distinct("customer_id")
    )
    return {row.customer_id for row in newest if row.status == ConsentStatus.GRANTED}
