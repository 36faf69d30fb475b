"""Lines of a thread that say what people did with the conversation."""

from datetime import datetime
from typing import Any

from accounts.models import User
from bot.enums import Author, CareEvent, Direction
from bot.models import Conversation, Mention, Message
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


def note_assigned(
    *, conversation: Conversation, to: User, user: User | None, now: datetime
) -> None:
    """The line that says whose it is now, `user` None: by the bot. It calls them, as a note that
    names them does, until they have opened the conversation."""
    line = note_event(
        conversation=conversation,
        event=CareEvent.ASSIGNED,
        user=user,
        now=now,
        to=to.get_short_name(),
    )
    call_to(line, to)


def call_to(line: Message, user: User) -> None:
    """A line of the thread calls a colleague."""
    Mention.objects.create(
        organization_id=line.organization_id,
        message=line,
        conversation=line.conversation,
        user=user,
    )


def reopen_for_customer(conversation: Conversation, now: datetime) -> None:
    """The customer wrote: a resolved or snoozed conversation is back. Callers save the row."""
    if conversation.resolved_at is not None:
        note_event(conversation=conversation, event=CareEvent.REOPENED, user=None, now=now)
    bring_back(conversation)
