"""How the product comes in by allauth: our words, and limits that punish the guesser alone."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)

# What is worth a toast; coming in and going out explain themselves.
TOASTS = {
    "account/messages/password_changed.txt": _("Senha alterada."),
    "account/messages/email_confirmed.txt": _("E-mail confirmado."),
    "mfa/messages/totp_activated.txt": _("Verificação em duas etapas ligada."),
    "mfa/messages/totp_deactivated.txt": _("Verificação em duas etapas desligada."),
    "mfa/messages/webauthn_added.txt": _("Chave de acesso criada."),
    "mfa/messages/webauthn_removed.txt": _("Chave de acesso removida."),
}
REAUTHENTICATION = {
    "reauthenticate": _("Usar a senha"),
    "mfa_reauthenticate": _("Usar um código"),
    "mfa_reauthenticate:webauthn": _("Usar a chave de acesso"),
}


class AccountAdapter(DefaultAccountAdapter):
    """allauth's hooks: Portuguese first, few messages, mail that may fail."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-mail ou senha não conferem."),
        "too_many_login_attempts": _("Muitas tentativas. Espere alguns minutos e tente de novo."),
        "enter_current_password": _("Esta não é a sua senha atual."),
        "account_inactive": _("E-mail ou senha não conferem."),
        "incorrect_password": _("Esta não é a sua senha."),
        "rate_limited": _("Muitas tentativas. Espere alguns minutos e tente de novo."),
    }

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        message: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Only what `TOASTS` knows, and what is said in so many words."""
        if message_template in TOASTS:
            message = str(TOASTS[message_template])
        if message:
            messages.add_message(request, level, message)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is away must not break the page, nor tell who has an account."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            logger.exception("an e-mail could not be sent: %s", template_prefix)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to prove it is still you, in our words."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [method | {"description": REAUTHENTICATION[method["id"]]} for method in methods]

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{self.get_client_ip(request)}:{key}"
