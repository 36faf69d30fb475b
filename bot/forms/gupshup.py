"""Connecting a number of Gupshup."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bot.forms.channels import SecretField
from bot.services.gupshup_channels import digits_of

REQUIRED = {"required": _("Cole o valor do painel da Gupshup.")}


class GupshupForm(forms.Form):
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
        help_text=_("Com o código do país: +55 11 99999-0000."),
    )
    app_name = forms.CharField(
        label=_("Nome do app"),
        max_length=100,
        error_messages=REQUIRED,
        help_text=_("Igual ao da lista de apps da Gupshup, com maiúsculas e minúsculas."),
    )
    app_id = forms.RegexField(
        regex=r"^[A-Za-z0-9-]{1,40}$",
        label=_("App ID"),
        required=False,
        error_messages={"invalid": _("O App ID tem só letras, números e traços.")},
        help_text=_("Nas configurações do app. Com ele enviamos os modelos de lembrete."),
    )
    api_key = SecretField(
        _("API key da Gupshup"),
        _("No painel da Gupshup, em Settings, ao lado do app."),
        REQUIRED["required"],
    )

    def clean_phone(self) -> str:
        number = digits_of(self.cleaned_data["phone"])
        if not number:
            raise ValidationError(_("Escreva o número com o código do país: +55…"))
        return f"+{number}"
