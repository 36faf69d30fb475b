"""The booking rules of an organization."""

from django.db import transaction

from accounts.models import Organization
from scheduling.models import BookingPolicy, ReminderRule

DEFAULT_REMINDERS = (24 * 60, 2 * 60)  # minutes before the visit


@transaction.atomic
def ensure_policy(*, organization: Organization) -> BookingPolicy:
    """The organization's rules; with the defaults and the usual reminders at first."""
    policy, created = BookingPolicy.objects.get_or_create(organization=organization)
    if created:
        ReminderRule.objects.bulk_create(
            [
                ReminderRule(organization=organization, minutes_before=minutes)
                for minutes in DEFAULT_REMINDERS
            ],
            ignore_conflicts=True,
        )
    return policy
