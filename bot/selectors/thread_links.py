"""What the messages of a page have to do with others: quotes, reactions, edits, deletions.

Read where it is shown: a reaction may come before its message, twice, or for one that we
never had, and the rows stay as they came.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from bot.models import Conversation, Message
from bot.models.delivery import LOST
from bot.models.message import MARKS

REACTION, EDIT, REVOKE = MARKS


@dataclass(frozen=True, slots=True)
class ThreadLinks:
    """`known`: messages by the provider's id, `marks`: what was done to each, in order."""

    known: dict[str, Message] = field(default_factory=dict)
    marks: dict[str, list[Message]] = field(default_factory=dict)
    shown: frozenset[str] = frozenset()

    def target(self, message: Message) -> Message | None:
        """What it answers, quotes, reacts to, edits or takes back, if we have it."""
        return self.known.get(message.context_id) if message.context_id else None

    def is_part_of_another(self, message: Message) -> bool:
        """Whether the page shows it on the message that it is about."""
        if message.kind not in MARKS or message.context_id not in self.shown or is_lost(message):
            return False
        return message.kind == REACTION or message in self._own(message.context_id, message.kind)

    def reactions(self, message: Message) -> list[str]:
        """The emoji on it: the customer's and ours, each side's latest."""
        latest: dict[str, str] = {}
        for mark in self._marks(message.external_id, REACTION):
            latest[mark.direction] = mark.text
        return [emoji for emoji in latest.values() if emoji]

    def edited(self, message: Message) -> Message | None:
        """The latest edit by its author."""
        return next(reversed(self._own(message.external_id, EDIT)), None)

    def is_revoked(self, message: Message) -> bool:
        return bool(self._own(message.external_id, REVOKE))

    def _own(self, external_id: str | None, kind: str) -> list[Message]:
        """Nobody edits or deletes what the other side has written."""
        target = self.known.get(external_id or "")
        marks = self._marks(external_id, kind)
        return [mark for mark in marks if target and mark.direction == target.direction]

    def _marks(self, external_id: str | None, kind: str) -> list[Message]:
        marks = self.marks.get(external_id or "", [])
        return [mark for mark in marks if mark.kind == kind and not is_lost(mark)]


def thread_links(conversation: Conversation, messages: Sequence[Message]) -> ThreadLinks:
    """One query, whatever the number of messages; none without any that could be meant."""
    shown = {message.external_id: message for message in messages if message.external_id}
    wanted = {message.context_id for message in messages if message.context_id} - shown.keys()
    if not shown and not wanted:
        return ThreadLinks()
    meant = Q(channel_id=conversation.channel_id, external_id__in=wanted)
    about = Q(kind__in=MARKS, context_id__in=shown)
    rows = Message.objects.filter(meant | about, conversation=conversation)
    rows = rows.select_related("delivery").order_by("occurred_at", "pk")
    links = ThreadLinks(dict(shown), {}, frozenset(shown))
    for row in rows:
        if row.external_id in wanted:
            links.known[str(row.external_id)] = row
        if row.kind in MARKS and row.context_id in shown:
            links.marks.setdefault(row.context_id, []).append(row)
    return links


def is_lost(message: Message) -> bool:
    """Whether it was ours and never reached the customer."""
    delivery = getattr(message, "delivery", None)
    return delivery is not None and delivery.status in LOST
