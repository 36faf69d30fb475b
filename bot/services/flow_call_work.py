"""Requests of flows: made by workers, one at a time each, outside any transaction.

A claim moves the row's moment on, so that a worker that dies leaves it to the next one. What
may have arrived is not repeated: a POST is made once, a GET up to MAX_ATTEMPTS times. A
notice carries an id by which its receiver knows it again, so it is repeated, ever later.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django_scopes import scope, scopes_disabled

from bot.enums import Owner, WorkStatus
from bot.flows.engine import EffectDone, EffectFailed
from bot.gateways.json_values import clean
from bot.models import FlowCall
from bot.services.flow_notices import make_notice
from bot.services.flow_requests import SecretMissing, asked_of
from bot.services.flow_runs import go_on_after
from bot.services.ownership import locked
from bot.services.turns import give_up
from config.lib.logging import bound_context, get_logger
from config.lib.outbound import Answer, CallFailed, CallRefused, call_out

log = get_logger(__name__)

Outcome = tuple[EffectDone | EffectFailed, str]
LEASE = timedelta(seconds=60)  # longer than any call may take
MAX_ATTEMPTS = 2
MOST_CLAIMS = 5  # more than this only where what came of it can't be told to the run

_CLAIM = """
UPDATE bot_flowcall SET due_at = %(until)s, attempts = attempts + 1
 WHERE id = (SELECT id FROM bot_flowcall WHERE status = 'NEW' AND due_at <= %(now)s
              ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id
"""


def make_call_due(*, now: datetime) -> bool:
    """Make one request that is due and tell its run; False when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"now": now, "until": now + LEASE})
        row = cursor.fetchone()
    if row is None:
        return False
    with scopes_disabled():
        call = FlowCall.objects.select_related("run__conversation", "organization").get(pk=row[0])
    with bound_context(flow_run_id=str(call.run_id)), scope(organization=call.organization):
        if call.is_notice:
            make_notice(call, now=now)
        elif call.attempts > MOST_CLAIMS:
            _give_up(call, now)
        else:
            event, outcome = _lost(call) if _may_have_arrived(call) else _made(call)
            _settle(call, event, outcome, now)
    return True


@transaction.atomic
def _give_up(call: FlowCall, now: datetime) -> None:
    """The flow broke over the outcome again and again: a person answers, never silence."""
    conversation = locked(call.run.conversation)
    rows = FlowCall.objects.filter(pk=call.pk, status=WorkStatus.NEW)
    if not rows.update(status=WorkStatus.FAILED, outcome="broken", request={}):
        return
    if conversation.flow_run_id == call.run_id and conversation.owner == Owner.BOT:
        give_up(conversation, now)
        conversation.save()


def _may_have_arrived(call: FlowCall) -> bool:
    """A worker has claimed it before, and nobody knows what became of it."""
    is_harmless = call.request.get("method") == "GET"
    return call.attempts > (MAX_ATTEMPTS if is_harmless else 1)


def _lost(call: FlowCall) -> Outcome:
    return EffectFailed(call.effect_id, "lost"), "lost"


def _made(call: FlowCall) -> Outcome:
    try:
        answer = call_out(
            asked_of(call),
            hosts=settings.FLOW_HTTP_HOSTS,
            allows_private=settings.FLOW_HTTP_PRIVATE,
        )
    except (CallRefused, CallFailed, SecretMissing) as error:
        log.warning("flow_call_failed", reason=error.reason)
        return EffectFailed(call.effect_id, error.reason), error.reason
    outcome = str(answer.status)
    if answer.status >= 300:
        return EffectFailed(call.effect_id, outcome), outcome
    return EffectDone(call.effect_id, {"status": answer.status, "json": _json(answer)}), outcome


def _json(answer: Answer) -> Any:
    """What the server said; None for what is no JSON, or holds what PostgreSQL can't."""
    try:
        return clean(json.loads(answer.body))
    except (ValueError, RecursionError):
        return None


def _settle(call: FlowCall, event: EffectDone | EffectFailed, outcome: str, now: datetime) -> None:
    """Outcome and what the flow makes of it: one commit, under the conversation's lock."""
    with transaction.atomic():
        conversation = locked(call.run.conversation)
        settled = FlowCall.objects.filter(pk=call.pk, status=WorkStatus.NEW).update(
            status=WorkStatus.DONE if isinstance(event, EffectDone) else WorkStatus.FAILED,
            outcome=outcome[:40],
            request={},
        )
        if settled:
            go_on_after(conversation, call.run_id, event, now)
