"""The guide's steps about the business and its team."""

from datetime import time
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import TenantRequest, in_organization
from accounts.enums import OnboardingPart, Vertical
from accounts.permissions import CHANGE_SETTINGS
from accounts.selectors.onboarding import OnboardingProgress, onboarding_progress
from accounts.views.onboarding import steps_context, to_next
from catalog.selectors.services import list_services
from config.lib.screens import render_screen
from scheduling.forms.onboarding import BusinessForm, ServiceRowForm, TeamForm, hours_initial
from scheduling.selectors.presets import OpeningHours, preset_of
from scheduling.selectors.staff import active_staff
from scheduling.services.onboarding import set_up_business, set_up_team


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
    added = set_up_business(
        organization=request.organization,
        details=form.details,
        hours=form.hours,
        services=[details for row in rows if (details := row.details)],
        actor=request.user,
    )
    if added:
        text = ngettext("%(count)d serviço criado.", "%(count)d serviços criados.", added)
        messages.success(request, text % {"count": added})
    return to_next(request)


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def onboarding_team(request: TenantRequest) -> HttpResponse:
    team = list(active_staff())
    progress = onboarding_progress()
    data = request.POST if request.method == "POST" else None
    initial = hours_initial(_kept_hours(request, progress)) | {
        "serves_too": not any(person.user_id == request.user.pk for person in team)
    }
    form = TeamForm(data, team_size=len(team), initial=initial)
    if data is None or not form.is_valid():
        context = steps_context(request, progress, OnboardingPart.TEAM)
        context |= {"form": form, "team": team}
        status = 200 if data is None else 422
        return _screen(request, "team", context, status=status)
    added = set_up_team(
        organization=request.organization,
        names=form.cleaned_data["names"],
        myself=request.user if form.cleaned_data["serves_too"] else None,
        hours=form.hours,
        actor=request.user,
    )
    if added:
        text = ngettext("%(count)d pessoa na equipe.", "%(count)d pessoas na equipe.", added)
        messages.success(request, text % {"count": added})
    return to_next(request)


def _business_form(request: TenantRequest) -> tuple[BusinessForm, list[ServiceRowForm]]:
    """The form and its suggested services, of the kind of business asked for or known."""
    organization = request.organization
    data = request.POST if request.method == "POST" else None
    asked = (data or request.GET).get("vertical", "")
    vertical = asked if asked in Vertical.values else organization.vertical
    preset = preset_of(vertical, organization.locale)
    progress = onboarding_progress()
    hours = preset.hours if asked else _kept_hours(request, progress)
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
    context = steps_context(request, onboarding_progress(), OnboardingPart.BUSINESS)
    context |= {
        "form": form,
        "rows": rows,
        "verticals": Vertical.choices,
        "chosen": form["vertical"].value(),
        "service_count": list_services().count(),
    }
    return _screen(request, "business", context, status=status)


def _kept_hours(request: TenantRequest, progress: OnboardingProgress) -> OpeningHours:
    kept = progress.details.get(OnboardingPart.BUSINESS) or {}
    if not kept:
        organization = request.organization
        return preset_of(organization.vertical, organization.locale).hours
    opens, closes = (time.fromisoformat(kept[name]) for name in ("opens", "closes"))
    return OpeningHours(tuple(kept["weekdays"]), opens, closes)


def _screen(
    request: TenantRequest, name: str, context: dict[str, Any], *, status: int
) -> HttpResponse:
    page, fragment = (f"scheduling/{prefix}onboarding_{name}.html" for prefix in ("", "_"))
    return render_screen(request, page, fragment, context, status=status)
