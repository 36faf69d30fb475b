"""One look for every small form: alone on a page, or in the panel."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.access import TenantRequest
from config.lib.screens import done, is_partial, refuse, render_screen


@dataclass(frozen=True, slots=True)
class PanelForm:
    """Where a form is sent, what stands above it and on its button, and the way back."""

    heading: str
    action: str
    submit: str
    back_url: str
    back_label: str


def show_form(
    request: TenantRequest, form: Form, panel: PanelForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The form as a page or as the panel's fragment; 422 when it has errors."""
    context = {"form": form, "panel": panel, "in_panel": is_partial(request)} | more
    return render_screen(
        request,
        "accounts/panel_form.html",
        "accounts/_panel_form.html",
        context,
        status=422 if form.errors else status,
    )


def first_error(form: Form) -> str:
    """What to tell a person when there is no room for the form itself."""
    return str(next(iter(form.errors.values()))[0])


def saved(
    request: TenantRequest, text: str, *, url: str, changed: str = "customer", undo_url: str = ""
) -> HttpResponse:
    """It went well: a toast, and whoever shows such things looks again."""
    if not is_partial(request):
        messages.success(request, text)
    return done(request, url=url, toast=text, undo_url=undo_url, changed=(changed,))


def refused(request: TenantRequest, reason: str, *, url: str) -> HttpResponse:
    """It was refused: a toast for htmx, else back to `url` with the reason."""
    if is_partial(request):
        return refuse(reason)
    messages.error(request, reason)
    return redirect(url)
