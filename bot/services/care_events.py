"""Lines of a thread that say what people did with the conversation."""

from datetime import datetime
from typing import Any

from accounts.models import User
from bot.enums import Author, CareEvent, Direction
from bot.models import Conversation, Message
from bot.services.ownership import bring_back

EVENT_KIND = "EVENT"


def note_event(
    *,
    conversation: Conversation,
    event: CareEvent,
    user: User | None,
    now: datetime,
    **details: Any,
) -> Message:
    """Write the line; `details` are plain values (`to`: a name, `until`: ISO time)."""
    return Message.objects.create(
        organization_id=conversation.organization_id,
        channel_id=conversation.channel_id,
        conversation=conversation,
        direction=Direction.INTERNAL,
        author=Author.SYSTEM,
        author_user=user,
        kind=EVENT_KIND,
        content={"event": event.value, **details},
        occurred_at=now,
        handled_at=now,
    )


def reopen_for_customer(conversation: Conversation, now: datetime) -> None:
    """The customer wrote: a resolved or snoozed conversation is back. Callers save the row."""
    if conversation.resolved_at is not None:
        note_event(conversation=conversation, event=CareEvent.REOPENED, user=None, now=now)
    bring_back(conversation)
