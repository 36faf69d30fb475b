"""What must hold of a flow that time begins: its hours, and how it may begin to speak."""

from collections.abc import Iterator

from bot.flows.graph.fields import CLOCK
from bot.flows.graph.model import Graph
from bot.flows.graph.problems import Problem
from bot.flows.graph.triggers import SCHEDULED

_CLOCKS = ("not_before", "not_after", "at")
# What says nothing, so that the first words come after it. "go_to" leads to another flow.
_MUTE = frozenset({"condition", "split", "set", "tag", "wait", "wait_until", "http", "webhook"})


def is_scheduled(graph: Graph) -> bool:
    """Whether time begins the flow."""
    return any(one.kind in SCHEDULED for one in graph.triggers)


def scheduled_problems(graph: Graph, *, has_window: bool = True) -> Iterator[Problem]:
    """Times of day that are none, and first words that WhatsApp would refuse: after 24 hours
    without a word of the customer only a template may be sent, where there is a window."""
    if not is_scheduled(graph):
        return
    for trigger in graph.triggers:
        for name in _CLOCKS:
            clock = trigger.data.get(name, "")
            if clock and not CLOCK.fullmatch(clock):
                field = f"triggers.{trigger.id}.{name}"
                yield Problem("bad_time", field=field, values={"name": clock})
    for name in first_words(graph) if has_window else ():
        node = graph.nodes[name]
        says = node.kind not in ("end", "hand_over") or bool(node.data["text"].strip())
        if says and node.kind not in ("template", "go_to"):
            yield Problem("needs_template", node.id)


def first_words(graph: Graph) -> list[str]:
    """The nodes by which the flow may begin to speak, or end without a word."""
    seen: set[str] = set()
    found: list[str] = []
    waiting = [graph.start]
    while waiting:
        name = waiting.pop()
        if name in seen or name not in graph.nodes:
            continue
        seen.add(name)
        node = graph.nodes[name]
        if node.kind in _MUTE:
            waiting += [node.next[port] for port in node.ports if port in node.next]
        else:
            found.append(name)
    return [name for name in graph.nodes if name in found]
