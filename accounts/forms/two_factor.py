"""The second step of coming in: the fields of allauth's forms, in our words."""

from typing import Any

from allauth.mfa.base import forms as allauth
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.utils.translation import gettext_lazy as _

WRONG_KEY = _("Esta chave de acesso não confere.")
UNREADABLE = (AttributeError, LookupError, TypeError, ValueError)
CODE_MESSAGES: dict[str, Any] = {"required": _("Escreva o código.")}


def code_field(label: Any, help_text: Any = "") -> forms.CharField:
    """A code from an app or a list; spaces between the digits don't matter."""
    widget = forms.TextInput(
        attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
    )
    return _CodeField(
        label=label, help_text=help_text, max_length=32, widget=widget, error_messages=CODE_MESSAGES
    )


class _CodeField(forms.CharField):
    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace(" ", "")


class CodeForm(allauth.AuthenticateForm):
    """The code after the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(
            _("Código"), _("Seis números do aplicativo, ou um dos seus códigos de recuperação.")
        )


class ConfirmCodeForm(allauth.ReauthenticateForm):
    """The code again, before something that must not happen by accident."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(_("Código"))


class ActivateForm(ActivateTOTPForm):
    """The first code of an app that has just learned the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(_("Código que o aplicativo mostra"))


class _Guarded(forms.Form):
    """The library trips over parts that are missing or no bytes; here that is a wrong code."""

    def clean_credential(self) -> Any:
        try:
            clean = getattr(super(), "clean_credential", None)
            return clean() if clean else self.cleaned_data["credential"]
        except UNREADABLE:
            raise forms.ValidationError(WRONG_KEY) from None

    def clean(self) -> Any:
        try:
            return super().clean()
        except UNREADABLE:
            raise forms.ValidationError(WRONG_KEY) from None


class PasskeyForm(_Guarded, passkeys.AddWebAuthnForm):
    """A passkey and the name it is recognized by; always one that opens the door alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        self.fields["name"] = forms.CharField(
            label=_("Nome da chave"),
            help_text=_("Como “celular” ou “notebook da recepção”."),
            required=False,
            max_length=60,
            widget=widget,
        )
        self.fields["passwordless"].widget = forms.CheckboxInput({"hidden": True})
        self.fields["passwordless"].initial = True


class PasskeyLoginForm(_Guarded, passkeys.LoginWebAuthnForm):
    """A passkey instead of e-mail and password."""


class PasskeyCodeForm(_Guarded, passkeys.AuthenticateWebAuthnForm):
    """A passkey after the password."""


class ConfirmPasskeyForm(_Guarded, passkeys.ReauthenticateWebAuthnForm):
    """A passkey before something that must not happen by accident."""
