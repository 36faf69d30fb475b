"""The variables of a flow: their first value, which steps set them and which use them."""

from dataclasses import dataclass, field
from typing import Any

from bot.flow_looks import node_name
from bot.flows.graph import Graph
from bot.flows.graph.bindings import variables_set_by, variables_tested_by, variables_used_by
from bot.flows.graph.fields import NAME
from bot.flows.graph.model import Node

Place = tuple[str, str]  # a step's id and what it is called


@dataclass(slots=True)
class VariableUse:
    """`initial` is None where the flow begins without a value; `is_kept` says that the flow
    lists it by itself, so that it is there even if no step names it."""

    name: str
    type: str = "text"
    initial: str | int | bool | None = None
    is_kept: bool = False
    set_in: list[Place] = field(default_factory=list)
    used_in: list[Place] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Used, and nothing ever gives it a value."""
        return bool(self.used_in) and not self.set_in and self.initial is None

    @property
    def is_idle(self) -> bool:
        return not self.used_in


def variables_in(graph: Graph) -> list[VariableUse]:
    """By name; what the booking chooses is no variable of the owner."""
    found = {
        one.name: VariableUse(one.name, one.type, one.initial, is_kept=True)
        for one in graph.variables
    }
    for node in graph.nodes.values():
        place = node.id, node_name(node.kind, node.title)
        for name in _set_by(node):
            found.setdefault(name, VariableUse(name)).set_in.append(place)
        used = variables_used_by(node) | variables_tested_by(node)
        for name in sorted(filter(NAME.fullmatch, used)):
            found.setdefault(name, VariableUse(name)).used_in.append(place)
    return [found[name] for name in sorted(found)]


def _set_by(node: Node) -> list[str]:
    names: set[Any] = set().union(*variables_set_by(node).values())
    return sorted(filter(NAME.fullmatch, names))
