"""The way of a run through its graph, written down for the numbers."""

from datetime import datetime

from bot.flows.engine import Outcome, RunState
from bot.models import FlowRun, FlowStep


def note_steps(run: FlowRun, before: RunState, outcome: Outcome, now: datetime) -> None:
    """Close the step that was open, and write those that follow."""
    left = list(outcome.left)
    common = {"organization_id": run.organization_id, "run": run, "version": run.version}
    if left and before.node and left[0][0] == before.node:
        _node, port = left.pop(0)
        FlowStep.objects.filter(run=run, left_at__isnull=True).update(port=port, left_at=now)
    elif left:  # by what an earlier step had sent: the one that was open is left by no way
        FlowStep.objects.filter(run=run, left_at__isnull=True).update(left_at=now)
    steps = [
        FlowStep(**common, node_id=name, port=port, entered_at=now, left_at=now)
        for name, port in left
    ]
    after = outcome.state
    if after.node and (outcome.left or before.node != after.node):
        ended = now if after.is_over else None
        steps.append(FlowStep(**common, node_id=after.node, entered_at=now, left_at=ended))
    elif after.is_over:
        FlowStep.objects.filter(run=run, left_at__isnull=True).update(left_at=now)
    FlowStep.objects.bulk_create(steps)
