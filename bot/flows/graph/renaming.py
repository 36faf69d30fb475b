"""Another name for a variable of the owner, wherever a flow names it."""

from dataclasses import replace
from enum import StrEnum
from typing import Any

from bot.flows.graph.bindings import (
    KNOWN,
    PLACEHOLDER,
    variables_set_by,
    variables_tested_by,
    variables_used_by,
)
from bot.flows.graph.fields import NAME, Field, FieldType
from bot.flows.graph.kinds import KINDS, Data
from bot.flows.graph.model import Graph, Node
from bot.flows.graph.triggers import VISIT_VALUES


class RenameRefusal(StrEnum):
    """BAD_NAME: no variable can be called so. TAKEN: the flow has one of this name. UNKNOWN:
    it has none of the old. BROUGHT: what begins the flow, or another flow, calls it so."""

    BAD_NAME = "BAD_NAME"
    TAKEN = "TAKEN"
    UNKNOWN = "UNKNOWN"
    BROUGHT = "BROUGHT"


class RenameRefused(ValueError):
    """The variable keeps its name."""

    def __init__(self, reason: RenameRefusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


def rename_variable(graph: Graph, old: str, new: str) -> Graph:
    """The graph in which `old` is called `new` everywhere: where it is set, asked for, tested
    and written in a text. Raises RenameRefused."""
    _refuse(graph, old, new)
    nodes = {name: _renamed(node, old, new) for name, node in graph.nodes.items()}
    variables = tuple(replace(one, name=new) if one.name == old else one for one in graph.variables)
    return replace(graph, nodes=nodes, variables=variables)


def _refuse(graph: Graph, old: str, new: str) -> None:
    if not NAME.fullmatch(new) or new in KNOWN:
        raise RenameRefused(RenameRefusal.BAD_NAME)
    names = names_in(graph)
    if old not in names or not NAME.fullmatch(old):
        raise RenameRefused(RenameRefusal.UNKNOWN)
    if new in names | VISIT_VALUES:
        raise RenameRefused(RenameRefusal.TAKEN)
    gets = [one for node in graph.nodes.values() for one in node.data.get("gets", [])]
    if old in VISIT_VALUES or old in {one["variable"] for one in gets}:
        raise RenameRefused(RenameRefusal.BROUGHT)


def names_in(graph: Graph) -> set[str]:
    """Every variable that the flow lists, sets or uses."""
    found = {one.name for one in graph.variables}
    for node in graph.nodes.values():
        found |= set().union(*variables_set_by(node).values()) | variables_used_by(node)
        found |= variables_tested_by(node)
    return found


def _renamed(node: Node, old: str, new: str) -> Node:
    return replace(node, data=_data(KINDS[node.kind].fields, node.data, old, new))


def _data(fields: tuple[Field, ...], data: Data, old: str, new: str) -> dict[str, Any]:
    is_named = data.get("of") == "variable" or data.get("target") == "variable"
    return {
        one.name: new
        if one.name == "name" and is_named and data["name"] == old
        else _value(one, data[one.name], old, new)
        for one in fields
    }


def _value(one: Field, value: Any, old: str, new: str) -> Any:
    if one.type == FieldType.ITEMS:
        return [_data(one.items, item, old, new) for item in value]
    if one.type == FieldType.NAME:
        return new if value == old else value
    if not isinstance(value, str):
        return value
    return PLACEHOLDER.sub(lambda found: "{{" + new + "}}" if found[1] == old else found[0], value)
