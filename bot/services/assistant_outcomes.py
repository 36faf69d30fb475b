"""What comes of the assistant's turn, under the conversation's lock: its answer, a proposal
with buttons, or the built-in answer in its place."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from bot.assistant import Conclusion, tell
from bot.enums import AssistantOutcome, Direction, Owner
from bot.flows import Incoming, State
from bot.flows.engine import Spoken
from bot.models import AssistantTurn, Conversation, Message
from bot.services.assistant_steps import go_on_with_flow, is_awaited
from bot.services.customer_facts import remember
from bot.services.ownership import bot_answers, locked
from bot.services.talking import advance_conversation, give_turn, talk_with
from bot.services.turns import give_up


def is_wanted(conversation: Conversation, turn: AssistantTurn) -> bool:
    """The bot still answers here, and the customer has said nothing newer."""
    if turn.effect_id:
        return bot_answers(conversation) and is_awaited(turn)
    if not bot_answers(conversation) or turn.last_message_id is None:
        return False
    newer = Message.objects.filter(
        conversation=conversation, direction=Direction.IN, pk__gt=turn.last_message_id
    )
    return not newer.exists()


@transaction.atomic
def conclude(
    *, turn: AssistantTurn, conclusion: Conclusion, facts: Sequence[str], now: datetime
) -> None:
    """Give the customer what `conclusion` says, once, unless it is no longer wanted."""
    conversation = locked(turn.conversation)
    row: AssistantTurn = AssistantTurn.objects.select_for_update().get(pk=turn.pk)
    row.trace = turn.trace
    if row.outcome == AssistantOutcome.NEW:
        _settle(row, conversation, conclusion, now)
        if row.outcome in (AssistantOutcome.ANSWERED, AssistantOutcome.PROPOSED):
            for fact in facts:
                remember(customer=conversation.customer, text=fact)
    row.save(update_fields=["trace", "outcome", "reason", "answer", "ended_at"])


@transaction.atomic
def call_person(*, turn: AssistantTurn, now: datetime) -> None:
    """Concluding it broke again and again: a person answers, and the turn is over."""
    conversation = locked(turn.conversation)
    ended = AssistantTurn.objects.filter(pk=turn.pk, outcome=AssistantOutcome.NEW).update(
        outcome=AssistantOutcome.DROPPED, reason="broken", ended_at=now
    )
    if ended and conversation.owner == Owner.BOT:
        give_up(conversation, now)
        conversation.save()


def _settle(
    row: AssistantTurn, conversation: Conversation, conclusion: Conclusion, now: datetime
) -> None:
    row.ended_at = now
    if not is_wanted(conversation, row) or not conversation.is_window_open(now):
        row.outcome, row.reason = AssistantOutcome.DROPPED, "newer"
        return
    row.reason = conclusion.reason
    if row.effect_id:
        go_on_with_flow(row, conversation, conclusion, now)
        return
    if conclusion.text:
        row.outcome = AssistantOutcome.ANSWERED
        state = State.from_dict(conversation.flow_state)
        told = tell(talk_with(conversation, now), state, conclusion.text)
        spoken = Spoken(told.state, told.replies)
    elif conclusion.proposal:
        row.outcome = AssistantOutcome.PROPOSED
        tap = Incoming(reply_id=conclusion.proposal)
        spoken = advance_conversation(conversation, tap, now)
    else:
        row.outcome = AssistantOutcome.FELL_BACK
        spoken = _built_in(row, conversation, now)
    _give(row, conversation, spoken, now)


def _built_in(row: AssistantTurn, conversation: Conversation, now: datetime) -> Spoken:
    incoming = Incoming(texts=tuple(row.said.get("texts", ())), kind=row.said.get("kind", "TEXT"))
    return advance_conversation(conversation, incoming, now)


def _give(row: AssistantTurn, conversation: Conversation, spoken: Spoken, now: datetime) -> None:
    said = give_turn(conversation, spoken, now)
    row.answer = said[0] if said else None
    conversation.save()
