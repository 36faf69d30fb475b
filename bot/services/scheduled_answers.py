"""The customer writes before a scheduled message has left."""

from datetime import datetime

from bot.enums import CareEvent, Hindrance, ScheduledStatus
from bot.models import Conversation, ScheduledMessage
from bot.services.care_events import note_event


def call_off_scheduled(*, conversation: Conversation, now: datetime) -> int:
    """Cancel what was to leave only if the customer kept silent; returns how many.

    Under the conversation's lock, so a message is either sent before or not at all. They
    stay in sight until a person puts them away. One query where there are none.
    """
    waiting = ScheduledMessage.objects.filter(
        conversation=conversation,
        closed_at__isnull=True,
        status=ScheduledStatus.PENDING,
        cancel_on_reply=True,
    )
    cancelled = waiting.update(
        status=ScheduledStatus.CANCELLED, hindrance=Hindrance.ANSWERED, settled_at=now
    )
    if cancelled:
        event = CareEvent.CALLED_OFF
        note_event(conversation=conversation, event=event, user=None, now=now)
    return int(cancelled)
