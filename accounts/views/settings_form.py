"""How every section of the settings is shown and saved: in place, with a toast."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import TenantRequest
from config.lib.screens import add_toast, is_partial, render_screen


def edit_section(
    request: TenantRequest,
    *,
    form: Form,
    save: Callable[[], object],
    heading: str,
    again: Callable[[], Form],
    body: str = "settings/_fields.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form; by POST, save it and show `again()`, or the form with its errors (422).

    `body` is the template of the fields; it gets `form` and `context`.
    """
    shown: dict[str, Any] = {"heading": heading, "body": body} | (context or {})
    if request.method != "POST":
        return _render(request, shown | {"form": form})
    if not form.is_valid():
        return _render(request, shown | {"form": form}, status=422)
    save()
    text = _("Salvo: %(section)s.") % {"section": heading}
    if not is_partial(request):
        messages.success(request, text)
        return redirect(request.get_full_path())
    return add_toast(_render(request, shown | {"form": again()}), text)


def _render(request: TenantRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render_screen(
        request, "settings/section.html", "settings/_section.html", context, status=status
    )
