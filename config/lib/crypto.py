"""Secrets at rest: AES-256-GCM, with keys from ENCRYPTION_KEYS.

The first key encrypts, every key decrypts, so a key is rotated by putting a new one in
front. Without ENCRYPTION_KEYS the key is derived from SECRET_KEY (HKDF-SHA256).
"""

import base64
import binascii
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_NONCE_BYTES = 12
_KEY_BYTES = 32
_VERSION = b"\x01"


class DecryptionFailed(Exception):
    """No configured key opens this value."""


@lru_cache(maxsize=1)
def _ciphers() -> tuple[AESGCM, ...]:
    if not settings.ENCRYPTION_KEYS:
        derive = HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=b"zapenda-secrets")
        return (AESGCM(derive.derive(settings.SECRET_KEY.encode())),)
    try:
        keys = [base64.b64decode(key, validate=True) for key in settings.ENCRYPTION_KEYS]
    except binascii.Error as error:
        raise ImproperlyConfigured("ENCRYPTION_KEYS must be base64") from error
    if any(len(key) != _KEY_BYTES for key in keys):
        raise ImproperlyConfigured("each of ENCRYPTION_KEYS must be 32 bytes, base64")
    return tuple(AESGCM(key) for key in keys)


def encrypt(plain: str) -> bytes:
    """`plain` under the first key; an empty text stays empty."""
    if not plain:
        return b""
    nonce = os.urandom(_NONCE_BYTES)
    return _VERSION + nonce + _ciphers()[0].encrypt(nonce, plain.encode(), _VERSION)


def decrypt(sealed: bytes) -> str:
    """What `encrypt` sealed; raises DecryptionFailed when no key opens it."""
    sealed = bytes(sealed)
    if not sealed:
        return ""
    nonce, body = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    for cipher in _ciphers():
        try:
            return cipher.decrypt(nonce, body, sealed[:1]).decode()
        except InvalidTag:
            continue
    raise DecryptionFailed
