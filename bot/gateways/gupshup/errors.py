"""Gupshup's error codes and words, and what each asks of us (Gupshup, error codes)."""

from dataclasses import dataclass
from typing import Any

import httpx

from bot.gateways.protocol import ErrorScope, GatewayError
from bot.gateways.transport import asked_pause

M, R, N = ErrorScope.MESSAGE, ErrorScope.RECIPIENT, ErrorScope.NUMBER
DETAIL_LIMIT = 1000
MAX_INT32 = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Rule:
    """`retry_after` None: never again unchanged; else the least pause in seconds."""

    retry_after: float | None
    scope: ErrorScope = M


NEVER, LATER, SLOW_NUMBER, STOP_NUMBER = Rule(None), Rule(5.0), Rule(2.0, N), Rule(None, N)
NOT_THEM = Rule(None, R)

RULES: dict[int, Rule] = {
    # Not this person: no WhatsApp, or they want no messages.
    **dict.fromkeys((1002, 1012), NOT_THEM),
    # Not this message: the window is closed, the media or the template is no good.
    **dict.fromkeys((470, 1005, 1006, 1007, 1008, 1010, 1011, 4003), NEVER),
    # The wallet is empty, or the app is switched off.
    **dict.fromkeys((1003, 1004), STOP_NUMBER),
    4001: SLOW_NUMBER,
    **dict.fromkeys((500, 4002), LATER),
}
# Refusals without a code are told by their words alone.
PHRASES = {
    "invalid destination": NOT_THEM,
    "number does not exist": NOT_THEM,
    "invalid app": STOP_NUMBER,
    "authentication failed": STOP_NUMBER,
    "insufficient balance": STOP_NUMBER,
}


def error_from_response(response: httpx.Response) -> GatewayError:
    """The failure behind an answer that is no success; proxies may answer HTML."""
    status, error = response.status_code, _error_object(response)
    code, detail = code_of(error), _words(error) or f"HTTP {status}"
    rule = _rule(code, status, detail, is_told=bool(error))
    pause = None if rule.retry_after is None else max(rule.retry_after, asked_pause(response))
    return GatewayError(
        code=code,
        permanent=rule.retry_after is None,
        retry_after=pause,
        scope=rule.scope,
        detail=detail[:DETAIL_LIMIT],
        outcome_unknown=not error and status == httpx.codes.GATEWAY_TIMEOUT,
        http_status=status,
    )


def code_of(error: dict[str, Any]) -> int | None:
    """The code in an error object of an answer or of a webhook; it comes as text too."""
    code = error.get("code", error.get("errorCode"))
    if isinstance(code, str) and code.isascii() and code.isdigit() and len(code) < 10:
        return int(code)
    is_code = isinstance(code, int) and not isinstance(code, bool) and abs(code) <= MAX_INT32
    return code if is_code else None


def _words(error: dict[str, Any]) -> str:
    words = error.get("message") or error.get("reason") or ""
    if isinstance(words, dict):
        return _words(words)
    return words if isinstance(words, str) else ""


def _rule(code: int | None, status: int, detail: str, *, is_told: bool) -> Rule:
    if code in RULES:
        return RULES[code]
    if status == httpx.codes.UNAUTHORIZED:
        return STOP_NUMBER
    if status == httpx.codes.TOO_MANY_REQUESTS:
        return SLOW_NUMBER
    for phrase, rule in PHRASES.items():
        if phrase in detail.lower():
            return rule
    return LATER if status >= 500 or not is_told else NEVER


def _error_object(response: httpx.Response) -> dict[str, Any]:
    try:
        data = response.json()
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) and ("status" in data or "message" in data) else {}
