"""What the built-in conversation did not understand, left to the assistant."""

from datetime import datetime, timedelta

from bot.enums import AssistantOutcome
from bot.flows import Incoming
from bot.models import AssistantTurn, Conversation, Message
from bot.selectors.assistant import assistant_settings, has_room
from config.lib.nudges import nudge_on_commit

RUN_ASSISTANT = "bot.tasks.run_assistant"
MOST_PER_HOUR = 15  # of one conversation: two machines must not talk for ever


def expect_assistant(
    *, conversation: Conversation, incoming: Incoming, last: Message, now: datetime
) -> bool:
    """In the turn's transaction, conversation locked: leave this thought to the assistant.

    False when there is none, it rests after failures, the month is spent, or this customer
    has asked it too much. What it was still to answer is dropped: it reads the whole end of
    the conversation anyway.
    """
    settings = assistant_settings()
    is_there = settings is not None and settings.is_on and bool(settings.api_key)
    if settings is None or not is_there or incoming.kind != "TEXT" or incoming.reply_id:
        return False
    if settings.quiet_until is not None and now < settings.quiet_until:
        return False
    turns = AssistantTurn.objects.filter(conversation=conversation)
    if turns.filter(created_at__gte=now - timedelta(hours=1)).count() >= MOST_PER_HOUR:
        return False
    if not has_room(settings, conversation.organization, now):
        return False
    drop_open_turns(conversation, now)
    AssistantTurn.objects.create(
        organization_id=conversation.organization_id,
        conversation=conversation,
        last_message=last,
        said={"texts": list(incoming.texts), "kind": incoming.kind},
        model_name=settings.model_name,
        due_at=now,
    )
    nudge_on_commit(RUN_ASSISTANT)
    return True


def drop_open_turns(conversation: Conversation, now: datetime) -> None:
    """What the assistant was to answer here is no longer asked."""
    AssistantTurn.objects.filter(conversation=conversation, outcome=AssistantOutcome.NEW).update(
        outcome=AssistantOutcome.DROPPED, reason="newer", ended_at=now
    )
