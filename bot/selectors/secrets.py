"""The secrets that webhooks are checked with, kept in memory.

The webhook's door must answer in a millisecond and may run inside an event loop, so it
reads a snapshot; `refresh_secrets` renews it (on another thread where there is a loop).
"""

import hashlib
import re
import time
from dataclasses import dataclass, field

from django.conf import settings
from django_scopes import scopes_disabled

from bot.enums import Provider
from bot.models import Channel

MAX_TRIALS = 20
_IDS = re.compile(rb'"(?:phone_number_id|id)"\s*:\s*"(\d{5,20})"')
_HEAD_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class _Snapshot:
    taken_at: float = float("-inf")
    by_id: dict[str, tuple[str, ...]] = field(default_factory=dict)
    all: tuple[str, ...] = ()


_snapshot = _Snapshot()


def refresh_secrets() -> None:
    """Read the app secrets of every number of Meta's. One query."""
    global _snapshot  # noqa: PLW0603
    by_id: dict[str, tuple[str, ...]] = {}
    everything: dict[str, None] = {}
    with scopes_disabled():
        channels = list(
            Channel.objects.filter(provider=Provider.META)
            .order_by("created_at")
            .only("number_id", "account_id", "app_secret", "previous_app_secret")
        )
    for channel in channels:
        secrets = tuple(s for s in (channel.app_secret, channel.previous_app_secret) if s)
        for key in (channel.number_id, channel.account_id):
            if key:
                by_id[key] = by_id.get(key, ()) + secrets
        everything.update(dict.fromkeys(secrets))
    _snapshot = _Snapshot(time.monotonic(), by_id, tuple(everything))


def secrets_age() -> float:
    """Seconds since the snapshot was taken."""
    return time.monotonic() - _snapshot.taken_at


def app_secrets(body: bytes) -> list[str]:
    """Secrets that may have signed this body, likeliest first, at most MAX_TRIALS.

    First those of the numbers and accounts that the (unverified) body names, then the
    installation's own, then everybody's: a number that we don't know may still belong to an
    app that we do.
    """
    found: dict[str, None] = {}
    for match in _IDS.finditer(body[:_HEAD_BYTES]):
        found.update(dict.fromkeys(_snapshot.by_id.get(match[1].decode(), ())))
        if len(found) >= MAX_TRIALS:
            break
    found.update(dict.fromkeys(settings.META_APP_SECRETS))
    found.update(dict.fromkeys(_snapshot.all))
    return list(found)[:MAX_TRIALS]


def signer_of(secret: str) -> str:
    """How a receipt remembers who signed it; "" for the installation's own secret.

    An owner knows the secret of their own app and can sign any body with it, so a signature
    alone does not say whose number may be spoken for: `may_speak_for` does.
    """
    return "" if secret in settings.META_APP_SECRETS else _fingerprint(secret)


def may_speak_for(signer: str, channel: Channel) -> bool:
    """Whether what this signer sent may concern this number."""
    secrets = (channel.app_secret, channel.previous_app_secret)
    return not signer or signer in {_fingerprint(secret) for secret in secrets if secret}


def _fingerprint(secret: str) -> str:
    return hashlib.blake2b(secret.encode(), digest_size=16).hexdigest()
