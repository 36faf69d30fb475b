"""Reading consent."""

from accounts.models import Consent, Customer


def newest_consents(customer: Customer) -> list[Consent]:
    """The statement that counts for each purpose, with its evidence. One query."""
    return list(
        Consent.objects.filter(customer=customer)
        .select_related("recorded_by")
        .order_by("purpose", "-occurred_at", "-id")
        .distinct("purpose")
    )
