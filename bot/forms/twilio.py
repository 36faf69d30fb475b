"""Connecting a number of Twilio."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from bot.forms.channels import SecretField
from bot.gateways.twilio import address_of

REQUIRED = {"required": _("Cole o valor do painel da Twilio.")}


class TwilioForm(forms.Form):
    name = forms.CharField(
        label=_("Nome"),
        max_length=80,
        initial="WhatsApp",
        error_messages={"required": _("Escreva o nome.")},
    )
    phone = forms.CharField(
        label=_("Número do WhatsApp"),
        max_length=30,
        error_messages={"required": _("Escreva o número.")},
        help_text=_("Com o código do país, como aparece em WhatsApp senders: +55 11 99999-0000."),
    )
    account_sid = forms.CharField(
        label=_("Account SID"),
        validators=[
            RegexValidator(
                r"^AC[0-9a-fA-F]{32}$", _("O Account SID começa com AC e tem 34 letras.")
            )
        ],
        error_messages=REQUIRED,
        help_text=_("Na primeira página do painel da Twilio."),
    )
    auth_token = SecretField(
        _("Auth Token da Twilio"), _("Ao lado do Account SID, em “Show”."), REQUIRED["required"]
    )

    def clean_phone(self) -> str:
        number = address_of(self.cleaned_data["phone"])
        if not number:
            raise ValidationError(_("Escreva o número com o código do país: +55…"))
        return number
