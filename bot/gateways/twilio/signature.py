"""X-Twilio-Signature: HMAC-SHA1 of the public address and the sorted form (Twilio, security)."""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit, urlunsplit

STANDARD_PORTS = {"https": 443, "http": 80}

Form = Sequence[tuple[str, str]]


def sign(url: str, form: Form, token: str) -> str:
    """The header's value: a repeated field counts once for each of its values, sorted."""
    said = url + "".join(name + value for name, value in sorted(set(form)))
    digest = hmac.new(token.encode(), said.encode("utf-8", "surrogatepass"), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def verify_signature(
    urls: Iterable[str], form: Form, header: str | None, tokens: Iterable[str]
) -> bool:
    """Whether one of `tokens` signed this form for one of `urls`.

    Behind a proxy the address that Twilio called is not always the one that arrives, and
    it may have been signed with the standard port or without.
    """
    if not header or not header.isascii():
        return False
    addresses = {variant for url in urls for variant in _variants(url)}
    secrets = [token for token in tokens if token]
    return any(
        hmac.compare_digest(sign(url, form, secret), header)
        for url in addresses
        for secret in secrets
    )


def _variants(url: str) -> tuple[str, ...]:
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        return (url,)
    standard = STANDARD_PORTS.get(parts.scheme)
    if standard is None or port not in (None, standard):
        return (url,)
    host = parts.netloc.removesuffix(f":{standard}")
    return (
        urlunsplit(parts._replace(netloc=host)),
        urlunsplit(parts._replace(netloc=f"{host}:{standard}")),
    )
