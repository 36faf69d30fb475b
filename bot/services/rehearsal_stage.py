"""The stage of one act of a rehearsal: who plays the customer, and what is said on it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from accounts.models import Customer, Organization
from bot.flows.engine import Facts, RunState
from bot.flows.graph import Graph
from bot.gateways.content import Content
from bot.services.rehearsal_desk import RehearsalDesk
from bot.services.rehearsal_state import Rehearsal
from scheduling.selectors.opening_hours import is_open_at

CUSTOMER = "Marina Costa"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in the chat. `kind` is "bot" (with `content`), "customer", "note" (what
    happened beside the chat) or "wrong"; `node` is the step that it is about."""

    kind: str
    text: str = ""
    content: Content | None = None
    node: str = ""


@dataclass(slots=True)
class Stage:
    """One act of a rehearsal: the draft, where it stands, and the lines that came of it."""

    organization: Organization
    graph: Graph
    rehearsal: Rehearsal
    now: datetime
    lines: list[Line] = field(default_factory=list)
    entered: list[str] = field(default_factory=list)

    @property
    def clock(self) -> datetime:
        return self.now + timedelta(seconds=self.rehearsal.ahead_s)

    @property
    def state(self) -> RunState:
        return self.rehearsal.state

    @property
    def locale(self) -> str:
        return self.graph.locale or self.organization.locale

    def say(self, kind: str, text: str, node: str = "") -> None:
        self.lines.append(Line(kind, text, node=node))


def desk_of(stage: Stage) -> RehearsalDesk:
    return RehearsalDesk(stage.organization, stage.locale, stage.clock, stage.rehearsal.book)


def somebody(stage: Stage) -> Customer:
    return Customer(organization=stage.organization, name=CUSTOMER, locale=stage.locale)


def facts_of(stage: Stage) -> Facts:
    return Facts(
        business=stage.organization.name,
        time_zone=stage.organization.time_zone,
        locale=stage.locale,
        customer=CUSTOMER,
        attributes=dict(stage.rehearsal.attributes),
        tags=frozenset(stage.rehearsal.tags),
        is_open=is_open_at(stage.organization, stage.clock),
    )
