"""Connecting a number of Gupshup in the settings."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_SETTINGS
from bot.enums import Provider
from bot.forms.gupshup import GupshupForm
from bot.selectors.channels import number_of_provider
from bot.services.channels import NumberTaken
from bot.services.gupshup_channels import connect_gupshup
from bot.views.channels import channel_form, channel_saved


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def channel_gupshup(request: TenantRequest) -> HttpResponse:
    """Connect a number, or (`id`) give a connected one new credentials."""
    form = GupshupForm(request.POST if request.method == "POST" else None)
    if request.method == "GET":
        known = number_of_provider(request.GET.get("id", ""), Provider.GUPSHUP)
        if known is not None:
            form.initial = {
                "name": known.name,
                "phone": known.display_phone_number,
                "app_name": known.remote_name,
                "app_id": known.account_id,
            }
    elif form.is_valid():
        try:
            connect_gupshup(
                organization=request.organization, details=form.cleaned_data, actor=request.user
            )
        except NumberTaken:
            form.add_error("phone", _("Este número já está ligado a outra empresa."))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            text = _(
                "Número ligado. Agora cole no painel da Gupshup o endereço que está no cartão."
            )
            return channel_saved(request, text)
    return channel_form(request, form, _("Ligar um número da Gupshup"), "channel_gupshup")
