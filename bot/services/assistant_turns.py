"""What the built-in conversation did not understand, or a flow wants answered, left to the
assistant."""

from datetime import datetime, timedelta
from typing import Any

from bot.enums import AssistantOutcome, Direction
from bot.flows import Incoming
from bot.flows.engine import AskAssistant
from bot.models import AssistantTurn, Conversation, FlowRun, Message
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
    if incoming.kind != "TEXT" or incoming.reply_id or why_not(conversation, now):
        return False
    said = {"texts": list(incoming.texts), "kind": incoming.kind}
    _leave_to_assistant(conversation, now, last_message=last, said=said)
    return True


def expect_assistant_in_flow(*, run: FlowRun, effect: AskAssistant, now: datetime) -> str:
    """The same for a step of a flow, which waits for what comes of it; why not, else ""."""
    conversation = run.conversation
    reason = why_not(conversation, now)
    if not reason:
        latest = Message.objects.filter(conversation=conversation, direction=Direction.IN)
        _leave_to_assistant(
            conversation,
            now,
            run=run,
            effect_id=effect.id,
            instruction=effect.instruction,
            last_message=latest.order_by("-pk").first(),
            said={"texts": [effect.said], "kind": "TEXT"},
        )
    return reason


def why_not(conversation: Conversation, now: datetime) -> str:
    """Why nobody would answer: "off", "resting", "often", "budget"; "" where somebody would."""
    settings = assistant_settings()
    if settings is None or not settings.is_on or not settings.api_key:
        return "off"
    if settings.quiet_until is not None and now < settings.quiet_until:
        return "resting"
    turns = AssistantTurn.objects.filter(conversation=conversation)
    if turns.filter(created_at__gte=now - timedelta(hours=1)).count() >= MOST_PER_HOUR:
        return "often"
    return "" if has_room(settings, conversation.organization, now) else "budget"


def _leave_to_assistant(conversation: Conversation, now: datetime, **asked: Any) -> None:
    settings = assistant_settings()
    drop_open_turns(conversation, now)
    AssistantTurn.objects.create(
        organization_id=conversation.organization_id,
        conversation=conversation,
        model_name=settings.model_name if settings else "",
        due_at=now,
        **asked,
    )
    nudge_on_commit(RUN_ASSISTANT)


def drop_open_turns(conversation: Conversation, now: datetime) -> None:
    """What the assistant was to answer here is no longer asked."""
    AssistantTurn.objects.filter(conversation=conversation, outcome=AssistantOutcome.NEW).update(
        outcome=AssistantOutcome.DROPPED, reason="newer", ended_at=now
    )
