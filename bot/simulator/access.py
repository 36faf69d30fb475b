"""Who asks, and for which number or account: tokens and ids of the Graph API."""

from typing import Any

from starlette.requests import Request

from bot.simulator.errors import GraphError, no_such_object
from bot.simulator.state import Number, State


def number_of(state: State, request: Request) -> Number:
    """The number in the path. Raises GraphError 104, 190 or 100/33."""
    token = checked_token(state, request)
    object_id = str(request.path_params["object_id"])
    number = state.numbers.get(object_id)
    if number is None or number.token != token:
        raise no_such_object(object_id, request.method)
    return number


def account_of(state: State, request: Request) -> str:
    """The WhatsApp business account in the path. Raises as number_of does."""
    token = checked_token(state, request)
    waba_id = str(request.path_params["object_id"])
    if all((n.waba_id, n.token) != (waba_id, token) for n in state.numbers.values()):
        raise no_such_object(waba_id, request.method)
    return waba_id


def checked_token(state: State, request: Request) -> str:
    """The bearer token of some number. Raises GraphError 104 or 190."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise GraphError(104, message="An access token is required to request this resource")
    if state.settings.token_expired:
        raise GraphError(
            190,
            message="Error validating access token: Session has expired on "
            "Thursday, 01-Jan-26 00:00:00 PST.",
            subcode=463,
        )
    if all(number.token != token for number in state.numbers.values()):
        raise GraphError(190, message="Invalid OAuth access token", subcode=463)
    return token


async def object_of(request: Request) -> dict[str, Any]:
    """The body, a JSON object. Raises GraphError 100."""
    try:
        body = await request.json()
    except (ValueError, RecursionError):
        raise GraphError(100, message="(#100) Invalid JSON in the request body") from None
    if not isinstance(body, dict):
        raise GraphError(100, message="(#100) The request body must be a JSON object")
    return body


def whole_number(request: Request, name: str, default: int) -> int:
    """A query parameter. Raises GraphError 100."""
    text = request.query_params.get(name) or str(default)
    if not text.isdecimal():
        raise GraphError(100, message=f"(#100) Param {name} must be an integer.")
    return int(text)
