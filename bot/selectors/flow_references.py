"""What a flow refers to and there is not: other flows, templates, secrets, files, the
assistant."""

from collections.abc import Iterator
from typing import Any

from bot.enums import FlowStatus, TemplateStatus
from bot.flows.graph import Graph, Problem, Severity
from bot.flows.graph.bindings import HIDDEN, used_in
from bot.models import FlowDefinition, FlowFile, FlowSecret, MessageTemplate
from bot.selectors.assistant import assistant_settings
from bot.template_shape import shape_of

DEEPEST = 5  # flows that wait for each other


def missing_references(graph: Graph) -> list[Problem]:
    """In the open organization; asks only for the kinds of things that the flow names."""
    return [
        *_flows(graph),
        *_templates(graph),
        *_secrets(graph),
        *_files(graph),
        *_assistant(graph),
    ]


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
    titles: dict[str, set[str]] = {}
    for name, components in rows.values_list("name", "components"):
        buttons = shape_of(components).buttons
        titles.setdefault(name, set()).update(one.title.strip().casefold() for one in buttons)
    for node in nodes:
        name = node.data["template"]
        if name and name not in titles:
            values = {"name": name}
            yield Problem("unknown_template", node.id, "template", Severity.WARNING, values)
            continue
        for index, button in enumerate(node.data["buttons"]):
            if name and button["title"].strip().casefold() not in titles[name]:
                values = {"name": button["title"]}
                yield Problem("unknown_button", node.id, f"buttons.{index}.title", values=values)


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
    nodes = [node for node in graph.nodes.values() if node.kind == "file" and node.data["file"]]
    if not nodes:
        return
    rows = FlowFile.objects.filter(removed_at__isnull=True)
    known = {str(pk) for pk in rows.values_list("pk", flat=True)}
    for node in nodes:
        if node.data["file"] not in known:
            yield Problem("unknown_file", node.id, "file")


def _assistant(graph: Graph) -> Iterator[Problem]:
    """Without one the step goes on by its branch for errors."""
    nodes = [node for node in graph.nodes.values() if node.kind == "assistant"]
    settings = assistant_settings() if nodes else None
    if settings is not None and settings.is_on and settings.api_key:
        return
    for node in nodes:
        yield Problem("no_assistant", node.id, severity=Severity.WARNING)
