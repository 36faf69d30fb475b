"""The list of conversations, newest first, page by page.

Pages are cut by key (the last message's time and the id), so the thousandth page costs what
the first does, and each filter has an index of its own.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet, Value
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.models import Customer, User
from accounts.selectors.customers import search_customers
from bot.enums import Owner
from bot.models import Conversation, Mention
from bot.selectors.mentions import unseen_mention
from bot.selectors.said import conversations_that_say, words_said
from bot.selectors.scheduled_messages import scheduled_conversations

PAGE_SIZE = 30
MOST_COUNTED = 100
MOST_FOUND = 200


class InboxShow(models.TextChoices):
    """Which conversations; the value is that of the query string."""

    ALL = "", _("Todas")
    MINE = "mine", _("Minhas")
    WAITING = "waiting", _("Aguardando")
    MENTIONED = "mentioned", _("Mencionaram você")
    UNREAD = "unread", _("Não lidas")
    BOT = "bot", _("Robô")
    SCHEDULED = "scheduled", _("Agendadas")
    SNOOZED = "snoozed", _("Adiadas")
    RESOLVED = "resolved", _("Resolvidas")


@dataclass(frozen=True, slots=True)
class InboxCursor:
    """The last conversation of a page; the next page begins behind it."""

    at: datetime
    conversation_id: UUID

    def __str__(self) -> str:
        return f"{int(self.at.timestamp() * 1_000_000)}_{self.conversation_id}"


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Some conversations; `next` is where the older ones begin, None at the end. `said` is
    what a search has found in them, as `words_said` gives it."""

    rows: list[Conversation]
    next: InboxCursor | None
    said: dict[UUID, str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """Changes when anything that the list shows changes."""
        shown = [
            f"{row.pk}{row.last_message_at}{row.unread_count}{row.owner}{row.waits_for_person}"
            f"{row.last_message_text}{row.customer.display_name}{row.assigned_to_id}"
            f"{row.resolved_at}{row.snoozed_until}{getattr(row, 'mentions_me', False)}"
            f"{self.said.get(row.pk, '')}"
            for row in self.rows
        ]
        return blake2b("|".join(shown).encode(), digest_size=8).hexdigest()


def inbox_page(
    *,
    user: User,
    now: datetime,
    show: str = InboxShow.ALL,
    search: str = "",
    before: InboxCursor | None = None,
    size: int = PAGE_SIZE,
) -> InboxPage:
    """One page of conversations with their customers. One query, four with a search.

    `user` is whose "mine" is; snoozed ones are away until `now` has reached their time.
    """
    rows = _narrowed(Conversation.objects.filter(last_message_at__isnull=False), show, user, now)
    said: dict[UUID, UUID] = {}
    if search.strip():
        found = search_customers(search, limit=MOST_FOUND).values_list("pk", flat=True)
        said = conversations_that_say(search)
        rows = rows.filter(Q(customer_id__in=list(found)) | Q(pk__in=said))
    if before is not None:
        # The first condition is what the index is entered by.
        rows = rows.filter(last_message_at__lte=before.at).filter(
            Q(last_message_at__lt=before.at) | Q(pk__lt=before.conversation_id)
        )
    listed = list(_shown(rows, user)[: size + 1])
    last = listed[size - 1] if len(listed) > size else None
    after = InboxCursor(last.last_message_at, last.pk) if last and last.last_message_at else None
    shown = listed[:size]
    hits = [said[row.pk] for row in shown if row.pk in said]
    return InboxPage(shown, after, words_said(search, hits))


def inbox_rows(
    *, user: User, now: datetime, ids: Iterable[UUID], show: str = InboxShow.ALL
) -> list[Conversation]:
    """Those of `ids` that `inbox_page` would list without a search, newest first. One query."""
    listed = Conversation.objects.filter(last_message_at__isnull=False, pk__in=list(ids))
    return list(_shown(_narrowed(listed, show, user, now), user))


def inbox_counts(*, user: User, now: datetime) -> dict[str, int]:
    """How many are the person's, wait for a person, have something unread, a message for
    later, or a note that calls the person; at most 100 each. One query.
    """
    everything = Conversation.objects.all()
    narrowed = {
        show: _narrowed(everything, show, user, now)
        for show in (InboxShow.MINE, InboxShow.WAITING, InboxShow.UNREAD, InboxShow.SCHEDULED)
    } | {InboxShow.MENTIONED: everything.filter(unseen_mention(user))}
    parts = [
        rows.annotate(show=Value(show.value))
        .values_list("show", flat=True)
        .order_by()[:MOST_COUNTED]
        for show, rows in narrowed.items()
    ]
    counted = Counter(parts[0].union(*parts[1:], all=True))
    return {show.value: counted[show.value] for show in narrowed}


def latest_conversation(customer: Customer) -> Conversation | None:
    """The one with this customer in which something was said last."""
    found: Conversation | None = (
        Conversation.objects.filter(customer=customer, last_message_at__isnull=False)
        .order_by("-last_message_at", "-pk")
        .first()
    )
    return found


def waiting_count(*, now: datetime) -> int:
    """How many wait for a person; at most 100."""
    return int(_waiting(Conversation.objects.all(), now)[:MOST_COUNTED].count())


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


def _narrowed(
    rows: QuerySet[Conversation], show: str, user: User, now: datetime
) -> QuerySet[Conversation]:
    if show == InboxShow.WAITING:
        return _waiting(rows, now)
    if show == InboxShow.MINE:
        return _awake(rows.filter(assigned_to=user), now)
    if show == InboxShow.UNREAD:
        return _awake(rows.filter(unread_count__gt=0), now)
    if show == InboxShow.MENTIONED:
        return rows.filter(pk__in=Mention.objects.filter(user=user).values("conversation_id"))
    if show == InboxShow.SCHEDULED:
        return rows.filter(pk__in=scheduled_conversations())
    if show == InboxShow.BOT:
        return rows.filter(owner=Owner.BOT, resolved_at__isnull=True)
    if show == InboxShow.SNOOZED:
        return rows.filter(snoozed_until__gt=now)
    if show == InboxShow.RESOLVED:
        return rows.filter(resolved_at__isnull=False)
    return rows


def _shown(rows: QuerySet[Conversation], user: User) -> QuerySet[Conversation]:
    """With all that a line shows, newest first; `mentions_me`: a note calls the person."""
    marked = rows.annotate(mentions_me=unseen_mention(user))
    return marked.select_related("customer", "assigned_to").order_by("-last_message_at", "-pk")


def _waiting(rows: QuerySet[Conversation], now: datetime) -> QuerySet[Conversation]:
    return _awake(rows.filter(waits_for_person=True), now)


def _awake(rows: QuerySet[Conversation], now: datetime) -> QuerySet[Conversation]:
    return rows.filter(Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=now))
