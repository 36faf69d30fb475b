"""What a flow refers to and there is not: other flows, templates, secrets, files, the
assistant, people."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from bot.enums import FlowStatus, TemplateStatus
from bot.flows.graph import Graph, Problem, Severity
from bot.flows.graph.bindings import HIDDEN, used_in
from bot.flows.graph.model import Node
from bot.gateways.media import SENDABLE
from bot.models import FlowDefinition, FlowFile, FlowSecret, MessageTemplate
from bot.selectors.assistant import assistant_settings
from bot.selectors.flow_people import empty_roles, people_to_call
from bot.template_shape import TemplateShape, shape_of

DEEPEST = 5  # flows that wait for each other


def missing_references(graph: Graph, *, has_templates: bool = True) -> list[Problem]:
    """In the open organization; asks only for the kinds of things that the flow names, and
    for no templates where no number can send one."""
    templates = _templates(graph) if has_templates else ()
    return [
        *_flows(graph),
        *templates,
        *_secrets(graph),
        *_files(graph),
        *_assistant(graph),
        *_people(graph),
    ]


def flows_that_get(slug: str, variable: str) -> list[str]:
    """Names of the flows that wait for this one's end to take that variable of it."""
    going = {"kind": "go_to", "data": {"flow": slug, "gets": [{"variable": variable}]}}
    wanted = {"nodes": [going]}
    rows = FlowDefinition.objects.exclude(status=FlowStatus.ARCHIVED)
    found = rows.filter(Q(draft__contains=wanted) | Q(published__graph__contains=wanted))
    return list(found.order_by("position").values_list("name", flat=True))


def _flows(graph: Graph) -> Iterator[Problem]:
    nodes = [node for node in graph.nodes.values() if node.kind == "go_to"]
    if not nodes:
        return
    known = _published_graphs()
    for node in nodes:
        slug = node.data["flow"]
        if slug and slug not in known:
            values = {"name": slug}
            yield Problem("unknown_flow", node.id, "flow", Severity.WARNING, values)
        elif node.data["returns"] and _depth(slug, known) >= DEEPEST:
            yield Problem("flows_too_deep", node.id, "flow", values={"limit": DEEPEST})


def _published_graphs() -> dict[str, dict[str, Any]]:
    rows = FlowDefinition.objects.filter(status=FlowStatus.ACTIVE, published__isnull=False)
    return dict(rows.values_list("slug", "published__graph"))


def _depth(slug: str, known: dict[str, dict[str, Any]]) -> int:
    """How many flows may come to wait for each other from this one on, DEEPEST at most."""
    reached = {slug}
    for depth in range(DEEPEST):
        called = {
            node["data"]["flow"]
            for name in reached
            for node in known.get(name, {}).get("nodes", [])
            if node["kind"] == "go_to" and node["data"].get("returns")
        }
        reached = called & known.keys()
        if not reached:
            return depth
    return DEEPEST


def _templates(graph: Graph) -> Iterator[Problem]:
    nodes = [node for node in graph.nodes.values() if node.kind == "template"]
    if not nodes:
        return
    rows = MessageTemplate.objects.filter(
        status=TemplateStatus.APPROVED, name__in={node.data["template"] for node in nodes}
    )
    shapes: dict[str, list[TemplateShape]] = {}
    for name, components in rows.values_list("name", "components"):
        shapes.setdefault(name, []).append(shape_of(components))
    for node in nodes:
        name = node.data["template"]
        if name and name not in shapes:
            values = {"name": name}
            yield Problem("unknown_template", node.id, "template", Severity.WARNING, values)
        elif name:
            yield from _buttons(node, shapes[name])
    yield from _header_files([node for node in nodes if node.data["template"] in shapes], shapes)


def _buttons(node: Node, shapes: list[TemplateShape]) -> Iterator[Problem]:
    titles = {one.title.strip().casefold() for shape in shapes for one in shape.buttons}
    for index, button in enumerate(node.data["buttons"]):
        if button["title"].strip().casefold() not in titles:
            values = {"name": button["title"]}
            yield Problem("unknown_button", node.id, f"buttons.{index}.title", values=values)


def _header_files(nodes: list[Node], shapes: dict[str, list[TemplateShape]]) -> Iterator[Problem]:
    """A header that takes a file has to have one, of its kind."""
    wanted = {node.id: {one.media for one in shapes[node.data["template"]]} for node in nodes}
    if not any(any(media) for media in wanted.values()):
        return
    rows = FlowFile.objects.filter(removed_at__isnull=True)
    kinds = {str(pk): SENDABLE[mime] for pk, mime in rows.values_list("pk", "mime_type")}
    for node in nodes:
        chosen = node.data["header_file"]
        if any(wanted[node.id]) and not chosen:
            yield Problem("needs_file", node.id, "header_file")
        elif chosen in kinds and any(wanted[node.id]) and kinds[chosen] not in wanted[node.id]:
            yield Problem("other_file", node.id, "header_file")


def _secrets(graph: Graph) -> Iterator[Problem]:
    named = {
        (node.id, name.removeprefix(HIDDEN))
        for node in graph.nodes.values()
        if node.kind == "http"
        for name in used_in(node.data["headers"])
        if name.startswith(HIDDEN)
    }
    if not named:
        return
    known = set(FlowSecret.objects.filter(is_signing=False).values_list("name", flat=True))
    for node_id, name in sorted(named):
        if name not in known:
            yield Problem("unknown_secret", node_id, "headers", values={"name": name})


def _files(graph: Graph) -> Iterator[Problem]:
    named = [
        (node.id, field, node.data[field])
        for node in graph.nodes.values()
        for field in ("file", "header_file")
        if node.data.get(field)
    ]
    if not named:
        return
    rows = FlowFile.objects.filter(removed_at__isnull=True)
    known = {str(pk) for pk in rows.values_list("pk", flat=True)}
    for node_id, field, file_id in named:
        if file_id not in known:
            yield Problem("unknown_file", node_id, field)


def _assistant(graph: Graph) -> Iterator[Problem]:
    """Without one the step goes on by its branch for errors."""
    nodes = [node for node in graph.nodes.values() if node.kind == "assistant"]
    settings = assistant_settings() if nodes else None
    if settings is not None and settings.is_on and settings.api_key:
        return
    for node in nodes:
        yield Problem("no_assistant", node.id, severity=Severity.WARNING)


def _people(graph: Graph) -> Iterator[Problem]:
    """Who is not there is not called; then anybody is."""
    nodes = [node for node in graph.nodes.values() if node.kind == "hand_over" and node.data["to"]]
    known = dict(people_to_call()) if nodes else {}
    empty = empty_roles() if nodes else set()
    for node in nodes:
        to = node.data["to"]
        if to not in known:
            yield Problem("unknown_person", node.id, "to", Severity.WARNING)
        elif to in empty:
            yield Problem("empty_role", node.id, "to", Severity.WARNING, {"name": known[to]})
