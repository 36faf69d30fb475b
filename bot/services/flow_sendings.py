"""What flows have sent, and the news that it was refused: a row for a worker."""

from datetime import datetime
from uuid import UUID

from bot.flows.engine import RunState
from bot.flows.graph import Graph
from bot.flows.graph.kinds import Port
from bot.models import FlowRun, FlowSending
from config.lib.nudges import nudge_on_commit

HEED_REFUSALS = "bot.tasks.heed_refusals"


def keep_sending(
    *, run: FlowRun, graph: Graph, state: RunState, node_id: str, message_id: UUID
) -> None:
    """In the turn's transaction: the flow wants to know if this message is refused. Steps
    without a way for errors don't."""
    node = graph.nodes.get(node_id)
    if node is None or Port.ERROR not in node.ports:
        return
    FlowSending.objects.create(
        organization_id=run.organization_id,
        run=run,
        message_id=message_id,
        node_id=node_id,
        heard=state.heard,
    )


def note_refusal(*, message_id: UUID, now: datetime) -> None:
    """In the transaction that records it. Told twice, it is one refusal."""
    rows = FlowSending.objects.filter(message_id=message_id, is_refused=False)
    if rows.update(is_refused=True, due_at=now):
        nudge_on_commit(HEED_REFUSALS)
