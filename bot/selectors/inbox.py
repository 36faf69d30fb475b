"""The list of conversations, newest first, page by page.

Pages are cut by key (the last message's time and the id), so the thousandth page costs what
the first does, and each filter has an index of its own.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.selectors.customers import search_customers
from bot.enums import Owner
from bot.models import Conversation

PAGE_SIZE = 30
MOST_COUNTED = 100
MOST_FOUND = 200


class InboxShow(models.TextChoices):
    """Which conversations; the value is that of the query string."""

    ALL = "", _("Todas")
    WAITING = "waiting", _("Aguardando")
    BOT = "bot", _("Robô")
    UNREAD = "unread", _("Não lidas")


@dataclass(frozen=True, slots=True)
class InboxCursor:
    """The last conversation of a page; the next page begins behind it."""

    at: datetime
    conversation_id: UUID

    def __str__(self) -> str:
        return f"{int(self.at.timestamp() * 1_000_000)}_{self.conversation_id}"


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Some conversations; `next` is where the older ones begin, None at the end."""

    rows: list[Conversation]
    next: InboxCursor | None

    @property
    def fingerprint(self) -> str:
        """Changes when anything that the list shows changes."""
        shown = [
            f"{row.pk}{row.last_message_at}{row.unread_count}{row.owner}{row.waits_for_person}"
            f"{row.last_message_text}{row.customer.display_name}"
            for row in self.rows
        ]
        return blake2b("|".join(shown).encode(), digest_size=8).hexdigest()


def inbox_page(
    *,
    show: str = InboxShow.ALL,
    search: str = "",
    before: InboxCursor | None = None,
    size: int = PAGE_SIZE,
) -> InboxPage:
    """One page of conversations with their customers. One query, two with a search."""
    rows = _narrowed(Conversation.objects.filter(last_message_at__isnull=False), show)
    if search.strip():
        found = search_customers(search, limit=MOST_FOUND).values_list("pk", flat=True)
        rows = rows.filter(customer_id__in=list(found))
    if before is not None:
        # The first condition is what the index is entered by.
        rows = rows.filter(last_message_at__lte=before.at).filter(
            Q(last_message_at__lt=before.at) | Q(pk__lt=before.conversation_id)
        )
    ordered = rows.select_related("customer", "assigned_to").order_by("-last_message_at", "-pk")
    listed = list(ordered[: size + 1])
    last = listed[size - 1] if len(listed) > size else None
    after = InboxCursor(last.last_message_at, last.pk) if last and last.last_message_at else None
    return InboxPage(listed[:size], after)


def inbox_counts() -> dict[str, int]:
    """How many wait for a person, and how many have something unread; at most 100 each."""
    return {
        show.value: int(_narrowed(Conversation.objects.all(), show)[:MOST_COUNTED].count())
        for show in (InboxShow.WAITING, InboxShow.UNREAD)
    }


def get_conversation(conversation_id: UUID) -> Conversation:
    """The conversation of the open scope; 404 for any other id."""
    found: Conversation | None = (
        Conversation.objects.filter(pk=conversation_id)
        .select_related("customer", "channel", "assigned_to", "organization")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _narrowed(rows: QuerySet[Conversation], show: str) -> QuerySet[Conversation]:
    if show == InboxShow.WAITING:
        return rows.filter(waits_for_person=True)
    if show == InboxShow.UNREAD:
        return rows.filter(unread_count__gt=0)
    if show == InboxShow.BOT:
        return rows.filter(owner=Owner.BOT)
    return rows
