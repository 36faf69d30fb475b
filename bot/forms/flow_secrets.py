"""Giving the key of another system, for flows to use."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bot.services.flow_secrets import LONGEST_VALUE, NAME


class FlowSecretForm(forms.Form):
    """Without `name` where the secret has one already; the value is never shown again."""

    name = forms.RegexField(
        NAME,
        label=_("Nome"),
        max_length=40,
        help_text=_("Letras minúsculas sem acento, números e _."),
        error_messages={
            "required": _("Escreva o nome."),
            "invalid": _("Use letras minúsculas sem acento, números e _."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    value = forms.CharField(
        label=_("Senha ou chave"),
        max_length=LONGEST_VALUE,
        error_messages={"required": _("Cole a senha ou a chave.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, data: Any = None, *, is_new: bool) -> None:
        super().__init__(data, auto_id="secret_%s")
        if not is_new:
            del self.fields["name"]
