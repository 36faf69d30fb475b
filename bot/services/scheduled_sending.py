"""Scheduled messages leave: at their time, or earlier by a person's hand.

A conversation's row is the claim: whoever sends, writes or cancels holds it, so that a
message leaves once, and the customer's answer comes either before it or after it.
"""

from datetime import datetime

from django.db import OperationalError, transaction
from django_scopes import scope, scopes_disabled

from accounts.enums import ConsentPurpose, ConsentStatus
from accounts.models import User
from accounts.selectors.consents import newest_consents
from bot.enums import Author, CareEvent, Hindrance, ScheduledStatus
from bot.gateways import Text
from bot.models import Conversation, Message, ScheduledMessage
from bot.selectors.colleagues import colleagues_who_answer
from bot.selectors.scheduled_messages import filled_text
from bot.services.care_events import call_to, note_event
from bot.services.outbox import queue_message
from bot.services.ownership import locked, take_over
from bot.services.scheduled_messages import ScheduledSettled, locked_scheduled
from config.lib.logging import bound_context, get_logger

log = get_logger(__name__)

SEND_SCHEDULED = "bot.tasks.send_scheduled"


class Hindered(Exception):
    """The message must not leave; `hindrance` says why."""

    def __init__(self, hindrance: Hindrance) -> None:
        super().__init__(hindrance.value)
        self.hindrance = hindrance


def send_scheduled_due(*, now: datetime, limit: int = 50) -> int:
    """Send what is due, or say why not; returns how many were looked at.

    Safe to run twice and side by side, and to be killed at any moment: each message has a
    transaction of its own.
    """
    done = 0
    while done < limit and _send_next(now):
        done += 1
    return done


@transaction.atomic
def send_scheduled_now(*, scheduled: ScheduledMessage, user: User, now: datetime) -> Message:
    """`user` sends it without waiting; it is theirs. A second click gets the first's message.

    Raises Hindered, ScheduledSettled (a person has cancelled it).
    """
    talk = locked(scheduled.conversation)
    row = locked_scheduled(scheduled)
    if row.message is not None:
        return row.message
    if row.closed_at is not None:
        raise ScheduledSettled(row)
    return _send(row, talk, user, now)


def _send_next(now: datetime) -> bool:
    """One message; False when none is due. One that breaks fails, and people are told."""
    row: ScheduledMessage | None = None
    try:
        with scopes_disabled(), transaction.atomic():
            row = _claim(now)
            if row is None:
                return False
            _settle(row, now)
    except OperationalError:  # the database is away or busy: it waits for the next look
        raise
    except Exception:
        if row is None:
            raise
        log.exception("scheduled_message_failed", scheduled_id=str(row.pk))
        with scope(organization=row.organization), transaction.atomic():
            talk = locked(row.conversation)
            _give_up(locked_scheduled(row), talk, Hindrance.BROKEN, now)
    return True


def _claim(now: datetime) -> ScheduledMessage | None:
    """The message that has waited longest, its conversation locked; busy ones are left."""
    due: ScheduledMessage | None = (
        ScheduledMessage.objects.filter(status=ScheduledStatus.PENDING, due_at__lte=now)
        .select_related("conversation", "organization")
        .select_for_update(skip_locked=True, of=("conversation",), no_key=True)
        .order_by("due_at", "id")
        .first()
    )
    return due


def _settle(claimed: ScheduledMessage, now: datetime) -> None:
    """Look at the row anew: it may have been sent, moved or cancelled before the claim."""
    with (
        bound_context(conversation_id=str(claimed.conversation_id)),
        scope(organization=claimed.organization),
    ):
        talk = locked(claimed.conversation)
        row = locked_scheduled(claimed)
        is_due = row.status == ScheduledStatus.PENDING and row.due_at <= now
        if not is_due or row.conversation_id != talk.pk:
            return
        try:
            _send(row, talk, row.author, now)
        except Hindered as why:
            _give_up(row, talk, why.hindrance, now)


def _send(row: ScheduledMessage, talk: Conversation, user: User | None, now: datetime) -> Message:
    """Into the outbox, as a reply of `user`'s: the bot falls silent. Raises Hindered before
    anything is written."""
    if user is None or user not in colleagues_who_answer():
        raise Hindered(Hindrance.AUTHOR_GONE)
    _refuse_customer(talk, now)
    text, missing = filled_text(row.text, talk, user, now)
    if missing:
        raise Hindered(Hindrance.INCOMPLETE)
    if len(text) > talk.channel.facts.capabilities.text_limit:
        raise Hindered(Hindrance.TOO_LONG)
    take_over(conversation=talk, user=talk.assigned_to or user, now=now)
    row.message = queue_message(
        conversation=talk, content=Text(text), author=Author.STAFF, now=now, user=user
    )
    talk.save()
    row.status, row.hindrance, row.author = ScheduledStatus.SENT, "", user
    row.settled_at = row.closed_at = now
    row.save()
    return row.message


def _refuse_customer(talk: Conversation, now: datetime) -> None:
    """Who is blocked, archived or wants no messages gets none, nor anybody after 24 hours."""
    customer = talk.customer
    says = {consent.purpose: consent.status for consent in newest_consents(customer)}
    if customer.is_blocked:
        raise Hindered(Hindrance.BLOCKED)
    if customer.archived_at is not None:
        raise Hindered(Hindrance.ARCHIVED)
    if says.get(ConsentPurpose.MARKETING) == ConsentStatus.REVOKED:
        raise Hindered(Hindrance.OPTED_OUT)
    if not talk.is_window_open(now):
        raise Hindered(Hindrance.WINDOW_CLOSED)


def _give_up(
    row: ScheduledMessage, talk: Conversation, hindrance: Hindrance, now: datetime
) -> None:
    """It is not sent and stays in sight; a line of the thread calls its author."""
    if row.status != ScheduledStatus.PENDING:
        return
    row.status, row.hindrance, row.settled_at = ScheduledStatus.FAILED, hindrance, now
    row.save()
    line = note_event(
        conversation=talk,
        event=CareEvent.NOT_SENT,
        user=row.author,
        now=now,
        hindrance=hindrance.value,
    )
    if row.author is not None:
        call_to(line, row.author)
