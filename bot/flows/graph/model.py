"""A flow as a graph: nodes, their ways out, triggers and variables; reading it from JSON.

The format is ours, "zapenda-flow" version 1; docs/decisions/0014 shows it. Reading never
fails: what can't be read is a `Problem`, and the rest is kept, so that a draft can be mended.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.flows.graph.fields import ID, NAME, read_fields
from bot.flows.graph.kinds import KINDS, Data
from bot.flows.graph.problems import Problem
from bot.flows.graph.triggers import TRIGGERS

FORMAT = "zapenda-flow"
VERSION = 1
MOST_NODES = 500
MOST_VARIABLES = 100
MOST_TRIGGERS = 20
FARTHEST = 100_000  # canvas units from the origin

VARIABLE_TYPES = ("text", "number", "boolean", "date", "time")


@dataclass(frozen=True, slots=True)
class Node:
    """`next` leads from a port to the id of the following node; `at` is its place (x, y)."""

    id: str
    kind: str
    data: Data
    next: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    at: tuple[int, int] = (0, 0)

    @property
    def ports(self) -> tuple[str, ...]:
        return KINDS[self.kind].all_ports(self.data)


@dataclass(frozen=True, slots=True)
class Variable:
    """`initial` is None for one that has no value before a node sets it."""

    name: str
    type: str = "text"
    initial: str | int | bool | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """What begins the flow; `data` as `TRIGGERS[kind]` says."""

    id: str
    kind: str
    data: Data


@dataclass(frozen=True, slots=True)
class Graph:
    """`nodes` by id, in the order of the file."""

    start: str
    nodes: Mapping[str, Node]
    variables: tuple[Variable, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    locale: str = "pt-BR"

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON; `read_graph` gives the same graph back."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "locale": self.locale,
            "start": self.start,
            "variables": [
                {"name": one.name, "type": one.type, "initial": one.initial}
                for one in self.variables
            ],
            "triggers": [{"id": one.id, "kind": one.kind, **one.data} for one in self.triggers],
            "nodes": [
                {
                    "id": node.id,
                    "kind": node.kind,
                    "title": node.title,
                    "at": list(node.at),
                    "data": dict(node.data),
                    "next": dict(node.next),
                }
                for node in self.nodes.values()
            ],
        }


def read_graph(data: object) -> tuple[Graph, list[Problem]]:
    """The graph, without what could not be read, and a problem for each such thing."""
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        return Graph("", {}), [Problem("not_a_flow")]
    if data.get("version") != VERSION:
        values = {"name": str(data.get("version"))[:20]}
        return Graph("", {}), [Problem("unknown_version", values=values)]
    nodes, problems = _nodes(data.get("nodes"))
    variables, found = _variables(data.get("variables", []))
    triggers, wrong = _triggers(data.get("triggers", []))
    start, locale = data.get("start"), data.get("locale")
    graph = Graph(
        start=start if isinstance(start, str) else "",
        nodes=nodes,
        variables=variables,
        triggers=triggers,
        locale=locale if locale in ("pt-BR", "en", "es") else "pt-BR",
    )
    return graph, [*problems, *found, *wrong]


def _nodes(data: object) -> tuple[dict[str, Node], list[Problem]]:
    if not isinstance(data, list):
        return {}, [Problem("wrong_type", field="nodes")]
    if len(data) > MOST_NODES:
        values = {"limit": MOST_NODES, "actual": len(data)}
        return {}, [Problem("too_many", field="nodes", values=values)]
    nodes: dict[str, Node] = {}
    problems: list[Problem] = []
    for item in data:
        node, found = _node(item)
        problems += found
        if node is None:
            continue
        if node.id in nodes:
            problems.append(Problem("not_unique", node.id, "id", values={"name": node.id}))
        else:
            nodes[node.id] = node
    return nodes, problems


def _node(item: object) -> tuple[Node | None, list[Problem]]:
    if not isinstance(item, Mapping):
        return None, [Problem("wrong_type", field="nodes")]
    node_id, kind = item.get("id"), item.get("kind")
    if not isinstance(node_id, str) or not ID.fullmatch(node_id):
        return None, [Problem("bad_name", field="id", values={"name": str(node_id)[:80]})]
    if not isinstance(kind, str) or kind not in KINDS:
        return None, [Problem("unknown_kind", node_id, values={"name": str(kind)[:80]})]
    clean, found = read_fields(KINDS[kind].fields, item.get("data", {}))
    ways, unread = _ways(item.get("next", {}))
    title = item.get("title")
    node = Node(
        id=node_id,
        kind=kind,
        data=clean,
        next=ways,
        title=title[:80] if isinstance(title, str) else "",
        at=_place(item.get("at")),
    )
    problems = [*found, *unread]
    return node, [Problem(p.code, node_id, p.field, p.severity, p.values) for p in problems]


def _ways(data: object) -> tuple[dict[str, str], list[Problem]]:
    if not isinstance(data, Mapping):
        return {}, [Problem("wrong_type", field="next")]
    ways = {
        port: target
        for port, target in data.items()
        if isinstance(port, str) and isinstance(target, str) and ID.fullmatch(target)
    }
    lost = [Problem("bad_name", field="next", values={"name": str(p)[:80]}) for p in data]
    return ways, [problem for problem, port in zip(lost, data, strict=True) if port not in ways]


def _place(data: object) -> tuple[int, int]:
    if not isinstance(data, list | tuple) or len(data) != 2:
        return 0, 0
    numbers = [item for item in data if isinstance(item, int | float) and abs(item) <= FARTHEST]
    return (round(numbers[0]), round(numbers[1])) if len(numbers) == 2 else (0, 0)


def _variables(data: object) -> tuple[tuple[Variable, ...], list[Problem]]:
    if not isinstance(data, list) or len(data) > MOST_VARIABLES:
        return (), [Problem("wrong_type", field="variables")]
    known: dict[str, Variable] = {}
    problems: list[Problem] = []
    for item in data:
        variable = _variable(item)
        if variable is None:
            problems.append(Problem("bad_variable", values={"name": str(item)[:80]}))
        elif variable.name in known:
            values = {"name": variable.name}
            problems.append(Problem("not_unique", field="variables", values=values))
        else:
            known[variable.name] = variable
    return tuple(known.values()), problems


def _variable(item: object) -> Variable | None:
    if not isinstance(item, Mapping):
        return None
    name, kind, initial = item.get("name"), item.get("type", "text"), item.get("initial")
    is_named = isinstance(name, str) and NAME.fullmatch(name) is not None
    is_plain = initial is None or isinstance(initial, str | int | bool)
    if not is_named or kind not in VARIABLE_TYPES or not is_plain:
        return None
    return Variable(str(name), str(kind), initial[:1000] if isinstance(initial, str) else initial)


def _triggers(data: object) -> tuple[tuple[Trigger, ...], list[Problem]]:
    if not isinstance(data, list) or len(data) > MOST_TRIGGERS:
        return (), [Problem("wrong_type", field="triggers")]
    triggers: list[Trigger] = []
    problems: list[Problem] = []
    for item in data:
        kind = item.get("kind") if isinstance(item, Mapping) else None
        trigger_id = item.get("id") if isinstance(item, Mapping) else None
        is_named = isinstance(trigger_id, str) and ID.fullmatch(trigger_id) is not None
        if not isinstance(kind, str) or kind not in TRIGGERS or not is_named:
            problems.append(Problem("unknown_trigger", values={"name": str(kind)[:80]}))
            continue
        rest = {key: value for key, value in item.items() if key not in ("id", "kind")}
        clean, found = read_fields(TRIGGERS[kind], rest, f"triggers.{trigger_id}")
        triggers.append(Trigger(str(trigger_id), kind, clean))
        problems += found
    return tuple(triggers), problems
