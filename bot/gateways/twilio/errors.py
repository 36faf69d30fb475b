"""Twilio's error codes, and what each asks of us (Twilio, error dictionary)."""

from dataclasses import dataclass
from typing import Any

import httpx

from bot.gateways.protocol import ErrorScope, GatewayError
from bot.gateways.transport import asked_pause

M, R, N = ErrorScope.MESSAGE, ErrorScope.RECIPIENT, ErrorScope.NUMBER
MINUTE, HOUR = 60.0, 3600.0
CONTENT_UNKNOWN = 21655  # the ContentSid is no longer there
DETAIL_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Rule:
    """`retry_after` None: never again unchanged; else the least pause in seconds."""

    retry_after: float | None
    scope: ErrorScope = M


NEVER, LATER, SLOW_NUMBER, STOP_NUMBER = Rule(None), Rule(5.0), Rule(2.0, N), Rule(None, N)

RULES: dict[int, Rule] = {
    # Credentials, the account, or a number that is no sender.
    **dict.fromkeys((20003, 20005, 63001, 63007, 63015), STOP_NUMBER),
    # Not this person: no WhatsApp, opted out, blocked, no such number.
    **dict.fromkeys((21211, 21610, 21614, 63003, 63024, 63032, 63033), Rule(None, R)),
    # Not this message: window, policy, media, template and its values.
    **dict.fromkeys((21617, 21654, 21655, 21656, 63005, 63013, 63016, 63019, 63021), NEVER),
    **dict.fromkeys((63027, 63028, 63034, 63040), NEVER),
    63041: Rule(HOUR),
    63038: Rule(HOUR, N),
    **dict.fromkeys((63017, 63018, 20429), SLOW_NUMBER),
    **dict.fromkeys((63009, 63010, 63012), LATER),
}


def error_from_response(response: httpx.Response) -> GatewayError:
    """The failure behind an answer that is no success; proxies may answer HTML."""
    status, error = response.status_code, _error_object(response)
    code = error.get("code") if isinstance(error.get("code"), int) else None
    rule = _rule(code, status, is_told=bool(error))
    pause = None if rule.retry_after is None else max(rule.retry_after, asked_pause(response))
    return GatewayError(
        code=code,
        permanent=rule.retry_after is None,
        retry_after=pause,
        scope=rule.scope,
        detail=str(error.get("message") or f"HTTP {status}")[:DETAIL_LIMIT],
        # A gateway that gave up waiting does not know what became of the request behind it.
        outcome_unknown=not error and status == httpx.codes.GATEWAY_TIMEOUT,
        http_status=status,
    )


def _rule(code: int | None, status: int, *, is_told: bool) -> Rule:
    if code in RULES:
        return RULES[code]
    if status == httpx.codes.UNAUTHORIZED:
        return STOP_NUMBER
    if status == httpx.codes.TOO_MANY_REQUESTS:
        return SLOW_NUMBER
    # What is not Twilio's own answer says nothing of our message.
    return LATER if status >= 500 or not is_told else NEVER


def _error_object(response: httpx.Response) -> dict[str, Any]:
    try:
        data = response.json()
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) and "code" in data else {}
