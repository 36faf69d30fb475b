"""Requests that flows wait for."""

from datetime import datetime

from bot.flows.engine import CallHttp
from bot.models import FlowCall, FlowRun
from config.lib.nudges import nudge_on_commit

MAKE_CALLS = "bot.tasks.make_calls"


def expect_call(*, run: FlowRun, effect: CallHttp, now: datetime) -> None:
    """In the turn's transaction: the request is to be made."""
    FlowCall.objects.create(
        organization_id=run.organization_id,
        run=run,
        effect_id=effect.id,
        request={
            "method": effect.method,
            "url": effect.url,
            "headers": dict(effect.headers),
            "body": effect.body,
            "timeout_s": effect.timeout_s,
        },
        due_at=now,
    )
    nudge_on_commit(MAKE_CALLS)
