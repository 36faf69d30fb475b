"""A person answers."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django_scopes import scopes_disabled

from accounts.models import User
from bot.enums import Author
from bot.gateways import Text
from bot.models import Conversation, Message
from bot.services.outbox import queue_message
from bot.services.ownership import return_to_bot, take_over


class WindowClosed(Exception):
    """More than 24 hours since the customer wrote: only a template may be sent (Meta)."""


class ReplyEmpty(Exception):
    """There is nothing to send."""


class ReplyForeign(Exception):
    """The message id belongs to another conversation: the form was tampered with."""


@transaction.atomic
def send_reply(
    *,
    conversation: Conversation,
    text: str,
    user: User,
    now: datetime,
    message_id: UUID | None = None,
) -> Message:
    """Send what a person wrote; the bot falls silent in this conversation.

    `message_id` (UUIDv7, made with the form) makes a double click one message: the second
    gets the first one's. Raises ReplyEmpty, WindowClosed, ReplyForeign, ContentInvalid
    (longer than 4096 characters).
    """
    if not text.strip():
        raise ReplyEmpty
    locked = _locked(conversation)
    sent = _already_sent(message_id, locked)
    if sent is not None:
        return sent
    if not locked.is_window_open(now):
        raise WindowClosed
    take_over(conversation=locked, user=user, now=now)
    message = queue_message(
        conversation=locked,
        content=Text(text.strip()),
        author=Author.STAFF,
        now=now,
        user=user,
        message_id=message_id,
    )
    locked.unread_count = 0
    locked.save()
    return message


@transaction.atomic
def give_to_bot(*, conversation: Conversation) -> None:
    """A person hands the conversation back; the bot starts afresh at the next message."""
    locked = _locked(conversation)
    return_to_bot(locked)
    locked.save()


@transaction.atomic
def take_conversation(*, conversation: Conversation, user: User, now: datetime) -> None:
    """A person takes the conversation without writing yet."""
    locked = _locked(conversation)
    take_over(conversation=locked, user=user, now=now)
    locked.save()


@transaction.atomic
def mark_seen(*, conversation: Conversation) -> None:
    """Nothing is unread any more."""
    Conversation.objects.filter(pk=conversation.pk, unread_count__gt=0).update(unread_count=0)


def _already_sent(message_id: UUID | None, conversation: Conversation) -> Message | None:
    """What the same form has sent before, looked up under the conversation's lock."""
    if message_id is None:
        return None
    with scopes_disabled():
        sent: Message | None = Message.objects.filter(pk=message_id).first()
    if sent is not None and sent.conversation_id != conversation.pk:
        raise ReplyForeign
    return sent


def _locked(conversation: Conversation) -> Conversation:
    locked: Conversation = (
        Conversation.objects.select_for_update(of=("self",))
        .select_related("channel", "customer")
        .get(pk=conversation.pk)
    )
    return locked
