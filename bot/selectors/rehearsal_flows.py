"""The other flows that the rehearsal of a draft leads into."""

from dataclasses import dataclass

from bot.enums import FlowStatus
from bot.flows.graph import Graph, read_graph
from bot.models import FlowDefinition


@dataclass(frozen=True, slots=True)
class PlayedFlow:
    """What is walked of a flow: its published version, or its draft where there is none.
    `is_live`: customers can get there as well."""

    name: str
    graph: Graph
    is_live: bool


def flow_to_play(slug: str) -> PlayedFlow | None:
    """None for one that there is not, or that is archived."""
    flow: FlowDefinition | None = (
        FlowDefinition.objects.filter(slug=slug)
        .exclude(status=FlowStatus.ARCHIVED)
        .select_related("published")
        .first()
    )
    if flow is None:
        return None
    graph, _problems = read_graph(flow.published.graph if flow.published else flow.draft)
    is_live = flow.published is not None and flow.status == FlowStatus.ACTIVE
    return PlayedFlow(flow.name, graph, is_live)
