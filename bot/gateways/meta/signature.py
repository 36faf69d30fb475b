"""X-Hub-Signature-256: HMAC-SHA256 of the raw body under the app secret (Meta, webhooks)."""

import hashlib
import hmac
from collections.abc import Iterable

PREFIX = "sha256="
HEADER_LENGTH = 71


def sign(body: bytes, secret: str) -> str:
    """The header value for a body."""
    return PREFIX + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def signing_secret(body: bytes, header: str | None, secrets: Iterable[str]) -> str | None:
    """Which of `secrets` signed these bytes (several during a rotation); None for none."""
    if not header or len(header) != HEADER_LENGTH or not header.startswith(PREFIX):
        return None
    if not header.isascii():
        return None
    for secret in secrets:
        if secret and hmac.compare_digest(sign(body, secret), header):
            return secret
    return None
