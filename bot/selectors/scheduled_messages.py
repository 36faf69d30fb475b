"""Messages that wait for their time, and those that could not leave."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from accounts.models import User
from bot.enums import ScheduledStatus
from bot.models import Conversation, ScheduledMessage
from bot.placeholders import fill_placeholders
from bot.selectors.canned_replies import placeholder_values

MOST_SHOWN = 50
MOST_COUNTED = 100
IN_SIGHT = (ScheduledStatus.PENDING, ScheduledStatus.FAILED)


@dataclass(frozen=True, slots=True)
class ScheduledLine:
    """One of them as it would leave now; `may_fail` when its time is after the 24 hours."""

    scheduled: ScheduledMessage
    text: str
    may_fail: bool


def scheduled_lines(conversation: Conversation, now: datetime) -> list[ScheduledLine]:
    """What waits in a conversation or could not leave, soonest first. One query, three more
    where something is to be filled in."""
    rows = list(
        ScheduledMessage.objects.filter(conversation=conversation, closed_at__isnull=True)
        .select_related("author")
        .order_by("due_at", "pk")[:MOST_SHOWN]
    )
    closes_at = conversation.window_closes_at()
    values: dict[str, str] = {}
    lines = []
    for row in rows:
        if "{{" in row.text and row.author is not None:
            values = values or placeholder_values(conversation, row.author, now)
            values["agent.first_name"] = row.author.get_short_name()
        text, _missing = fill_placeholders(row.text, values)
        may_fail = closes_at is None or row.due_at >= closes_at
        lines.append(ScheduledLine(row, text, may_fail))
    return lines


def get_scheduled(conversation: Conversation, scheduled_id: UUID) -> ScheduledMessage:
    """One of this conversation, whatever became of it; 404 for any other id."""
    found: ScheduledMessage | None = (
        ScheduledMessage.objects.filter(conversation=conversation, pk=scheduled_id)
        .select_related("conversation")
        .first()
    )
    if found is None:
        raise Http404
    return found


def filled_text(
    text: str, conversation: Conversation, user: User, now: datetime
) -> tuple[str, list[str]]:
    """The text as it would leave now, and the labels of what nobody can fill in."""
    if "{{" not in text:
        return text, []
    return fill_placeholders(text, placeholder_values(conversation, user, now))


def scheduled_conversations() -> "QuerySet[ScheduledMessage, UUID]":
    """The ids of the conversations where something waits or could not leave."""
    return ScheduledMessage.objects.filter(closed_at__isnull=True, status__in=IN_SIGHT).values_list(
        "conversation_id", flat=True
    )


def unsent_count() -> int:
    """How many could not leave and nobody has put away; at most 100. One query."""
    rows = ScheduledMessage.objects.filter(closed_at__isnull=True, status=ScheduledStatus.FAILED)
    return int(rows.order_by()[:MOST_COUNTED].count())
