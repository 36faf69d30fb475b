"""From the row of a request to what is asked: only here do secrets meet their names."""

from typing import Any

from bot.models import FlowCall, FlowSecret
from config.lib.outbound import Call


class SecretMissing(Exception):
    """The request names a secret that there is not."""

    reason = "secret"


def asked_of(call: FlowCall) -> Call:
    """Raises SecretMissing."""
    request: dict[str, Any] = call.request
    wanted = {
        piece["secret"]
        for _name, pieces in _headers(request)
        for piece in pieces
        if not isinstance(piece, str)
    }
    rows = FlowSecret.objects.filter(name__in=wanted, is_signing=False) if wanted else []
    known = {row.name: row.value for row in rows}
    if wanted - known.keys():
        raise SecretMissing
    headers = {
        name: "".join(one if isinstance(one, str) else known[one["secret"]] for one in pieces)
        for name, pieces in _headers(request)
    }
    return Call(
        method=request["method"],
        url=request["url"],
        headers=headers,
        body=request["body"],
        timeout_s=request["timeout_s"],
    )


def _headers(request: dict[str, Any]) -> list[tuple[str, list[str | dict[str, str]]]]:
    """Rows of an earlier release have a plain mapping."""
    headers = request["headers"]
    if isinstance(headers, dict):
        return [(name, [value]) for name, value in headers.items()]
    return [(name, pieces) for name, pieces in headers]
