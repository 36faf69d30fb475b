"""How the steps of a flow look on the canvas: a line of words, and their ways out."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from bot.flow_field_words import CHOICE_WORDS, place_label
from bot.flow_kind_words import GROUP_WORDS, KIND_WORDS, OFFERED, port_label
from bot.flow_previews import filled
from bot.flow_words import problem_text
from bot.flows.graph import Graph, Problem, Severity
from bot.flows.graph.kinds import KINDS, Data
from bot.forms.flow_steps import new_data
from bot.providers import ProviderFacts
from bot.selectors.flow_providers import can_be_sent

LONGEST = 110


def node_look(kind: str, data: Data) -> dict[str, Any]:
    """`summary` and `ports` ([{name, label}]) of a step with clean data."""
    named = _named_ports(kind, data)
    ports = [
        {"name": str(port), "label": named.get(port) or port_label(port)}
        for port in KINDS[kind].all_ports(data)
    ]
    return {"summary": _summary(kind, data), "ports": ports}


def graph_looks(graph: Graph) -> dict[str, dict[str, Any]]:
    """By node."""
    return {node.id: node_look(node.kind, node.data) for node in graph.nodes.values()}


def kind_looks() -> dict[str, dict[str, Any]]:
    """What the editor must know to add a step of each kind."""
    return {
        kind: {
            "name": str(KIND_WORDS[kind].name) if kind in KIND_WORDS else kind,
            "icon": KIND_WORDS[kind].icon if kind in KIND_WORDS else "robot",
            "data": (data := new_data(kind)),
            "look": node_look(kind, data),
        }
        for kind in KINDS
    }


def palette(providers: Sequence[ProviderFacts] = ()) -> list[dict[str, Any]]:
    """The kinds that may be added, in groups: [{name, kinds: [(kind, words, lack)]}]. `lack`
    says why no number of these providers could do anything with the kind."""
    return [
        {
            "name": name,
            "kinds": [
                (kind, KIND_WORDS[kind], _lack(kind, providers))
                for kind in OFFERED
                if KINDS[kind].group == group
            ],
        }
        for group, name in GROUP_WORDS.items()
    ]


def _lack(kind: str, providers: Sequence[ProviderFacts]) -> str:
    if can_be_sent(kind, providers):
        return ""
    names = get_text_list([one.name for one in providers], _("e"))
    return _("Seus números são pela %(names)s, que não tem modelos.") % {"names": names}


def told(problem: Problem, graph: Graph) -> dict[str, Any]:
    """One problem for the screen: where (`node`, `place`), what (`text`), how bad."""
    node = graph.nodes.get(problem.node_id)
    place = place_label(problem.field) if problem.field else ""
    if node is not None and problem.field in node.ports:
        ports = node_look(node.kind, node.data)["ports"]
        place = next(port["label"] for port in ports if port["name"] == problem.field)
    return {
        "node": problem.node_id,
        "field": problem.field,
        "name": node_name(node.kind, node.title) if node else "",
        "place": place,
        "text": problem_text(problem),
        "is_error": problem.severity == Severity.ERROR,
        "is_note": problem.severity == Severity.NOTE,
    }


def node_name(kind: str, title: str) -> str:
    return title or (str(KIND_WORDS[kind].name) if kind in KIND_WORDS else kind)


def _summary(kind: str, data: Data) -> str:
    text = data.get("text") or next((one["text"] for one in data.get("blocks", [])), "")
    if kind in _SUMMARIES:
        text = _SUMMARIES[kind](data)
    text = filled(text)
    return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + "…"


def _tags(data: Data) -> str:
    added = [f"+ {one['name']}" for one in data["add"]]
    return ", ".join([*added, *(f"− {one['name']}" for one in data["remove"])])


def _moment(data: Data) -> str:
    parts = [str(CHOICE_WORDS["until"].get(data["until"], ""))]
    if data["until"] == "date":
        parts.append(data["date"])
    return " ".join([*parts, data["time"] if data["until"] != "opening" else ""]).strip()


_SUMMARIES: dict[str, Callable[[Data], str]] = {
    "wait": lambda data: _("%(count)s minutos") % {"count": data["minutes"]},
    "wait_until": _moment,
    "tag": _tags,
    "set": lambda data: ", ".join(f"{one['name']} = {one['value']}" for one in data["assignments"]),
    "location": lambda data: str(data["name"]),
    "contact": lambda data: f"{data['name']} {data['phone']}".strip(),
    "go_to": lambda data: str(data["flow"]),
    "template": lambda data: str(data["template"]),
    "http": lambda data: f"{data['method']} {data['url']}".strip(),
    "webhook": lambda data: str(data["url"]),
    "assistant": lambda data: data["text"] or data["instruction"],
    "front_desk": lambda data: data["text"] or str(CHOICE_WORDS["asks"][data["asks"]]),
}


def _named_ports(kind: str, data: Data) -> dict[str, str]:
    """Labels of the ways out that the data names."""
    if kind in ("buttons", "template"):
        return {one["id"]: one["title"] or _("Botão") for one in data["buttons"]}
    if kind == "list":
        rows = [row for section in data["sections"] for row in section["rows"]]
        return {row["id"]: row["title"] or _("Opção") for row in rows}
    if kind == "condition":
        return {rule["port"]: _rule(rule) for rule in data["rules"]}
    if kind == "split":
        total = sum(one["weight"] for one in data["branches"]) or 1
        return {one["port"]: f"{100 * one['weight'] / total:.0f}%" for one in data["branches"]}
    return {}


def _rule(rule: Mapping[str, Any]) -> str:
    tests = []
    for one in rule["tests"]:
        what = one["name"] or str(CHOICE_WORDS["of"].get(one["of"], ""))
        tests.append(f"{what} {CHOICE_WORDS['op'].get(one['op'], '')} {one['value']}".strip())
    joined = (_(" e ") if rule["match"] == "all" else _(" ou ")).join(tests)
    return joined or _("Caminho")
