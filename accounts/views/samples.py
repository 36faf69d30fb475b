"""Sample data in the settings: fill, watch it come, take it out again."""

from django.apps import apps
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_SETTINGS
from accounts.sample_enums import SampleStep
from accounts.selectors.samples import has_real_data, latest_samples
from accounts.services.samples import DataIsReal, SamplesNotThere, start_filling, start_removal
from config.lib.screens import is_partial, render_screen

# What an owner has names for; the rest hangs on these.
TOLD = (
    "accounts.customer",
    "scheduling.appointment",
    "bot.conversation",
    "scheduling.staff",
    "catalog.service",
)


@require_GET
@in_organization(CHANGE_SETTINGS)
def settings_samples(request: TenantRequest) -> HttpResponse:
    """Where it stands; asks again by itself while the workers are at it."""
    batch = latest_samples()
    if is_partial(request) and not (batch and batch.is_working):
        # Every part of the page, its heading too, is another now.
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    context = {
        "batch": batch,
        "steps": SampleStep.choices,
        "made": _told(batch.made) if batch else [],
        "changed": _told(batch.kept.get("changed", {})) if batch else [],
        "used": _told(batch.kept.get("used", {})) if batch else [],
        "is_real": has_real_data(),
    }
    page, fragment = "settings/samples.html", "settings/_samples.html"
    return render_screen(request, page, fragment, context)


@require_POST
@in_organization(CHANGE_SETTINGS)
def settings_samples_filling(request: TenantRequest) -> HttpResponse:
    try:
        start_filling(organization=request.organization, actor=request.user)
    except DataIsReal:
        messages.error(
            request, _("Sua empresa já tem clientes de verdade: os exemplos só iriam atrapalhar.")
        )
    return redirect("settings_samples", request.organization.slug)


@require_POST
@in_organization(CHANGE_SETTINGS)
def settings_samples_removal(request: TenantRequest) -> HttpResponse:
    try:
        start_removal(organization=request.organization, actor=request.user)
    except SamplesNotThere:
        messages.error(request, _("Não há dados de exemplo para remover."))
    return redirect("settings_samples", request.organization.slug)


def _told(counts: dict[str, int]) -> list[tuple[str, int]]:
    """What there is of each kind, as (name, count)."""
    return [
        (str(apps.get_model(label)._meta.verbose_name_plural), counts[label])
        for label in TOLD
        if counts.get(label)
    ]
