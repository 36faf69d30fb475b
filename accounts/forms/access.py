"""Coming in: the fields of allauth's forms, in our words."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.utils.translation import gettext_lazy as _

EMAIL_MESSAGES: dict[str, Any] = {
    "required": _("Escreva o seu e-mail."),
    "invalid": _("Este e-mail não parece completo."),
}
PASSWORD_MESSAGES: dict[str, Any] = {"required": _("Escreva a senha.")}


def email_field() -> forms.EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": "username", "autocapitalize": "none"})
    return forms.EmailField(
        label=_("E-mail"), max_length=254, widget=widget, error_messages=EMAIL_MESSAGES
    )


def password_field(label: Any, autocomplete: str = "new-password") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(
        label=label,
        strip=False,
        max_length=128,
        widget=widget,
        error_messages=PASSWORD_MESSAGES,
    )


class LoginForm(allauth.LoginForm):
    """E-mail and password; the e-mail is posted as `username`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = email_field()
        self.fields["password"] = password_field(_("Senha"), "current-password")
        self.order_fields(["login", "password"])

    def add_prefix(self, field_name: str) -> str:
        return "username" if field_name == "login" else super().add_prefix(field_name)


class ForgottenPasswordForm(allauth.ResetPasswordForm):
    email = email_field()


class _NewPasswordFields(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (
            ("password1", _("Nova senha")),
            ("password2", _("Nova senha, de novo")),
        ):
            self.fields[name].label = label
            self.fields[name].help_text = ""
            self.fields[name].error_messages = PASSWORD_MESSAGES
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields["password1"].help_text = _(
            "Pelo menos 8 caracteres, e nada fácil de adivinhar."
        )


class NewPasswordForm(_NewPasswordFields, allauth.ResetPasswordKeyForm):
    """A new password after the link of the e-mail."""


class ChangePasswordForm(_NewPasswordFields, allauth.ChangePasswordForm):
    """A new password for somebody who knows the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = password_field(_("Senha atual"), "current-password")
        self.order_fields(["oldpassword", "password1", "password2"])


class ConfirmPasswordForm(allauth.ReauthenticateForm):
    """The password again, before something that must not happen by accident."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = password_field(_("Senha"), "current-password")
