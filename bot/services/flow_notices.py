"""Notices of flows to other systems: signed, and repeated until they have arrived."""

import hashlib
import hmac
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings

from bot.enums import WorkStatus
from bot.models import FlowCall
from bot.services.flow_requests import asked_of
from bot.services.flow_secrets import signing_secret
from config.lib.logging import get_logger
from config.lib.outbound import CallFailed, CallRefused, call_out

log = get_logger(__name__)

SIGNATURE = "X-Zapenda-Signature"
NOTICE_ID = "X-Zapenda-Id"
MOST_NOTICES = 6
PAUSE = timedelta(seconds=30)  # then twice as long, and so on


def make_notice(call: FlowCall, *, now: datetime) -> None:
    """Tell the server, and write down how it went. What can't be understood otherwise the
    next time (a host that is not allowed, an answer of 4xx) is not tried again."""
    outcome, is_final = _told(call)
    has_arrived = outcome.startswith("2")
    rows = FlowCall.objects.filter(pk=call.pk, status=WorkStatus.NEW)
    if has_arrived or is_final or call.attempts >= MOST_NOTICES:
        status = WorkStatus.DONE if has_arrived else WorkStatus.FAILED
        rows.update(status=status, outcome=outcome[:40], request={})
        return
    pause = PAUSE * 2 ** (call.attempts - 1)
    rows.update(due_at=now + pause, outcome=outcome[:40])


def signature_of(body: str, key: str) -> str:
    """sha256=<HMAC of the body's bytes, in hex>."""
    return "sha256=" + hmac.new(key.encode(), body.encode(), hashlib.sha256).hexdigest()


def _told(call: FlowCall) -> tuple[str, bool]:
    """What came of it, and whether another try is useless."""
    asked = asked_of(call)
    signed = signature_of(asked.body, signing_secret(call.organization))
    headers = {**asked.headers, SIGNATURE: signed, NOTICE_ID: str(call.pk)}
    try:
        answer = call_out(
            replace(asked, headers=headers),
            hosts=settings.FLOW_HTTP_HOSTS,
            allows_private=settings.FLOW_HTTP_PRIVATE,
        )
    except CallRefused as error:
        log.warning("flow_notice_refused", reason=error.reason)
        return error.reason, True
    except CallFailed as error:
        log.warning("flow_notice_failed", reason=error.reason)
        return error.reason, False
    is_final = 400 <= answer.status < 500 and answer.status not in (408, 429)
    return str(answer.status), is_final
