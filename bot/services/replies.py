"""A person answers."""

from datetime import datetime

from django.db import transaction

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


@transaction.atomic
def send_reply(*, conversation: Conversation, text: str, user: User, now: datetime) -> Message:
    """Send what a person wrote; the bot falls silent in this conversation.

    Raises ReplyEmpty, WindowClosed, ContentInvalid (longer than 4096 characters).
    """
    if not text.strip():
        raise ReplyEmpty
    locked = _locked(conversation)
    if not locked.is_window_open(now):
        raise WindowClosed
    take_over(conversation=locked, user=user, now=now)
    message = queue_message(
        conversation=locked, content=Text(text.strip()), author=Author.STAFF, now=now, user=user
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


def _locked(conversation: Conversation) -> Conversation:
    locked: Conversation = (
        Conversation.objects.select_for_update(of=("self",))
        .select_related("channel", "customer")
        .get(pk=conversation.pk)
    )
    return locked
