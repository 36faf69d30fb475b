"""Connecting a number of Twilio in the settings."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_SETTINGS
from bot.forms.twilio import TwilioForm
from bot.services.channels import NumberTaken
from bot.services.twilio_channels import connect_twilio
from bot.views.channels import channel_form, channel_saved


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def channel_twilio(request: TenantRequest) -> HttpResponse:
    """Connect a number, or give a connected one new credentials."""
    form = TwilioForm(request.POST if request.method == "POST" else None)
    if request.method == "GET":
        number = request.GET.get("number", "").removeprefix("whatsapp:")[:30]
        form.initial = {"phone": number, "account_sid": request.GET.get("account", "")[:40]}
    elif form.is_valid():
        try:
            connect_twilio(
                organization=request.organization, details=form.cleaned_data, actor=request.user
            )
        except NumberTaken:
            form.add_error("phone", _("Este número já está ligado a outra empresa."))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            text = _("Número ligado. Agora cole no painel da Twilio o endereço que está no cartão.")
            return channel_saved(request, text)
    return channel_form(request, form, _("Ligar um número da Twilio"), "channel_twilio")
