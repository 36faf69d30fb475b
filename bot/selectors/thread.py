"""The messages of one conversation, oldest first, page by page from the end."""

from dataclasses import dataclass
from hashlib import blake2b
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from bot.models import Conversation, Message

PAGE_SIZE = 50
MOST_SINCE = 300


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """Messages in order; `has_older` when there are more before the first."""

    messages: list[Message]
    has_older: bool

    @property
    def fingerprint(self) -> str:
        """Changes with each new message and each new state of a delivery."""
        shown = [
            f"{message.pk}{delivery_status(message)}{file_status(message)}"
            for message in self.messages
        ]
        return blake2b("|".join(shown).encode(), digest_size=8).hexdigest()


def delivery_status(message: Message) -> str:
    """What became of an outgoing message; "" for what came in. No query."""
    delivery = getattr(message, "delivery", None)
    return str(delivery.status) if delivery is not None else ""


def file_status(message: Message) -> str:
    """How far the message's file is; "" where it has none. No query."""
    file = getattr(message, "attachment", None)
    return str(file.status) if file is not None else ""


def thread_page(conversation: Conversation, *, before: UUID | None = None) -> ThreadPage:
    """The latest messages, or those before one of them. One query, two with `before`."""
    rows = _messages(conversation)
    if before is not None:
        mark = _place(conversation, before)
        if mark is None:
            return ThreadPage([], has_older=False)
        rows = rows.filter(occurred_at__lte=mark.occurred_at).filter(
            Q(occurred_at__lt=mark.occurred_at) | Q(pk__lt=mark.pk)
        )
    listed = list(rows.order_by("-occurred_at", "-pk")[: PAGE_SIZE + 1])
    return ThreadPage(listed[:PAGE_SIZE][::-1], has_older=len(listed) > PAGE_SIZE)


def thread_since(conversation: Conversation, first: UUID) -> ThreadPage:
    """What a page shows that began with message `first`: it and everything later."""
    mark = _place(conversation, first)
    if mark is None:
        return thread_page(conversation)
    rows = _messages(conversation).filter(occurred_at__gte=mark.occurred_at)
    rows = rows.filter(Q(occurred_at__gt=mark.occurred_at) | Q(pk__gte=mark.pk))
    listed = list(rows.order_by("-occurred_at", "-pk")[:MOST_SINCE])
    return ThreadPage(listed[::-1], has_older=False)


def get_message(conversation: Conversation, message_id: UUID) -> Message:
    """A message of this conversation; 404 for any other id."""
    found: Message | None = _messages(conversation).filter(pk=message_id).first()
    if found is None:
        raise Http404
    return found


def _messages(conversation: Conversation) -> QuerySet[Message]:
    rows: QuerySet[Message] = (
        Message.objects.filter(conversation=conversation)
        .select_related("author_user", "delivery", "attachment", "assistant_turn")
        .defer("attachment__body", "assistant_turn__trace", "assistant_turn__said")
    )
    return rows


def _place(conversation: Conversation, message_id: UUID) -> Message | None:
    found: Message | None = (
        Message.objects.filter(conversation=conversation, pk=message_id)
        .only("pk", "occurred_at")
        .first()
    )
    return found
