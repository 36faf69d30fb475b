"""The second step of coming in, by allauth: our words, secrets encrypted at rest."""

import base64
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.lib.crypto import decrypt, encrypt


class TwoFactorAdapter(DefaultMFAAdapter):
    """allauth's hooks for authenticator apps, recovery codes and passkeys."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "Este código não confere. Espere o próximo e tente outra vez."
        ),
        "unverified_email": gettext_lazy("Confirme o seu e-mail antes de ligar a segunda etapa."),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Ligue a verificação em duas etapas antes de pedir códigos."
        ),
    }

    def encrypt(self, text: str) -> str:
        """AES-256-GCM as base64, since the library keeps texts."""
        return base64.b64encode(encrypt(text)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Counterpart of `encrypt`; raises DecryptionFailed when no key opens it."""
        return decrypt(base64.b64decode(encrypted_text))

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """How a new passkey is called until its owner says otherwise."""
        return _("Chave de acesso")

    def _get_site_name(self) -> str:
        return "Zapenda"
