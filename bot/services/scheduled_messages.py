"""Writing messages for later, changing them, and taking them back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django_scopes import scopes_disabled

from accounts.models import User
from bot.enums import ScheduledStatus
from bot.models import Conversation, ScheduledMessage
from bot.placeholders import unknown_placeholders
from bot.services.canned_replies import PlaceholderUnknown
from bot.services.ownership import locked
from bot.services.replies import ReplyEmpty, ReplyForeign

LONGEST_WAIT = timedelta(days=90)
MOST_OPEN = 20


class DueInvalid(Exception):
    """The time has passed, or lies more than 90 days ahead."""


class NeverSent(Exception):
    """By then WhatsApp lets it leave only if the customer has written, and just then it is
    to be cancelled. `closes_at` is the last moment, None where it has passed."""

    def __init__(self, closes_at: datetime | None) -> None:
        super().__init__(str(closes_at))
        self.closes_at = closes_at


class TooManyScheduled(Exception):
    """The conversation has 20 of them in sight already."""


class ScheduledSettled(Exception):
    """It has left, or a person has cancelled it meanwhile: `scheduled` is how it stands."""

    def __init__(self, scheduled: ScheduledMessage) -> None:
        super().__init__(scheduled.status)
        self.scheduled = scheduled


@dataclass(frozen=True, slots=True)
class Later:
    """What is to be said, when, and whether the customer's answer makes it needless."""

    text: str
    due_at: datetime
    cancel_on_reply: bool


@transaction.atomic
def schedule_message(
    *,
    conversation: Conversation,
    later: Later,
    user: User,
    now: datetime,
    scheduled_id: UUID | None = None,
) -> ScheduledMessage:
    """Write a message for later. `scheduled_id` (UUIDv7, made with the form) makes a double
    click one. Raises ReplyEmpty, PlaceholderUnknown, DueInvalid, NeverSent,
    TooManyScheduled, ReplyForeign."""
    _check(later, now)
    talk = locked(conversation)
    made = _made_before(scheduled_id, talk)
    if made is not None:
        return made
    _refuse_never(later, talk, now)
    if talk.scheduled_messages.filter(closed_at__isnull=True).count() >= MOST_OPEN:
        raise TooManyScheduled
    return ScheduledMessage.objects.create(
        **({"id": scheduled_id} if scheduled_id else {}),
        organization_id=talk.organization_id,
        conversation=talk,
        author=user,
        text=later.text.strip(),
        due_at=later.due_at,
        cancel_on_reply=later.cancel_on_reply,
    )


@transaction.atomic
def change_scheduled(
    *, scheduled: ScheduledMessage, later: Later, user: User, now: datetime
) -> ScheduledMessage:
    """Another text or time, also of one that could not be sent; it is `user`'s now.

    Raises ReplyEmpty, PlaceholderUnknown, DueInvalid, NeverSent, ScheduledSettled.
    """
    talk = locked(scheduled.conversation)
    row = locked_scheduled(scheduled)
    if row.closed_at is not None:
        raise ScheduledSettled(row)
    _check(later, now)
    _refuse_never(later, talk, now)
    row.text, row.due_at = later.text.strip(), later.due_at
    row.cancel_on_reply, row.author = later.cancel_on_reply, user
    row.status, row.hindrance, row.settled_at = ScheduledStatus.PENDING, "", None
    row.save()
    return row


@transaction.atomic
def cancel_scheduled(*, scheduled: ScheduledMessage, now: datetime) -> None:
    """It won't leave; one that could not is put away. Twice is the same as once.

    Raises ScheduledSettled when it has left.
    """
    locked(scheduled.conversation)
    row = locked_scheduled(scheduled)
    if row.status == ScheduledStatus.SENT:
        raise ScheduledSettled(row)
    if row.closed_at is not None:
        return
    if row.status == ScheduledStatus.PENDING:
        row.status, row.settled_at = ScheduledStatus.CANCELLED, now
    row.closed_at = now
    row.save()


@transaction.atomic
def restore_scheduled(*, scheduled: ScheduledMessage, now: datetime) -> None:
    """Undo `cancel_scheduled`. Raises DueInvalid when its time has passed meanwhile,
    ScheduledSettled when it has left."""
    locked(scheduled.conversation)
    row = locked_scheduled(scheduled)
    if row.status == ScheduledStatus.SENT:
        raise ScheduledSettled(row)
    if row.closed_at is None:
        return
    if not row.hindrance:
        if row.due_at <= now:
            raise DueInvalid
        row.status, row.settled_at = ScheduledStatus.PENDING, None
    row.closed_at = None
    row.save()


def locked_scheduled(scheduled: ScheduledMessage) -> ScheduledMessage:
    """The row as it is now, locked until commit; its conversation is locked before."""
    row: ScheduledMessage = (
        ScheduledMessage.objects.select_for_update(of=("self",))
        .select_related("author", "message")
        .get(pk=scheduled.pk)
    )
    return row


def _check(later: Later, now: datetime) -> None:
    if not later.text.strip():
        raise ReplyEmpty
    if unknown := unknown_placeholders(later.text):
        raise PlaceholderUnknown(unknown)
    if not now < later.due_at <= now + LONGEST_WAIT:
        raise DueInvalid


def _refuse_never(later: Later, talk: Conversation, now: datetime) -> None:
    closes_at = talk.window_closes_at()
    if later.cancel_on_reply and (closes_at is None or later.due_at >= closes_at):
        raise NeverSent(closes_at if talk.is_window_open(now) else None)


def _made_before(scheduled_id: UUID | None, talk: Conversation) -> ScheduledMessage | None:
    if scheduled_id is None:
        return None
    with scopes_disabled():
        made: ScheduledMessage | None = ScheduledMessage.objects.filter(pk=scheduled_id).first()
    if made is not None and made.conversation_id != talk.pk:
        raise ReplyForeign
    return made
