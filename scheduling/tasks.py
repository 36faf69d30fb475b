"""Wake-up calls of this app."""

from django.utils import timezone

from config.lib.nudges import answered, nudge
from scheduling.services.reminders import release_due_reminders

RELEASE_REMINDERS = "scheduling.tasks.release_reminders"


def release_reminders() -> None:
    """Let due reminders go; calls itself again while there are more."""
    answered(RELEASE_REMINDERS)
    if release_due_reminders(now=timezone.now(), limit=100) == 100:
        nudge(RELEASE_REMINDERS)
