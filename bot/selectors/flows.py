"""Flows as their owner sees them: the list, one of them, its versions."""

from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import Http404

from bot.enums import FlowStatus
from bot.models import FlowDefinition, FlowVersion


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
