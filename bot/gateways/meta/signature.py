"""X-Hub-Signature-256: HMAC-SHA256 of the raw body under the app secret (Meta, webhooks)."""

import hashlib
import hmac
from collections.abc import Iterable

PREFIX = "sha256="
HEADER_LENGTH = 71


def sign(body: bytes, secret: str) -> str:
    """The header value for a body."""
    return PREFIX + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def verify_signature(body: bytes, header: str | None, secrets: Iterable[str]) -> bool:
    """Whether one of `secrets` signed these bytes; several during a rotation."""
    if not header or len(header) != HEADER_LENGTH or not header.startswith(PREFIX):
        return False
    if not header.isascii():
        return False
    return any(hmac.compare_digest(sign(body, secret), header) for secret in secrets if secret)
