"""The stage of one act of a rehearsal: who plays the customer, and what is said on it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction

from accounts.models import Customer, Organization
from bot.flows.engine import Facts, RunState, Status
from bot.flows.graph import Graph
from bot.flows.graph.house_kinds import HOUSE_NAMES
from bot.gateways.content import Content
from bot.selectors.rehearsal_flows import PlayedFlow, flow_to_play
from bot.services.rehearsal_desk import RehearsalDesk
from bot.services.rehearsal_state import Rehearsal
from scheduling.selectors.opening_hours import is_open_at, next_opening

CUSTOMER = "Marina Costa"
NOWHERE = Graph("", {})
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in the chat. `kind` is "bot" (with `content`), "customer", "note" (what
    happened beside the chat) or "wrong"; `node` is the step of the draft that it is about."""

    kind: str
    text: str = ""
    content: Content | None = None
    node: str = ""


@dataclass(slots=True)
class Stage:
    """One act of a rehearsal: `graph` is the draft that is shown, `slug` its flow's; where it
    stands, and the lines that came of it. `begun` counts the flows that the act began."""

    organization: Organization
    slug: str
    graph: Graph
    rehearsal: Rehearsal
    now: datetime
    lines: list[Line] = field(default_factory=list)
    entered: list[str] = field(default_factory=list)
    begun: int = 0
    others: dict[str, PlayedFlow | None] = field(default_factory=dict)

    @property
    def clock(self) -> datetime:
        return self.now + timedelta(seconds=self.rehearsal.ahead_s)

    @property
    def state(self) -> RunState:
        return self.rehearsal.state

    @property
    def locale(self) -> str:
        return self.graph.locale or self.organization.locale

    @property
    def is_at_home(self) -> bool:
        """Whether the flow under way is the draft that is shown."""
        return not self.rehearsal.flow

    @property
    def walked(self) -> Graph:
        """The graph of the flow under way; one without steps when it has gone."""
        if self.is_at_home:
            return self.graph
        played = self.other(self.rehearsal.flow)
        return played.graph if played else NOWHERE

    @property
    def is_at_the_desk(self) -> bool:
        """Whether the conversation stands at a step that has a way for whatever is said."""
        node = self.walked.nodes.get(self.state.node)
        return node is not None and node.kind in HOUSE_NAMES

    @property
    def answers_everything(self) -> bool:
        """Whether the draft begins anew with whatever is said after its end."""
        return any(trigger.kind == "anything" for trigger in self.graph.triggers)

    @property
    def is_over(self) -> bool:
        begins_anew = self.answers_everything and self.state.status == Status.ENDED
        return self.state.is_over and not begins_anew

    @property
    def here(self) -> str:
        """The step of the draft at which the conversation is, or for which it is away."""
        stands = [*self.rehearsal.callers, (self.rehearsal.flow, self.state)]
        return next((state.node for slug, state in reversed(stands) if not slug), "")

    def other(self, slug: str) -> PlayedFlow | None:
        if slug not in self.others:
            self.others[slug] = flow_to_play(slug)
        return self.others[slug]

    def say(self, kind: str, text: str) -> None:
        """A line about the step at which the conversation stands."""
        node = self.state.node if self.is_at_home and kind != "customer" else ""
        self.lines.append(Line(kind, text, node=node))

    def break_off(self, text: str) -> None:
        """The conversation can't go on from here, and this is why."""
        self.say("wrong", text)
        self.rehearsal.state = replace(
            self.state, status=Status.HANDED_OVER, wake_at=None, pending=""
        )


def desk_of(stage: Stage) -> RehearsalDesk:
    return RehearsalDesk(stage.organization, stage.locale, stage.clock, stage.rehearsal.book)


def somebody(stage: Stage) -> Customer:
    """WhatsApp tells a name, the desk knows none until it is told."""
    name = stage.rehearsal.book.name or CUSTOMER
    return Customer(organization=stage.organization, name=name, locale=stage.locale)


def facts_of(stage: Stage) -> Facts:
    is_open = is_open_at(stage.organization, stage.clock)
    return Facts(
        business=stage.organization.name,
        time_zone=stage.organization.time_zone,
        locale=stage.locale,
        customer=stage.rehearsal.book.name or CUSTOMER,
        attributes=dict(stage.rehearsal.attributes),
        tags=frozenset(stage.rehearsal.tags),
        is_open=is_open,
        opens_at=None if is_open else next_opening(stage.organization, stage.clock),
    )


def undone(act: Callable[[], T]) -> T:
    """What the act answers; whatever it wrote is as if it had not been."""
    with transaction.atomic():
        answer = act()
        transaction.set_rollback(True)
    return answer
