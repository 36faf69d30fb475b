"""Connecting an instance of an Evolution server in the settings."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_SETTINGS
from bot.enums import Provider
from bot.forms.evolution import EvolutionForm
from bot.selectors.channels import number_of_provider
from bot.services.channels import NumberTaken
from bot.services.evolution_channels import connect_evolution
from bot.views.channels import channel_form
from config.lib.screens import is_partial


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def channel_evolution(request: TenantRequest) -> HttpResponse:
    """Connect an instance, or (`id`) give a connected one a new key; then to its pairing."""
    form = EvolutionForm(request.POST if request.method == "POST" else None)
    if request.method == "GET":
        known = number_of_provider(request.GET.get("id", ""), Provider.EVOLUTION)
        if known is not None:
            form.initial = {
                "name": known.name,
                "server": known.graph_url,
                "instance": known.remote_name,
            }
    elif form.is_valid():
        try:
            channel = connect_evolution(
                organization=request.organization, details=form.details, actor=request.user
            )
        except NumberTaken:
            form.add_error("instance", _("Esta instância já está ligada a outra empresa."))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            url = reverse("channel_pairing", args=[request.organization.slug, channel.pk])
            return _on(request, url)
    return channel_form(request, form, _("Ligar pela Evolution API"), "channel_evolution")


def _on(request: TenantRequest, url: str) -> HttpResponse:
    """To the page of the pairing, out of the panel too."""
    messages.success(request, _("Salvo. Agora pareie o celular."))
    if is_partial(request):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)
