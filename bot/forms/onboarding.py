"""The guide's steps about WhatsApp."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

DIGITS = RegexValidator(r"^\d{5,40}\Z", _("Só dígitos, como no painel da Meta."))
SECRET = {"autocomplete": "off", "spellcheck": "false"}
TAPS = ("button_reply", "list_reply")


class MetaNumberForm(forms.Form):
    """The credentials of a number on Meta's Cloud API. Secrets are never shown again."""

    number_id = forms.CharField(
        label=_("Phone number ID"),
        max_length=40,
        validators=[DIGITS],
        help_text=_("No painel da Meta: WhatsApp, Configuração da API."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    account_id = forms.CharField(
        label=_("ID da conta (WABA)"),
        max_length=40,
        validators=[DIGITS],
        help_text=_("Na mesma página, logo abaixo."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    access_token = forms.CharField(
        label=_("Token de acesso"),
        max_length=2000,
        help_text=_("Um token permanente, de um usuário do sistema."),
        widget=forms.PasswordInput(attrs=SECRET),
    )
    app_secret = forms.CharField(
        label=_("Chave secreta do app"),
        max_length=200,
        help_text=_("Em Configurações do app, Básico."),
        widget=forms.PasswordInput(attrs=SECRET),
    )


class PracticeForm(forms.Form):
    """What is said to the bot: words, or a tapped choice (`kind`, `reply_id`, `title`)."""

    text = forms.CharField(
        max_length=1000, required=False, error_messages={"max_length": _("Até 1.000 letras.")}
    )
    kind = forms.ChoiceField(choices=[(tap, tap) for tap in TAPS], required=False)
    reply_id = forms.CharField(max_length=256, required=False)
    title = forms.CharField(max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_tap = cleaned.get("kind") and cleaned.get("reply_id")
        if not is_tap and not cleaned.get("text") and not self.errors:
            self.add_error("text", _("Escreva uma mensagem."))
        return cleaned

    @property
    def message(self) -> dict[str, str]:
        """As the simulator takes it. Only after a successful validation."""
        given = self.cleaned_data
        if given["kind"]:
            return {"type": given["kind"], "id": given["reply_id"], "title": given["title"]}
        return {"type": "text", "text": given["text"]}
