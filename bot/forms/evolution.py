"""Connecting an instance of an Evolution server."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bot.forms.channels import SecretField
from bot.services.evolution_channels import is_server, server_words


class EvolutionForm(forms.Form):
    name = forms.CharField(
        label=_("Nome"),
        max_length=80,
        initial="WhatsApp",
        error_messages={"required": _("Escreva o nome.")},
    )
    server = forms.CharField(
        label=_("Endereço do servidor"),
        max_length=200,
        error_messages={"required": _("Escreva o endereço do servidor.")},
        help_text=_("O da sua Evolution API: https://evolution.seudominio.com.br"),
    )
    instance = forms.RegexField(
        regex=r"^[A-Za-z0-9._-]{1,60}$",
        label=_("Nome da instância"),
        error_messages={
            "required": _("Escreva o nome da instância."),
            "invalid": _("O nome da instância tem só letras, números, pontos e traços."),
        },
        help_text=_("Se ela ainda não existe no servidor, nós a criamos."),
    )
    api_key = SecretField(
        _("Chave da API"),
        _("A da instância, ou a do servidor: trocamos pela da instância e esquecemos a outra."),
        _("Cole a chave da API do seu servidor."),
    )
    knows_risk = forms.BooleanField(
        label=_("Sei que esta ligação não é oficial e que o WhatsApp pode bloquear o número."),
        error_messages={"required": _("Marque para continuar.")},
    )

    def clean_server(self) -> str:
        server = str(self.cleaned_data["server"]).rstrip("/")
        if not is_server(server):
            raise ValidationError(server_words())
        return server

    @property
    def details(self) -> dict[str, str]:
        """What connects it."""
        names = ("name", "server", "instance", "api_key")
        return {name: str(self.cleaned_data[name]) for name in names}
