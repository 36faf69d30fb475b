"""One look for every small form: alone on a page, or in the panel."""

from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpResponse

from accounts.access import TenantRequest
from config.lib.screens import is_partial, render_screen


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
