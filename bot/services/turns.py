"""The bot's turn: what a customer wrote becomes an answer, in one commit.

Reading the messages, what they cause at the front desk, the new state and the answers in
the outbox are one transaction: a worker that dies leaves it undone, and the next one does
it from the start. Nobody is answered twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django_scopes import scope, scopes_disabled

from bot.enums import Author, Direction
from bot.flows import Incoming, answers_while_silent
from bot.flows.engine import Spoken
from bot.gateways import MessageKind, Text
from bot.models import Conversation, Message
from bot.selectors.ads import ad_of
from bot.services.assistant_turns import expect_assistant
from bot.services.flow_runs import answer_by_flow, begin_unread, wake_run
from bot.services.house_listening import unread_by_house
from bot.services.outbox import queue_message
from bot.services.ownership import bot_answers, hand_over, locked
from bot.services.talking import advance_conversation, give_turn
from bot.services.words import words_for
from config.lib.logging import bound_context, get_logger

log = get_logger(__name__)

RUN_TURNS = "bot.tasks.run_turns"
MAX_ATTEMPTS = 3
MORE_TIME = timedelta(seconds=1.5)


@dataclass(slots=True)
class Thought:
    """Messages that are answered as one: texts in a row, perhaps begun by a tap.

    A text that came before we had answered a tap belongs to it: "sim" can't agree to a
    summary that the customer has not seen yet.
    """

    messages: list[Message] = field(default_factory=list)

    @property
    def incoming(self) -> Incoming:
        first, last = self.messages[0], self.messages[-1]
        texts = tuple(m.text for m in self.messages if m.kind == MessageKind.TEXT)
        ad = next((found for message in self.messages if (found := ad_of(message))), "")
        if first.kind == MessageKind.TEXT:
            return Incoming(texts=texts, kind=last.kind, ad=ad)
        return Incoming(
            texts=texts or ((first.text,) if first.text else ()),
            reply_id=first.reply_id,
            reply_title=first.text,
            kind=first.kind,
            context_id=first.context_id,
            ad=ad,
        )


def run_due_turns(*, now: datetime, limit: int = 50) -> int:
    """Answer conversations whose moment has come; returns how many were looked at."""
    done = 0
    while done < limit and _run_next(now):
        done += 1
    return done


def _run_next(now: datetime) -> bool:
    """One conversation, in a transaction of its own; False when none is due. A turn that
    keeps failing ends with a person, never in silence."""
    conversation: Conversation | None = None
    try:
        with scopes_disabled(), transaction.atomic():
            conversation = (
                Conversation.objects.filter(turn_due_at__lte=now)
                .order_by("turn_due_at")
                .select_related("channel", "customer", "organization")
                .select_for_update(skip_locked=True, of=("self",), no_key=True)
                .first()
            )
            if conversation is None:
                return False
            with (
                bound_context(conversation_id=str(conversation.pk)),
                scope(organization=conversation.organization),
            ):
                _answer(conversation, now)
    except Exception:
        if conversation is None:
            raise
        log.exception("turn_failed", conversation_id=str(conversation.pk))
        _note_failure(conversation, now)
    return True


def _note_failure(failed: Conversation, now: datetime) -> None:
    """Everything the turn did is undone; try again later, or call a person."""
    with scope(organization=failed.organization), transaction.atomic():
        conversation = locked(failed)
        conversation.turn_attempts += 1
        conversation.turn_due_at = now + timedelta(seconds=2**conversation.turn_attempts)
        if conversation.turn_attempts >= MAX_ATTEMPTS:
            give_up(conversation, now)
        conversation.save()


def _answer(conversation: Conversation, now: datetime) -> None:
    waiting = list(
        Message.objects.filter(
            conversation=conversation, direction=Direction.IN, handled_at__isnull=True
        ).order_by("occurred_at", "id")
    )
    conversation.turn_due_at, conversation.turn_attempts = None, 0
    for thought in _thoughts(waiting):
        if not bot_answers(conversation) and not answers_while_silent(thought.incoming):
            continue
        unread = None
        if bot_answers(conversation):
            unread = unread_by_house(conversation, thought.incoming, now)
            if unread is None and answer_by_flow(conversation, thought.incoming, now):
                _mark_handled(thought, now)
                continue
        is_last = thought.messages[-1] is waiting[-1]
        if _wants_to_wait(conversation, thought, is_last, now, unread):
            waiting = [message for message in waiting if message.handled_at is not None]
            break
    if bot_answers(conversation):
        wake_run(conversation, now)
    Message.objects.filter(pk__in=[message.pk for message in waiting]).update(handled_at=now)
    conversation.save()


def _wants_to_wait(
    conversation: Conversation,
    thought: Thought,
    is_last: bool,
    now: datetime,
    unread: Spoken | None = None,
) -> bool:
    """Answer one thought; True when it was left for later, because more may be coming.
    `unread` is what a flow of the house makes of it, which answers when nobody else does."""
    turn = unread or advance_conversation(conversation, thought.incoming, now)
    oldest = thought.messages[0].created_at
    if turn.wants_more_time and is_last and now < oldest + MORE_TIME:
        conversation.turn_due_at = oldest + MORE_TIME
        return True
    if turn.wants_more_time and begin_unread(conversation, thought.incoming, now):
        _mark_handled(thought, now)
        return False
    last = thought.messages[-1]
    is_answered = turn.is_unread and expect_assistant(
        conversation=conversation, incoming=thought.incoming, last=last, now=now
    )
    if not is_answered and unread is not None:
        is_answered = answer_by_flow(conversation, thought.incoming, now)
    if not is_answered:
        give_turn(conversation, turn, now)
    _mark_handled(thought, now)
    return False


def _mark_handled(thought: Thought, now: datetime) -> None:
    for message in thought.messages:
        message.handled_at = now


def _thoughts(messages: Sequence[Message]) -> Iterator[Thought]:
    """Split what is waiting: a tap or an attachment begins a thought, texts go on with it."""
    current = Thought()
    for message in messages:
        if message.kind != MessageKind.TEXT and current.messages:
            yield current
            current = Thought()
        current.messages.append(message)
    if current.messages:
        yield current


def give_up(conversation: Conversation, now: datetime) -> None:
    """Whatever we try breaks: say so, and call a person. The caller holds the lock and saves."""
    words = words_for(conversation.organization, conversation.customer)
    text = words(
        "Desculpe, tive um problema para responder. Já chamei alguém da equipe para te ajudar."
    )
    queue_message(conversation=conversation, content=Text(text), author=Author.BOT, now=now)
    hand_over(conversation=conversation, reason="O robô não conseguiu responder", now=now)
    conversation.turn_due_at, conversation.turn_attempts = None, 0
    Message.objects.filter(
        conversation=conversation, direction=Direction.IN, handled_at__isnull=True
    ).update(handled_at=now)
