"""From a failed call to a GatewayError."""

import json
from typing import Any

import httpx

from bot.gateways.meta.codes import (
    DAY,
    LATER,
    MINUTE,
    STOP_NUMBER,
    Rule,
    rule_for,
    rule_without_error,
)
from bot.gateways.meta.reading import a_code, a_dict, a_list, a_text
from bot.gateways.protocol import GatewayError

USAGE_HEADER = "x-business-use-case-usage"
# The connection was never made: surely nothing was sent.
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
# The request could not even be written: an address or a token that is none.
_MISCONFIGURED = (httpx.UnsupportedProtocol, httpx.LocalProtocolError)
_DETAIL_LIMIT = 1000


def error_from_response(response: httpx.Response) -> GatewayError:
    """The failure behind an answer that is no success; proxies may answer HTML."""
    status = response.status_code
    error = _error_object(response)
    code = a_code(error.get("code"))
    if error:
        subcode, is_transient = a_code(error.get("error_subcode")), error.get("is_transient")
        rule = rule_for(code, subcode, status, is_transient=is_transient is True)
    else:
        rule = rule_without_error(status)
    # A gateway that gave up waiting does not know what became of the request behind it.
    is_lost = not error and status == httpx.codes.GATEWAY_TIMEOUT
    return _failure(
        rule,
        code=code,
        detail=_detail(error) or f"HTTP {status}",
        pause=_asked_pause(response),
        outcome_unknown=is_lost,
        http_status=status,
        subcode=a_code(error.get("error_subcode")),
    )


def error_from_transport(error: httpx.HTTPError) -> GatewayError:
    """A call that got no answer."""
    if isinstance(error, _MISCONFIGURED):
        return error_from_request(error)
    never_left = isinstance(error, _NEVER_LEFT)
    return _failure(LATER, code=None, detail=type(error).__name__, outcome_unknown=not never_left)


def error_from_request(error: Exception) -> GatewayError:
    """A call that could not be made: the address or the token of the number is broken.

    The error's own words are left out: they may quote the token.
    """
    return _failure(STOP_NUMBER, code=None, detail=type(error).__name__)


def _failure(
    rule: Rule,
    *,
    code: int | None,
    detail: str,
    pause: float = 0.0,
    outcome_unknown: bool = False,
    http_status: int | None = None,
    subcode: int | None = None,
) -> GatewayError:
    return GatewayError(
        code=code,
        permanent=rule.retry_after is None,
        retry_after=None if rule.retry_after is None else max(rule.retry_after, pause),
        scope=rule.scope,
        backoff=rule.backoff,
        detail=detail[:_DETAIL_LIMIT],
        outcome_unknown=outcome_unknown,
        http_status=http_status,
        subcode=subcode,
    )


def _error_object(response: httpx.Response) -> dict[str, Any]:
    try:
        return a_dict(a_dict(response.json()).get("error"))
    except (ValueError, RecursionError):
        return {}


def _detail(error: dict[str, Any]) -> str:
    details = a_dict(error.get("error_data")).get("details")
    return a_text(details) or a_text(error.get("error_user_msg")) or a_text(error.get("message"))


def _asked_pause(response: httpx.Response) -> float:
    """The longest pause in seconds that the headers ask for; a day at most.

    `estimated_time_to_regain_access` of the usage header counts minutes.
    """
    pauses = [_number(response.headers.get("retry-after"))]
    try:
        usage = a_dict(json.loads(response.headers.get(USAGE_HEADER, "{}")))
    except (ValueError, RecursionError):
        usage = {}
    for entries in usage.values():
        for entry in a_list(entries):
            minutes = a_dict(entry).get("estimated_time_to_regain_access")
            pauses.append(_number(minutes) * MINUTE)
    return min(max(pauses), DAY)


def _number(value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return 0.0
    return number if number > 0 else 0.0  # also for NaN
