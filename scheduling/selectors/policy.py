"""Reading the booking rules."""

from accounts.models import Organization
from scheduling.models import BookingPolicy


def policy_of(organization: Organization) -> BookingPolicy:
    """The organization's rules; the defaults (unsaved) while it has none."""
    policy: BookingPolicy | None = BookingPolicy.objects.filter(organization=organization).first()
    return policy or BookingPolicy(organization=organization)
