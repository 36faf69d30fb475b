"""Flows as their owner sees them: the list, one of them, its versions, its numbers."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import Http404

from bot.enums import FlowStatus
from bot.models import FlowDefinition, FlowRun, FlowStep, FlowVersion


def flows_listed(*, search: str = "", show_archived: bool = False) -> QuerySet[FlowDefinition]:
    """In the order in which they are asked whether a message is theirs."""
    rows: QuerySet[FlowDefinition] = FlowDefinition.objects.select_related("published")
    if not show_archived:
        rows = rows.exclude(status=FlowStatus.ARCHIVED)
    if search.strip():
        rows = rows.filter(name__icontains=search.strip())
    return rows.order_by("position", "id")


def get_flow(flow_id: UUID) -> FlowDefinition:
    """404 outside the tenant."""
    found = FlowDefinition.objects.select_related("organization", "published", "drafted_by")
    flow: FlowDefinition | None = found.filter(pk=flow_id).first()
    if flow is None:
        raise Http404
    return flow


def get_version(flow: FlowDefinition, version_id: UUID) -> FlowVersion:
    """404 for another flow's."""
    version: FlowVersion | None = FlowVersion.objects.filter(pk=version_id, definition=flow).first()
    if version is None:
        raise Http404
    return version


def versions_of(flow: FlowDefinition) -> QuerySet[FlowVersion]:
    """The newest first, each with `runs_count`: how many customers have begun it."""
    rows: QuerySet[FlowVersion] = FlowVersion.objects.filter(definition=flow)
    return (
        rows.select_related("published_by").annotate(runs_count=Count("runs")).order_by("-number")
    )


@dataclass(frozen=True, slots=True)
class FlowNumbers:
    """How often the published version was begun, and a node entered (`nodes[id]`) and left
    by which way (`ports[id][port]`)."""

    runs: int = 0
    nodes: dict[str, int] = field(default_factory=dict)
    ports: dict[str, dict[str, int]] = field(default_factory=dict)


def numbers_of(flow: FlowDefinition) -> FlowNumbers:
    """Of the published version alone: an earlier one may have had other steps."""
    if flow.published_id is None:
        return FlowNumbers()
    counted = (
        FlowStep.objects.filter(version_id=flow.published_id)
        .values_list("node_id", "port")
        .annotate(times=Count("id"))
        .order_by()
    )
    nodes: dict[str, int] = defaultdict(int)
    ports: dict[str, dict[str, int]] = defaultdict(dict)
    for node_id, port, times in counted:
        nodes[node_id] += times
        if port:
            ports[node_id][port] = times
    runs = FlowRun.objects.filter(version_id=flow.published_id).count()
    return FlowNumbers(runs, dict(nodes), dict(ports))
