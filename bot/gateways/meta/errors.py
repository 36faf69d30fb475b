"""Meta's error codes, and what each asks of us (whatsapp-cloud-api, error codes)."""

from dataclasses import dataclass
from typing import Any

import httpx

from bot.gateways.protocol import ErrorScope, GatewayError

M, R, N = ErrorScope.MESSAGE, ErrorScope.RECIPIENT, ErrorScope.NUMBER
MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0


@dataclass(frozen=True, slots=True)
class Rule:
    """`retry_after` None: never again unchanged; else the least pause in seconds."""

    retry_after: float | None
    scope: ErrorScope = M


STOP_NUMBER = Rule(None, N)
SLOW_NUMBER = Rule(2.0, N)
NEVER = Rule(None)

RULES: dict[int, Rule] = {
    **dict.fromkeys((0, 3, 10, 33, 104, 190, 368), STOP_NUMBER),
    **dict.fromkeys(range(200, 300), STOP_NUMBER),
    **dict.fromkeys((131005, 131031, 131037, 131042, 131045, 133000, 133010), STOP_NUMBER),
    **dict.fromkeys((4, 17, 80007, 613), Rule(30.0, N)),
    130429: SLOW_NUMBER,
    131057: Rule(MINUTE, N),
    131048: Rule(HOUR, N),
    131064: Rule(HOUR, N),
    131056: Rule(1.0, R),
    131049: Rule(DAY, R),
    **dict.fromkeys((1, 2, 500, 131000, 131016, 133004), Rule(2.0)),
    132015: Rule(HOUR),
    **dict.fromkeys(
        (
            100,
            130472,
            130497,
            131008,
            131009,
            131021,
            131026,
            131030,
            131047,
            131050,
            131051,
            131052,
            131053,
            131055,
            131060,
            131062,
            131063,
            132000,
            132001,
            132005,
            132007,
            132008,
            132012,
            132016,
            132018,
            132068,
            132069,
            135000,
            137000,
        ),
        NEVER,
    ),
}
NUMBER_MISSING_SUBCODE = 33  # code 100: "Object with ID ... does not exist"


def rule_for(code: int | None, subcode: int | None, http_status: int) -> Rule:
    """What a code asks for; an unknown one is final below HTTP 500 and passing above."""
    if code == 100 and subcode == NUMBER_MISSING_SUBCODE:
        return STOP_NUMBER
    if code is not None and code in RULES:
        return RULES[code]
    if http_status == 429:
        return SLOW_NUMBER
    return Rule(5.0) if http_status >= 500 else NEVER


def error_from_response(response: httpx.Response) -> GatewayError:
    """The failure behind an answer that is not 200; gateways may answer HTML."""
    try:
        body = response.json()
    except ValueError:
        body = None
    data = body.get("error") if isinstance(body, dict) else None
    error: dict[str, Any] = data if isinstance(data, dict) else {}
    code = error.get("code") if isinstance(error.get("code"), int) else None
    rule = rule_for(code, error.get("error_subcode"), response.status_code)
    pause = rule.retry_after
    if pause is not None:
        pause = max(pause, _regain_seconds(response))
    return GatewayError(
        code=code,
        permanent=pause is None,
        retry_after=pause,
        scope=rule.scope,
        detail=_detail(error) or f"HTTP {response.status_code}",
        http_status=response.status_code,
    )


def error_from_transport(error: httpx.HTTPError) -> GatewayError:
    """A call that got no answer. Only when the connection was never made, nothing left."""
    never_left = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)
    return GatewayError(
        code=None,
        permanent=False,
        retry_after=2.0,
        outcome_unknown=not never_left,
        detail=type(error).__name__,
    )


def _detail(error: dict[str, Any]) -> str:
    data = error.get("error_data")
    details = data.get("details") if isinstance(data, dict) else None
    return str(details or error.get("message") or "")[:1000]


def _regain_seconds(response: httpx.Response) -> float:
    """`estimated_time_to_regain_access` (minutes) of the usage header, in seconds."""
    try:
        usage = httpx.Response(200, text=response.headers["x-business-use-case-usage"]).json()
        minutes = [
            float(entry.get("estimated_time_to_regain_access") or 0)
            for entries in usage.values()
            for entry in entries
        ]
    except (KeyError, ValueError, AttributeError, TypeError):
        return 0.0
    return max(minutes, default=0.0) * MINUTE
