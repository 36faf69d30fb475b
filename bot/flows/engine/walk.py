"""One event's way through a graph, and what a node may decide.

A handler gets the walk, reads from it, adds effects and values to it, and answers with one
of the steps below. It never touches the status, the node or the clock: `run.py` does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from bot.flows.engine.effects import AwaitedEffect, Effect, Send
from bot.flows.engine.events import Answered, Facts
from bot.flows.engine.state import RunState, Value
from bot.flows.engine.texts import fill
from bot.flows.graph.model import Graph, Node
from bot.flows.words import Words
from bot.gateways.content import Content, ContentInvalid, Text, fit
from bot.gateways.limits import TEXT_LIMIT


@dataclass(frozen=True, slots=True)
class Leave:
    """Go on by this port."""

    port: str


@dataclass(frozen=True, slots=True)
class AwaitAnswer:
    """The customer's turn, until `minutes` have passed."""

    minutes: int


@dataclass(frozen=True, slots=True)
class AwaitTime:
    minutes: int


@dataclass(frozen=True, slots=True)
class AwaitMoment:
    at: datetime


@dataclass(frozen=True, slots=True)
class AwaitEffect:
    """Nothing before this effect has an outcome; it is added to the effects."""

    effect: AwaitedEffect


@dataclass(frozen=True, slots=True)
class Finish:
    """The run is over; `handed_over`: because a person is wanted, for `reason`."""

    handed_over: bool = False
    reason: str = ""


Step = Leave | AwaitAnswer | AwaitTime | AwaitMoment | AwaitEffect | Finish


@dataclass(slots=True)
class Walk:
    """The state as it becomes, and everything a node may look at. `left` are the nodes that
    were left on the way, each with its port; `heard` is what the event brought from the
    customer."""

    graph: Graph
    state: RunState
    now: datetime
    facts: Facts
    t: Words
    effects: list[Effect] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)
    heard: Answered | None = None

    @property
    def node(self) -> Node:
        return self.graph.nodes[self.state.node]

    @property
    def data(self) -> Mapping[str, Any]:
        return self.node.data

    @property
    def local(self) -> datetime:
        """Now on the business's wall clock."""
        return self.now.astimezone(self.facts.zone)

    def fill(self, text: str, limit: int = TEXT_LIMIT) -> str:
        """The text with its variables, cut at WhatsApp's limit; variables may be long."""
        filled = fill(text, self.state, self.facts)
        return filled if len(filled) <= limit else filled[: limit - 1].rstrip() + "…"

    def line(self, text: str, limit: int) -> str:
        return fit(fill(text, self.state, self.facts), limit)

    def say(self, content: Content) -> None:
        """Send it. Variables can make a message that WhatsApp would refuse (two buttons with
        one title, an empty text): then its words alone are sent, or nothing."""
        try:
            content.check()
        except ContentInvalid:
            body = content.text().strip()
            if not body:
                return
            content = Text(body[:TEXT_LIMIT])
        self.effects.append(Send(content, node=self.state.node))

    def set(self, name: str, value: Value) -> None:
        self.state = replace(self.state, values={**self.state.values, name: value})

    def next_effect_id(self) -> str:
        """Never the same twice in a run."""
        self.state = replace(self.state, made=self.state.made + 1)
        return str(self.state.made)


class Handler(Protocol):
    """What a kind of node does. All but `enter` may be left to the base class below."""

    def enter(self, walk: Walk) -> Step: ...

    def answered(self, walk: Walk, answer: Answered) -> Step | None:
        """None: the answer is not understood."""
        ...

    def overheard(self, walk: Walk, answer: Answered) -> Step | None:
        """Said while an effect is waited for; None: it changes nothing."""
        ...

    def done(self, walk: Walk, result: Mapping[str, Any]) -> Step: ...


class Silent:
    """A node that waits for nothing: the answers of one that does not."""

    def answered(self, walk: Walk, answer: Answered) -> Step | None:
        return None

    def overheard(self, walk: Walk, answer: Answered) -> Step | None:
        return None

    def done(self, walk: Walk, result: Mapping[str, Any]) -> Step:
        raise LookupError(f"node {walk.state.node} waits for no effect")
