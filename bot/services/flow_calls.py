"""Requests that flows make: rows for a worker, written in the turn's transaction."""

import json
from datetime import datetime
from typing import Any

from bot.flows.engine import CallHttp, Notify, Secret
from bot.models import FlowCall, FlowRun
from config.lib.ids import new_id
from config.lib.nudges import nudge_on_commit

MAKE_CALLS = "bot.tasks.make_calls"
NOTICE_TIMEOUT_S = 10


def expect_call(*, run: FlowRun, effect: CallHttp, now: datetime) -> None:
    """The request is to be made, and the run waits for its answer. Secrets are named in it;
    their values are put in when it is made."""
    _write(
        run,
        effect.id,
        now,
        method=effect.method,
        url=effect.url,
        headers=[[name, [_piece(one) for one in value]] for name, value in effect.headers],
        body=effect.body,
        timeout_s=effect.timeout_s,
    )


def expect_notice(*, run: FlowRun, effect: Notify, now: datetime) -> None:
    """The server is to be told; nobody waits. The `id` in the body is the same however often
    it is told."""
    call_id = new_id()
    body = {
        "id": str(call_id),
        "event": "flow.notice",
        "flow": run.version.definition.slug,
        "occurred_at": now.isoformat(),
        "values": dict(effect.values),
    }
    _write(
        run,
        effect.id,
        now,
        id=call_id,
        is_notice=True,
        method="POST",
        url=effect.url,
        headers=[["Content-Type", ["application/json"]]],
        body=json.dumps(body, ensure_ascii=False),
        timeout_s=NOTICE_TIMEOUT_S,
    )


def _write(run: FlowRun, effect_id: str, now: datetime, **request: Any) -> None:
    own = {name: request.pop(name) for name in ("id", "is_notice") if name in request}
    FlowCall.objects.create(
        organization_id=run.organization_id,
        run=run,
        effect_id=effect_id,
        request=request,
        due_at=now,
        **own,
    )
    nudge_on_commit(MAKE_CALLS)


def _piece(one: str | Secret) -> str | dict[str, str]:
    return {"secret": one.name} if isinstance(one, Secret) else one
