"""The guide through the first set-up: where one stands, skipping, putting it away."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.enums import OnboardingPart, OnboardingState
from accounts.permissions import CHANGE_SETTINGS
from accounts.selectors.onboarding import PARTS, OnboardingProgress, onboarding_progress
from accounts.services.onboarding import put_away, skip_part

URL_NAMES = {
    OnboardingPart.BUSINESS: "onboarding_business",
    OnboardingPart.TEAM: "onboarding_team",
    OnboardingPart.WHATSAPP: "onboarding_whatsapp",
    OnboardingPart.CHAT: "onboarding_chat",
}


@require_GET
@in_organization(CHANGE_SETTINGS)
def onboarding(request: TenantRequest) -> HttpResponse:
    """On to the first step that waits, or to the end."""
    return to_next(request)


@require_GET
@in_organization(CHANGE_SETTINGS)
def onboarding_ready(request: TenantRequest) -> HttpResponse:
    """What is set up, what was skipped, and where to go from here."""
    progress = onboarding_progress()
    return render(request, "accounts/onboarding_ready.html", steps_context(request, progress, None))


@require_POST
@in_organization(CHANGE_SETTINGS)
def onboarding_skip(request: TenantRequest) -> HttpResponse:
    """POST `part`: not now; on to the next one."""
    part = request.POST.get("part", "")
    if part not in PARTS:
        return redirect("onboarding", request.organization.slug)
    skip_part(organization=request.organization, part=OnboardingPart(part))
    return _after(request, OnboardingPart(part))


@require_POST
@in_organization(CHANGE_SETTINGS)
def onboarding_dismissal(request: TenantRequest) -> HttpResponse:
    put_away(organization=request.organization)
    messages.success(request, _("Guia guardado. Você pode voltar a ele pelo Ctrl K."))
    return redirect("agenda", request.organization.slug)


@require_GET
@in_organization(CHANGE_SETTINGS)
def onboarding_card(request: TenantRequest) -> HttpResponse:
    """How far the set-up is, for the head of the agenda; 204 once it is put away."""
    progress = onboarding_progress()
    if not progress.is_offered:
        return HttpResponse(status=204)
    return render(request, "accounts/_onboarding_card.html", {"progress": progress})


def to_next(request: TenantRequest) -> HttpResponse:
    """A redirect to the first step that is neither done nor skipped."""
    part = onboarding_progress().next_part
    return redirect(URL_NAMES[part] if part else "onboarding_ready", request.organization.slug)


def _after(request: TenantRequest, part: OnboardingPart) -> HttpResponse:
    """The step that follows in the order, also where it is done already."""
    place = PARTS.index(part) + 1
    name = URL_NAMES[PARTS[place]] if place < len(PARTS) else "onboarding_ready"
    return redirect(name, request.organization.slug)


def steps_context(
    request: TenantRequest, progress: OnboardingProgress, part: OnboardingPart | None
) -> dict[str, Any]:
    """`steps` for the head of the guide, `part`, and `progress`."""
    steps = [
        {
            "label": each.label,
            "url": reverse(URL_NAMES[each], args=[request.organization.slug]),
            "number": number,
            "is_here": each == part,
            "is_done": progress.states.get(each) == OnboardingState.DONE,
            "is_skipped": progress.states.get(each) == OnboardingState.SKIPPED,
        }
        for number, each in enumerate(PARTS, 1)
    ]
    return {"steps": steps, "part": part, "progress": progress}
