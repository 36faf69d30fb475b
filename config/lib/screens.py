"""How a view answers: a whole page or its fragment, and what the page should do next.

The events named here are heard by the scripts in static/app; see docs/frontend.md.
"""

import json
from typing import Any, Literal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

Level = Literal["success", "info", "warning", "error"]


def is_partial(request: HttpRequest) -> bool:
    """Whether htmx asks for a fragment and not for a page (or its history)."""
    if request.headers.get("HX-History-Restore-Request") == "true":
        return False
    return (
        request.headers.get("HX-Request") == "true"
        and request.headers.get("HX-Request-Type") == "partial"
    )


def render_screen(
    request: HttpRequest,
    page: str,
    fragment: str,
    context: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """`fragment` for htmx, else `page`, which includes that same fragment."""
    template = fragment if is_partial(request) else page
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Request-Type"])
    return response


def done(
    request: HttpRequest,
    *,
    url: str,
    toast: str = "",
    undo_url: str = "",
    changed: tuple[str, ...] = (),
) -> HttpResponse:
    """The answer to a write that went well.

    A plain form is redirected to `url` (say the news with django.contrib.messages there).
    For htmx: 204, the panel closes, a toast says `toast` (with "Desfazer", a POST to
    `undo_url`), and `<name>:changed` is sent for each of `changed`.
    """
    if not is_partial(request):
        return HttpResponseRedirect(url)
    events: dict[str, Any] = {"panel:close": {}}
    events.update({f"{name}:changed": {} for name in changed})
    if toast:
        events["toast"] = _toast(toast, "success", undo_url)
    return _with_events(HttpResponse(status=204), events)


def saved(
    request: HttpRequest, text: str, *, url: str, changed: str, undo_url: str = ""
) -> HttpResponse:
    """`done`, said in either way: a toast for htmx, else a message on the page at `url`."""
    if not is_partial(request):
        messages.success(request, text)
    return done(request, url=url, toast=text, undo_url=undo_url, changed=(changed,))


def refused(request: HttpRequest, reason: str, *, url: str) -> HttpResponse:
    """`refuse` for htmx, else back to `url` with the reason."""
    if is_partial(request):
        return refuse(reason)
    messages.error(request, reason)
    return HttpResponseRedirect(url)


def refuse(reason: str, *, status: int = 409) -> HttpResponse:
    """A refused act: nothing is swapped and an error toast gives the person the reason."""
    response = HttpResponse(reason, status=status, content_type="text/plain; charset=utf-8")
    response["HX-Reswap"] = "none"
    return _with_events(response, {"toast": _toast(reason, "error")})


def add_toast(
    response: HttpResponse,
    text: str,
    *,
    level: Level = "success",
    changed: tuple[str, ...] = (),
    undo_url: str = "",
) -> HttpResponse:
    """Lets a fragment bring a toast along, and `<name>:changed` for each of `changed`."""
    events: dict[str, Any] = {f"{name}:changed": {} for name in changed}
    return _with_events(response, events | {"toast": _toast(text, level, undo_url)})


def add_changed(response: HttpResponse, *names: str) -> HttpResponse:
    """Lets a fragment bring the news that something has changed: `<name>:changed`."""
    return _with_events(response, {f"{name}:changed": {} for name in names})


def _toast(text: str, level: Level, undo_url: str = "") -> dict[str, str]:
    return {"text": str(text), "level": level, "undo": undo_url}


def _with_events(response: HttpResponse, events: dict[str, Any]) -> HttpResponse:
    known = json.loads(response.headers.get("HX-Trigger", "{}"))
    response["HX-Trigger"] = json.dumps(known | events)  # ASCII: a header carries no more
    return response
