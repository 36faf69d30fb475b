"""Gives every request an id that its log lines and its answer carry."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from config.lib.ids import new_id
from config.lib.logging import bound_context

HEADER = "X-Request-ID"
_ACCEPTED = re.compile(r"^[A-Za-z0-9._-]{8,64}$")


def request_id_from(value: str) -> str:
    """The caller's id when it is well formed, else a new one."""
    return value if _ACCEPTED.match(value) else new_id().hex


class RequestIdMiddleware:
    """Binds `request_id` to the log context and echoes it in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = request_id_from(request.headers.get(HEADER, ""))
        with bound_context(request_id=request_id):
            response = self.get_response(request)
        response[HEADER] = request_id
        return response
