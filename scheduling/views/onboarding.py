"""The guide's step about the team: who works when, and who does what."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import TenantRequest, in_organization
from accounts.enums import OnboardingPart
from accounts.permissions import CHANGE_SETTINGS
from accounts.selectors.onboarding import onboarding_progress
from accounts.views.onboarding import steps_context, to_next
from config.lib.screens import render_screen
from scheduling.forms.onboarding import TeamForm, hours_initial
from scheduling.forms.skills import read_changes
from scheduling.selectors.presets import hours_kept
from scheduling.selectors.skills import can_divide_work, first_skills
from scheduling.selectors.staff import active_staff
from scheduling.services.onboarding import set_up_team
from scheduling.services.skills import change_skills


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def onboarding_team(request: TenantRequest) -> HttpResponse:
    """The names and their hours; then on to who does what, where there is a choice."""
    team = list(active_staff())
    progress = onboarding_progress()
    data = request.POST if request.method == "POST" else None
    initial = hours_initial(hours_kept(request.organization, progress)) | {
        "serves_too": not any(person.user_id == request.user.pk for person in team)
    }
    form = TeamForm(data, team_size=len(team), initial=initial)
    if data is None or not form.is_valid():
        context = steps_context(request, progress, OnboardingPart.TEAM)
        context |= {"form": form, "team": team, "can_divide": can_divide_work()}
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
    if can_divide_work():
        return redirect("onboarding_skills", request.organization.slug)
    return to_next(request)


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def onboarding_skills(request: TenantRequest) -> HttpResponse:
    """Who does what, service by service (`pair` and `was` as in the team's table)."""
    if request.method == "GET":
        context = steps_context(request, onboarding_progress(), OnboardingPart.TEAM)
        context["skills"] = first_skills()
        return _screen(request, "skills", context)
    added, removed = read_changes(request.POST)
    changed = change_skills(
        organization=request.organization, add=added, remove=removed, actor=request.user
    )
    if changed:
        messages.success(request, _("Quem faz o quê: salvo."))
    return to_next(request)


def _screen(
    request: TenantRequest, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    page, fragment = (f"scheduling/{prefix}onboarding_{name}.html" for prefix in ("", "_"))
    return render_screen(request, page, fragment, context, status=status)
