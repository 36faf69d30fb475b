"""How the views of the catalogue and of the team answer a write."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.access import TenantRequest
from config.lib.screens import done, is_partial, refuse


def saved(
    request: TenantRequest, text: str, *, url: str, changed: str, undo_url: str = ""
) -> HttpResponse:
    """It went well: a toast (with "Desfazer" for htmx), and the list looks again."""
    if not is_partial(request):
        messages.success(request, text)
    return done(request, url=url, toast=text, undo_url=undo_url, changed=(changed,))


def refused(request: TenantRequest, reason: str, *, url: str) -> HttpResponse:
    """It was refused: a toast for htmx, else back to `url` with the reason."""
    if is_partial(request):
        return refuse(reason)
    messages.error(request, reason)
    return redirect(url)
