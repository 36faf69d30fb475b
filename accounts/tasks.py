"""Wake-up calls of this app."""

from django.utils import timezone

from accounts.services import events
from config.lib.nudges import answered, nudge


def deliver_events() -> None:
    """Hand out what has been published; calls itself again while there is more."""
    answered(events.DELIVER)
    if events.deliver_events(now=timezone.now(), limit=200) >= 200:
        nudge(events.DELIVER)
