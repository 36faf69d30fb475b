"""What a model is told of one conversation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.assistant import Briefing, Entry, FromCustomer, FromHouse, instructions_for
from bot.enums import Direction
from bot.models import AssistantTurn, Conversation, Message
from bot.selectors.knowledge import facts_of

MESSAGES, LONGEST, MOST_FACTS = 12, 600, 20


@dataclass(frozen=True, slots=True)
class Brief:
    """`entries` is the end of the conversation, the last one the customer's; `said` are the
    customer's own words in it, `texts` those of the house that fit the question."""

    instructions: str
    entries: tuple[Entry, ...]
    said: tuple[str, ...]
    texts: tuple[str, ...]


def brief_for(turn: AssistantTurn, now: datetime, search: Callable[[str], Sequence[str]]) -> Brief:
    """A handful of queries, however long the conversation. `search` gives the texts of the
    house that fit a question."""
    conversation, organization = turn.conversation, turn.organization
    entries = _entries(conversation)
    question = " ".join(turn.said.get("texts", ()))
    if not entries or not isinstance(entries[-1], FromCustomer):
        entries = [*entries, FromCustomer(question[:LONGEST])]
    texts = tuple(search(question))
    customer = conversation.customer
    briefing = Briefing(
        business=organization.name,
        now=now.astimezone(ZoneInfo(organization.time_zone)),
        locale=customer.locale or organization.locale,
        name=customer.name,
        facts=list(facts_of(customer).values_list("text", flat=True)[:MOST_FACTS]),
        texts=texts,
        is_in_flow=bool(turn.effect_id),
        instruction=turn.instruction,
    )
    said = tuple(one.text for one in entries if isinstance(one, FromCustomer))
    return Brief(instructions_for(briefing), tuple(entries), said, texts)


def _entries(conversation: Conversation) -> list[Entry]:
    """The latest messages in order, those of one side in a row as one; the customer's first."""
    newest = (
        Message.objects.filter(conversation=conversation)
        .exclude(direction=Direction.INTERNAL)
        .exclude(text="")
        .order_by("-occurred_at", "-pk")
        .values_list("direction", "text")[:MESSAGES]
    )
    entries: list[Entry] = []
    for direction, text in reversed(newest):
        made = FromCustomer if direction == Direction.IN else FromHouse
        last = entries[-1] if entries else None
        if isinstance(last, FromCustomer | FromHouse) and isinstance(last, made):
            entries[-1] = made(f"{last.text}\n{text[:LONGEST]}")
        elif entries or made is FromCustomer:
            entries.append(made(text[:LONGEST]))
    return entries
