"""A person answers."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django_scopes import scopes_disabled

from accounts.models import User
from bot.enums import Author, Direction, Provider
from bot.gateways import Content, Media, MediaFile, Text
from bot.gateways.media import check_file
from bot.models import Conversation, Message
from bot.models.message import MARKS
from bot.services.attachments import LONGEST_UPLOAD, keep_outgoing
from bot.services.outbox import queue_message
from bot.services.ownership import locked, take_over


class WindowClosed(Exception):
    """More than 24 hours since the customer wrote: only a template may be sent (Meta)."""


class TalkIsSample(Exception):
    """The conversation is an example: there is nobody at the other end."""


class ReplyEmpty(Exception):
    """There is nothing to send."""


class ReplyForeign(Exception):
    """The message id belongs to another conversation: the form was tampered with."""


class QuoteUnknown(Exception):
    """The provider knows no such message in this conversation: it can't be answered."""


class AnsweredMeanwhile(Exception):
    """Somebody else has answered after what the person saw; `message` is the latest answer."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message.pk))
        self.message = message


def send_reply(
    *,
    conversation: Conversation,
    text: str,
    user: User,
    now: datetime,
    message_id: UUID | None = None,
    seen_id: UUID | None = None,
    file: MediaFile | None = None,
    quote_id: UUID | None = None,
) -> Message:
    """Send what a person wrote; the bot falls silent in this conversation.

    As `send_content`, of the text, or of a `file` with the text as its caption. Raises
    ReplyEmpty too, and ContentInvalid for text longer than 4096 characters (a caption: 1024)
    or a file that WhatsApp does not take.
    """
    if not text.strip() and file is None:
        raise ReplyEmpty
    content = Media(check_file(file), text.strip(), file.name) if file else Text(text.strip())
    return send_content(
        conversation=conversation,
        content=content,
        user=user,
        now=now,
        message_id=message_id,
        seen_id=seen_id,
        quote_id=quote_id,
        file=file,
    )


@transaction.atomic
def send_content(
    *,
    conversation: Conversation,
    content: Content,
    user: User,
    now: datetime,
    message_id: UUID | None = None,
    seen_id: UUID | None = None,
    quote_id: UUID | None = None,
    file: MediaFile | None = None,
) -> Message:
    """Send what a person has made; the bot falls silent in this conversation.

    `message_id` (UUIDv7, made with the form) makes a double click one message: the second
    gets the first one's. `seen_id` is the last message that the person saw (None: not
    asked), `quote_id` the message that this one answers, left out where the provider can't
    quote. Raises TalkIsSample, WindowClosed, ReplyForeign, QuoteUnknown, AnsweredMeanwhile,
    ContentInvalid.
    """
    content.check()
    talk = locked(conversation)
    if talk.channel.provider == Provider.SAMPLE:
        raise TalkIsSample
    sent = already_sent(message_id, talk)
    if sent is not None:
        return sent
    if not talk.is_window_open(now):
        raise WindowClosed
    refuse_second_answer(talk, user, seen_id)
    quoted = quotable(talk, quote_id).external_id if quote_id else ""
    take_over(conversation=talk, user=user, now=now)
    message = queue_message(
        conversation=talk,
        content=content,
        author=Author.STAFF,
        now=now,
        user=user,
        message_id=message_id,
        due_at=now + LONGEST_UPLOAD if file else None,
        reply_to=quoted if quoted and talk.channel.facts.capabilities.has_quotes else "",
    )
    if file is not None:
        keep_outgoing(message=message, file=file, now=now)
    talk.unread_count = 0
    talk.save()
    return message


def quotable(conversation: Conversation, message_id: UUID) -> Message:
    """A message of this conversation that the provider knows. Raises QuoteUnknown."""
    known = Message.objects.filter(conversation=conversation, external_id__isnull=False)
    found: Message | None = known.exclude(kind__in=MARKS).filter(pk=message_id).first()
    if found is None:
        raise QuoteUnknown(str(message_id))
    return found


@transaction.atomic
def mark_seen(*, conversation: Conversation) -> None:
    """Nothing is unread any more."""
    Conversation.objects.filter(pk=conversation.pk, unread_count__gt=0).update(unread_count=0)


def refuse_second_answer(
    talk: Conversation, user: User, seen_id: UUID | None, *, saw_nothing: bool = False
) -> None:
    """Under the conversation's lock, so of two answers at once the second is stopped.

    `saw_nothing`: the person saw a conversation without messages. Raises AnsweredMeanwhile.
    """
    seen = Message.objects.filter(conversation=talk, pk=seen_id).first() if seen_id else None
    if seen is None and not saw_nothing:
        return
    answers = Message.objects.filter(
        conversation=talk,
        direction=Direction.OUT,
        author__in=[Author.STAFF, Author.PHONE_APP],
    ).exclude(Q(author_user=user) | Q(kind__in=MARKS))
    if seen is not None:
        answers = answers.filter(
            Q(occurred_at__gt=seen.occurred_at) | Q(occurred_at=seen.occurred_at, pk__gt=seen.pk)
        )
    latest = answers.select_related("author_user").order_by("-occurred_at", "-pk").first()
    if latest is not None:
        raise AnsweredMeanwhile(latest)


def already_sent(message_id: UUID | None, conversation: Conversation) -> Message | None:
    """What the same form has sent before, looked up under the conversation's lock."""
    if message_id is None:
        return None
    with scopes_disabled():
        sent: Message | None = Message.objects.filter(pk=message_id).first()
    if sent is not None and sent.conversation_id != conversation.pk:
        raise ReplyForeign
    return sent
