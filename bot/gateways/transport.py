"""HTTP calls to a provider, and what their failures without an answer mean."""

from typing import Any

import httpx

from bot.gateways.json_values import clean
from bot.gateways.protocol import ErrorScope, GatewayError

PAUSE_S = 5.0
LONGEST_PAUSE_S = 86_400.0
# The connection was never made: surely nothing was sent.
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
# The request could not even be written: an address or a token that is none.
_MISCONFIGURED = (httpx.UnsupportedProtocol, httpx.LocalProtocolError)


def request(client: httpx.Client, method: str, url: str, **options: Any) -> httpx.Response:
    """The answer, whatever its status. Raises GatewayError where there is none.

    The errors' own words are left out: they may quote the credentials.
    """
    try:
        return client.request(method, url, **options)
    except httpx.HTTPError as error:
        raise error_from_transport(error) from error
    except (httpx.InvalidURL, UnicodeError) as error:
        raise _misconfigured(error) from error


def error_from_transport(error: httpx.HTTPError) -> GatewayError:
    """A call that got no answer: what left and was not answered may have been done."""
    if isinstance(error, _MISCONFIGURED):
        return _misconfigured(error)
    return GatewayError(
        code=None,
        permanent=False,
        retry_after=PAUSE_S,
        detail=type(error).__name__,
        outcome_unknown=not isinstance(error, _NEVER_LEFT),
    )


def json_object(response: httpx.Response, *, changes: bool) -> dict[str, Any]:
    """The JSON object of a successful answer, as PostgreSQL can keep it. Raises GatewayError
    for anything else.

    `changes`: the request had an effect, which may have happened all the same.
    """
    try:
        data = response.json()
    except (ValueError, RecursionError):
        data = None
    if isinstance(data, dict):
        answer: dict[str, Any] = clean(data)
        return answer
    raise GatewayError(
        code=None,
        permanent=False,
        retry_after=PAUSE_S,
        detail="answer is no JSON object",
        outcome_unknown=changes,
    )


def asked_pause(response: httpx.Response) -> float:
    """Seconds that the header Retry-After asks for; 0 where it asks for none."""
    try:
        seconds = float(response.headers.get("retry-after", ""))
    except ValueError:
        return 0.0
    return min(seconds, LONGEST_PAUSE_S) if seconds > 0 else 0.0


def _misconfigured(error: Exception) -> GatewayError:
    return GatewayError(
        code=None, permanent=True, scope=ErrorScope.NUMBER, detail=type(error).__name__
    )
