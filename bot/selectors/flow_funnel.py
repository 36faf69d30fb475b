"""How customers get through a flow: who came to each step, went on, stopped, and how fast."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count

from bot.models import FlowDefinition, FlowRun, FlowStep

PERIODS = (7, 30, 90, 0)  # days; 0 is all of it
USUAL = 30

_NODES = """
SELECT s.node_id,
       count(*),
       count(*) FILTER (WHERE s.port NOT IN ('', 'idle')),
       count(*) FILTER (WHERE s.port = 'idle'),
       count(*) FILTER (WHERE s.port = '' AND r.status IN ('LEFT', 'BROKEN')),
       count(*) FILTER (WHERE s.port = '' AND r.ended_at IS NULL),
       count(*) FILTER (WHERE s.port = '' AND r.status IN ('ENDED', 'HANDED_OVER')),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM s.left_at - s.entered_at))
           FILTER (WHERE s.port <> '')
  FROM bot_flowstep s JOIN bot_flowrun r ON r.id = s.run_id
 WHERE s.version_id = %(version)s AND s.organization_id = %(organization)s
   AND s.entered_at >= %(since)s
 GROUP BY s.node_id
"""


@dataclass(frozen=True, slots=True)
class NodeNumbers:
    """Of one step: `entered` is the sum of the five after it. `silent` did not answer in
    time, `dropped` went elsewhere in the middle, `here` are in it now, `ended` ended here.
    `median_s` is how long half of those who got through took at most; None for nobody."""

    node_id: str
    entered: int
    left: int
    silent: int
    dropped: int
    here: int
    ended: int
    median_s: float | None

    @property
    def stopped(self) -> int:
        return self.silent + self.dropped


@dataclass(frozen=True, slots=True)
class Funnel:
    """Of the published version alone: an earlier one may have had other steps. `ports` are
    how many left a step by each way."""

    runs: int
    nodes: dict[str, NodeNumbers]
    ports: dict[str, dict[str, int]]


def funnel_of(flow: FlowDefinition, *, days: int, now: datetime) -> Funnel:
    """Steps that were entered, and runs begun, in the last `days` (0: ever). Three queries."""
    if flow.published_id is None:
        return Funnel(0, {}, {})
    since = now - timedelta(days=days) if days else flow.created_at
    found: dict[str, Any] = {
        "version": flow.published_id,
        "organization": flow.organization_id,
        "since": since,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NODES, found)
        nodes = {row[0]: NodeNumbers(*row) for row in cursor.fetchall()}
    runs = FlowRun.objects.filter(version_id=flow.published_id, started_at__gte=since).count()
    return Funnel(runs, nodes, _ports(flow, since))


def _ports(flow: FlowDefinition, since: datetime) -> dict[str, dict[str, int]]:
    counted = (
        FlowStep.objects.filter(version_id=flow.published_id, entered_at__gte=since)
        .exclude(port="")
        .values_list("node_id", "port")
        .annotate(times=Count("id"))
        .order_by()
    )
    ports: dict[str, dict[str, int]] = {}
    for node_id, port, times in counted:
        ports.setdefault(node_id, {})[port] = times
    return ports
