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
}


class AccountAdapter(DefaultAccountAdapter):
    """allauth's hooks: Portuguese first, few messages, mail that may fail."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-mail ou senha não conferem."),
        "too_many_login_attempts": _("Muitas tentativas. Espere alguns minutos e tente de novo."),
        "enter_current_password": _("Esta não é a sua senha atual."),
        "account_inactive": _("E-mail ou senha não conferem."),
    }

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Only what `TOASTS` knows."""
        if message_template in TOASTS:
            messages.add_message(request, level, str(TOASTS[message_template]))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is away must not break the page, nor tell who has an account."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            logger.exception("an e-mail could not be sent: %s", template_prefix)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{self.get_client_ip(request)}:{key}"
