"""The guide's first step: the business, what it sells, and how its bot speaks."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import TenantRequest, in_organization
from accounts.enums import OnboardingPart, Vertical
from accounts.permissions import CHANGE_SETTINGS
from accounts.selectors.onboarding import onboarding_progress
from accounts.views.onboarding import steps_context, to_next
from bot.editable_texts import BY_KEY
from bot.services.preset_texts import set_up_house, texts_brought
from bot.services.texts import preview_of
from catalog.selectors.services import list_services
from config.lib.screens import render_screen
from scheduling.forms.onboarding import BusinessForm, ServiceRowForm, hours_initial
from scheduling.selectors.presets import hours_kept, preset_of
from scheduling.services.onboarding import BusinessSetUp

PAGE, FRAGMENT = "bot/onboarding_business.html", "bot/_onboarding_business.html"
SHOWN_TEXTS = ("greeting", "menu", "after_booking", "reminder")


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def onboarding_business(request: TenantRequest) -> HttpResponse:
    """GET `vertical` shows what such a business usually offers; POST writes it all."""
    form, rows = _business_form(request)
    if request.method == "GET":
        return _business(request, form, rows)
    are_good = [form.is_valid(), *(row.is_valid() for row in rows)]
    if not all(are_good):
        return _business(request, form, rows, status=422)
    services = [details for row in rows if (details := row.details)]
    added = set_up_house(
        organization=request.organization,
        wanted=BusinessSetUp(form.details, form.hours, services),
        actor=request.user,
    )
    if added:
        text = ngettext("%(count)d serviço criado.", "%(count)d serviços criados.", added)
        messages.success(request, text % {"count": added})
    return to_next(request)


def _business_form(request: TenantRequest) -> tuple[BusinessForm, list[ServiceRowForm]]:
    """The form and its suggested services, of the kind of business asked for or known."""
    organization = request.organization
    data = request.POST if request.method == "POST" else None
    asked = (data or request.GET).get("vertical", "")
    vertical = asked if asked in Vertical.values else organization.vertical
    preset = preset_of(vertical, organization.locale)
    hours = preset.hours if asked else hours_kept(organization, onboarding_progress())
    initial: dict[str, Any] = {
        name: request.GET.get(name) or getattr(organization, name)
        for name in ("name", "time_zone", "address")
    }
    initial |= hours_initial(hours) | {"vertical": vertical}
    known = set(list_services().values_list("name", flat=True))
    # A repeated sending must still read all rows; the service skips what exists.
    rows = [
        ServiceRowForm(data, row=place, preset=service)
        for place, service in enumerate(preset.services)
        if data is not None or service.name not in known
    ]
    if data is not None:
        rows = [row for row in rows if row.add_prefix("name") in data]
    return BusinessForm(data, organization=organization, initial=initial), rows


def _business(
    request: TenantRequest, form: BusinessForm, rows: list[ServiceRowForm], *, status: int = 200
) -> HttpResponse:
    chosen = form["vertical"].value()
    context = steps_context(request, onboarding_progress(), OnboardingPart.BUSINESS)
    context |= {
        "form": form,
        "rows": rows,
        "verticals": Vertical.choices,
        "chosen": chosen,
        "service_count": list_services().count(),
        "texts": _texts(request, chosen, form["name"].value()),
    }
    return render_screen(request, PAGE, FRAGMENT, context, status=status)


def _texts(request: TenantRequest, vertical: str, business: str) -> list[dict[str, Any]]:
    """Some of what customers will read, in the organization's language."""
    organization = request.organization
    kind = vertical if vertical in Vertical.values else organization.vertical
    said = texts_brought(organization, organization.locale, kind)
    return [
        {
            "label": BY_KEY[key].label,
            "preview": preview_of(said[key], business or organization.name),
        }
        for key in SHOWN_TEXTS
    ]
