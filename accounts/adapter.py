"""How the product comes in by allauth: our words, our mails, limits for the guesser alone."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.contrib import messages
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.services.mails import queue_mail

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
    """allauth's hooks: Portuguese first, few messages, mail by the workers."""

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
        """By a worker: a mail server that is away neither slows nor breaks the page, nor
        does the time that it takes tell who has an account."""
        request = allauth_context.request
        shown = {"request": request, "email": email, "current_site": get_current_site(request)}
        mail = self.render_mail(template_prefix, email, shown | context)
        queue_mail(to=email, subject=mail.subject, body=str(mail.body), now=timezone.now())

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to prove it is still you, in our words."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [method | {"description": REAUTHENTICATION[method["id"]]} for method in methods]

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{self.get_client_ip(request)}:{key}"
