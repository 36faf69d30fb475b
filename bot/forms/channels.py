"""Connecting a number, and what it is called."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

DIGITS = RegexValidator(r"^[0-9]{5,40}$", _("Só números, como aparece no painel da Meta."))
REQUIRED = {"required": _("Cole o valor do painel da Meta.")}


class SecretField(forms.CharField):
    """Never shown back. `missing`: what is said where it is left out."""

    def __init__(self, label: Any, help_text: Any, missing: Any = REQUIRED["required"]) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            max_length=1000,
            error_messages={"required": missing},
            widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        )


class ConnectForm(forms.Form):
    name = forms.CharField(
        label=_("Nome"),
        max_length=80,
        initial="WhatsApp",
        error_messages={"required": _("Escreva o nome.")},
    )
    display_phone_number = forms.CharField(
        label=_("Número que os clientes veem"), max_length=30, required=False
    )
    number_id = forms.CharField(
        label=_("ID do número de telefone"),
        validators=[DIGITS],
        error_messages=REQUIRED,
        help_text=_("No painel da Meta: WhatsApp, Configuração da API."),
    )
    account_id = forms.CharField(
        label=_("ID da conta (WABA)"),
        validators=[DIGITS],
        required=False,
        help_text=_("Com ele enviamos os modelos de lembrete para aprovação."),
    )
    access_token = SecretField(_("Token de acesso"), _("De um usuário do sistema, sem validade."))
    app_secret = SecretField(
        _("Chave secreta do app"), _("No painel da Meta: Configurações, Básico.")
    )
    verify_token = SecretField(
        _("Token de verificação"), _("O mesmo que você escreveu no webhook do painel da Meta.")
    )


class ChannelForm(forms.Form):
    name = forms.CharField(
        label=_("Nome"), max_length=80, error_messages={"required": _("Escreva o nome.")}
    )
    is_bot_enabled = forms.BooleanField(
        label=_("O robô responde"),
        required=False,
        help_text=_("Desligado, toda mensagem espera uma pessoa."),
    )
    human_minutes = forms.IntegerField(
        label=_("O robô volta depois de (minutos)"),
        min_value=5,
        max_value=10_080,
        help_text=_("Com 120, duas horas depois da última resposta de uma pessoa."),
    )
