"""Reading the rules of reminders."""

from scheduling.models import ReminderRule


def active_reminders() -> list[int]:
    """How many minutes before a visit the open organization reminds, longest first."""
    rules = ReminderRule.objects.filter(is_active=True).order_by("-minutes_before")
    return list(rules.values_list("minutes_before", flat=True))
