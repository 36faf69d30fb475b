"""What has changed between two versions of a flow, in the owner's language."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from bot.flow_field_words import CHOICE_WORDS, field_label
from bot.flow_looks import node_look, node_name
from bot.flows.graph import Graph, Node
from bot.flows.graph.diff import GraphDiff, diff_graphs

LONGEST = 60


@dataclass(frozen=True, slots=True)
class Change:
    """`node` is the step's id, empty for what is gone or no step; `details` what is new in
    one that was there before."""

    text: str
    node: str = ""
    details: list[str] = field(default_factory=list)


def changes_between(before: Graph, after: Graph) -> list[Change]:
    """A line for each thing that differs."""
    found: GraphDiff = diff_graphs(before, after)
    lines = [Change(_("Novo: %(name)s") % _called(after, name), name) for name in found.added]
    lines += [
        Change(
            _("Mudou: %(name)s") % _called(after, name), name, list(_details(before, after, name))
        )
        for name in found.changed
    ]
    lines += [Change(_("Saiu: %(name)s") % _called(before, name)) for name in found.removed]
    return [*lines, Change(_("Mudou: como o fluxo começa"))] if found.is_begun_otherwise else lines


def _called(graph: Graph, node_id: str) -> dict[str, str]:
    return {"name": _name(graph, node_id)}


def _name(graph: Graph, node_id: str) -> str:
    node = graph.nodes.get(node_id)
    return node_name(node.kind, node.title) if node else _("nada")


def _details(before: Graph, after: Graph, node_id: str) -> Iterator[str]:
    was, now = before.nodes[node_id], after.nodes[node_id]
    if was.title != now.title:
        yield _turned(_("Nome do passo"), was.title, now.title)
    if was.kind == now.kind:
        for name, value in now.data.items():
            if was.data[name] != value:
                yield _turned(
                    field_label(name), *(_told(name, one) for one in (was.data[name], value))
                )
    labels = {one["name"]: one["label"] for node in (was, now) for one in _ports(node)}
    for port, label in labels.items():
        ways = was.next.get(port, ""), now.next.get(port, "")
        if ways[0] != ways[1]:
            yield _turned(label, _name(before, ways[0]), _name(after, ways[1]))


def _ports(node: Node) -> list[dict[str, str]]:
    ports: list[dict[str, str]] = node_look(node.kind, node.data)["ports"]
    return ports


def _told(name: str, value: Any) -> str:
    """A plain value as text; lists of parts are only counted as changed."""
    if isinstance(value, list):
        texts = [one["text"] for one in value if "text" in one]
        return " ".join(texts)
    if isinstance(value, bool):
        return _("sim") if value else _("não")
    return str(CHOICE_WORDS.get(name, {}).get(str(value), value))


def _turned(label: str, was: str, now: str) -> str:
    """Both values where they can be told apart, else the label alone."""
    if was == now:
        return label
    values = {"label": label, "was": _clipped(was), "now": _clipped(now)}
    return _("%(label)s: “%(was)s” virou “%(now)s”") % values


def _clipped(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[:LONGEST].rstrip() + "…"
