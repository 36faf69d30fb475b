"""What Evolution's refusals ask of us. It has no codes: the status and the words decide.

Where WhatsApp's own meaning is plain, the Cloud API's code stands for it.
"""

from typing import Any

import httpx

from bot.gateways.protocol import ErrorScope, GatewayError
from bot.gateways.transport import PAUSE_S, asked_pause

NOT_ON_WHATSAPP = 131026
PHONE_AWAY_S = 30.0
SLOW_S = 2.0
DETAIL_LIMIT = 500
_PHONE_AWAY = ("connection closed", "not connected", "connection lost", "timed out")
_STOP = (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN, httpx.codes.NOT_FOUND)
M, R, N = ErrorScope.MESSAGE, ErrorScope.RECIPIENT, ErrorScope.NUMBER


def error_from_response(response: httpx.Response) -> GatewayError:
    """The failure behind an answer that is no success; proxies may answer HTML."""
    status, told = response.status_code, _told(response)
    said = _words(told)
    code, pause, scope = _rule(status, told, said)
    return GatewayError(
        code=code,
        permanent=pause is None,
        retry_after=None if pause is None else max(pause, asked_pause(response)),
        scope=scope,
        detail=(said or f"HTTP {status}")[:DETAIL_LIMIT],
        outcome_unknown=not told and status == httpx.codes.GATEWAY_TIMEOUT,
        http_status=status,
    )


def _rule(status: int, told: list[Any], said: str) -> tuple[int | None, float | None, ErrorScope]:
    """Code, least pause (None: never again unchanged), and what has to stop."""
    if any(isinstance(one, dict) and one.get("exists") is False for one in told):
        return NOT_ON_WHATSAPP, None, R
    if told and any(phrase in said.lower() for phrase in _PHONE_AWAY):
        return None, PHONE_AWAY_S, N
    if told and status in _STOP:
        return status, None, N
    if status == httpx.codes.TOO_MANY_REQUESTS:
        return status, SLOW_S, N
    if status >= 500 or not told:
        return None, PAUSE_S, M
    return status, None, M


def _told(response: httpx.Response) -> list[Any]:
    """The messages of an answer of Evolution's own; [] for anything else."""
    try:
        data = response.json()
    except (ValueError, RecursionError):
        return []
    if not isinstance(data, dict):
        return []
    inner = data.get("response")
    found = inner.get("message") if isinstance(inner, dict) else data.get("message")
    found = found or data.get("error")
    return found if isinstance(found, list) else [found] if found else []


def _words(told: list[Any]) -> str:
    return "; ".join(one for one in told if isinstance(one, str)) or (
        "number is not on WhatsApp" if told else ""
    )
