"""Which values a node needs, which it sets, and what is set on every way to it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.flows.graph.kinds import KINDS, Port
from bot.flows.graph.model import Graph, Node, Trigger
from bot.flows.graph.problems import Problem, Severity
from bot.flows.graph.triggers import VISIT_VALUES

PLACEHOLDER = re.compile(r"\{\{\s*([a-z][a-z0-9_.]{0,80})\s*\}\}")
KNOWN = frozenset({"customer.name", "customer.first_name", "business.name", "said"})
HIDDEN = "secret."  # of the organization, in headers alone: {{secret.name}}
SERVICE, SLOT = "@service", "@slot"  # chosen in the booking, not variables of the owner
_CHOOSES = {"pick_service": SERVICE, "pick_slot": SLOT}
_NEEDS = {
    "pick_staff": (SERVICE,),
    "pick_slot": (SERVICE,),
    "confirm_booking": (SERVICE, SLOT),
}


def unbound_in(graph: Graph) -> Iterator[Problem]:
    """Forward data flow: what is set on every way to a node; never set at all is an error,
    set on some ways alone a warning (the text would have a gap)."""
    initial = frozenset(one.name for one in graph.variables if one.initial is not None)
    brought = [_brought_by(one) for one in graph.triggers]
    if brought:
        initial |= frozenset.intersection(*brought)
    settable = initial.union(*brought) | {
        name
        for node in graph.nodes.values()
        for names in variables_set_by(node).values()
        for name in names
    }
    known = _known_at(graph, initial, settable)
    for name in graph.nodes:
        if name not in known:
            continue
        for used in sorted(variables_used_by(graph.nodes[name])):
            if used in known[name]:
                continue
            is_certain = used not in settable or used in (SERVICE, SLOT)
            severity = Severity.ERROR if is_certain else Severity.WARNING
            code = "booking_order" if used in (SERVICE, SLOT) else "unbound_variable"
            yield Problem(code, name, severity=severity, values={"name": used.lstrip("@")})


def _known_at(
    graph: Graph, initial: frozenset[str], settable: frozenset[str]
) -> dict[str, frozenset[str]]:
    known: dict[str, frozenset[str]] = {graph.start: initial}
    waiting = [graph.start]
    while waiting:
        node = graph.nodes[waiting.pop()]
        sets = variables_set_by(node)
        for port in node.ports:
            target = node.next.get(port)
            if target is None or target not in graph.nodes:
                continue
            after = known[node.id] | sets.get(port, frozenset())
            before = known.get(target, settable | after)
            merged = before & after
            if target not in known or merged != known[target]:
                known[target] = merged
                waiting.append(target)
    return known


def _brought_by(trigger: Trigger) -> frozenset[str]:
    """What the run knows because of what has begun it."""
    return VISIT_VALUES if trigger.kind == "appointment" else frozenset()


def used_in(value: Any) -> Iterator[str]:
    """Names in {{...}} anywhere in a node's data."""
    if isinstance(value, str):
        yield from (match[1] for match in PLACEHOLDER.finditer(value))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from used_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from used_in(item)


def variables_set_by(node: Node) -> dict[str, frozenset[str]]:
    """By port, the variables that have a value when the node is left by it ("" for all)."""
    data = node.data
    if node.kind in _CHOOSES:
        return {Port.DONE: frozenset({_CHOOSES[node.kind]})}
    if node.kind == "question":
        return {Port.DONE: frozenset({data["variable"]})}
    if node.kind in ("buttons", "list", "template") and data["variable"]:
        fixed = KINDS[node.kind].fixed_ports(data)
        chosen = [port for port in node.ports if port not in fixed]
        return dict.fromkeys(chosen, frozenset({data["variable"]}))
    if node.kind == "set":
        names = {one["name"] for one in data["assignments"] if one["target"] == "variable"}
        return {Port.DONE: frozenset(names)}
    if node.kind == "go_to":
        return {Port.DONE: frozenset(one["variable"] for one in data["gets"])}
    if node.kind == "http":
        return {Port.DONE: frozenset(one["variable"] for one in data["save"])}
    return {}


def variables_used_by(node: Node) -> set[str]:
    """Variables whose value the node needs."""
    names = {name for name in used_in(node.data) if not _is_known(name)}
    if node.kind == "http":
        rest = {name: value for name, value in node.data.items() if name != "headers"}
        elsewhere = set(used_in(rest))
        names = {name for name in names if name in elsewhere or not name.startswith(HIDDEN)}
    if node.kind == "condition":
        for rule in node.data["rules"]:
            names |= {
                test["name"]
                for test in rule["tests"]
                if test["of"] == "variable" and test["op"] not in ("filled", "empty")
            }
    if node.kind == "prices" and node.data["only_chosen"]:
        names.add(SERVICE)
    return names | set(_NEEDS.get(node.kind, ()))


def variables_tested_by(node: Node) -> set[str]:
    """Variables that its rules look at, also where it only asks whether there is a value."""
    tests = [test for rule in node.data.get("rules", []) for test in rule["tests"]]
    return {test["name"] for test in tests if test["of"] == "variable"}


def _is_known(name: str) -> bool:
    return name in KNOWN or name.startswith("attribute.")
