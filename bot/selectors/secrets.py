"""The secrets that webhooks are checked with, kept in memory.

The webhook's door must answer in a millisecond and may run inside an event loop, so it
reads a snapshot; `refresh_secrets` renews it (on another thread where there is a loop).
"""

import hashlib
import re
import time
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from uuid import UUID

from django.conf import settings
from django_scopes import scopes_disabled

from bot.enums import Provider
from bot.models import Channel

# A body is hashed anew with each secret: so many trials at least, and more of a short one.
LEAST_TRIALS, MOST_TRIALS = 20, 500
HASHED_BYTES = 1024 * 1024
_IDS = re.compile(rb'"(phone_number_id|id)"\s*:\s*"(\d{5,20})"')
_HEAD_BYTES = 64 * 1024


_ByHouse = defaultdict[UUID, dict[str, None]]


@dataclass(frozen=True, slots=True)
class _Snapshot:
    taken_at: float = float("-inf")
    by_number: dict[str, tuple[str, ...]] = field(default_factory=dict)
    by_account: dict[str, tuple[str, ...]] = field(default_factory=dict)
    all: tuple[str, ...] = ()


_snapshot = _Snapshot()


def refresh_secrets() -> None:
    """Read the app secrets of every number of Meta's. One query."""
    global _snapshot  # noqa: PLW0603
    by_number: dict[str, tuple[str, ...]] = {}
    by_account: defaultdict[str, _ByHouse] = defaultdict(lambda: defaultdict(dict))
    everything: dict[str, None] = {}
    with scopes_disabled():
        channels = list(
            Channel.objects.filter(provider=Provider.META)
            .order_by("created_at")
            .only("organization_id", "number_id", "account_id", "app_secret", "previous_app_secret")
        )
    for channel in channels:
        secrets = tuple(s for s in (channel.app_secret, channel.previous_app_secret) if s)
        by_number[channel.number_id] = secrets
        by_account[channel.account_id][channel.organization_id].update(dict.fromkeys(secrets))
        everything.update(dict.fromkeys(secrets))
    in_turns = {account: _in_turns(houses) for account, houses in by_account.items() if account}
    _snapshot = _Snapshot(time.monotonic(), by_number, in_turns, tuple(everything))


def _in_turns(houses: _ByHouse) -> tuple[str, ...]:
    """One secret of each house, then the next of each: no house crowds out another."""
    turns = zip_longest(*houses.values())
    return tuple(dict.fromkeys(secret for turn in turns for secret in turn if secret))


def secrets_age() -> float:
    """Seconds since the snapshot was taken."""
    return time.monotonic() - _snapshot.taken_at


def app_secrets(body: bytes) -> list[str]:
    """Secrets that may have signed this body, likeliest first.

    First those of the numbers that the (unverified) body names, since nobody can connect
    another's number, then the installation's own, then those of the accounts that it names,
    which anybody can name as theirs, then everybody's: a number that we don't know may still
    belong to an app that we do. News of an account alone is short and gets MOST_TRIALS.
    """
    found: dict[str, None] = {}
    accounts: dict[str, None] = {}
    for match in _IDS.finditer(body[:_HEAD_BYTES]):
        kind, id_ = match[1], match[2].decode()
        if kind == b"id":
            accounts[id_] = None
        else:
            found.update(dict.fromkeys(_snapshot.by_number.get(id_, ())))
    found.update(dict.fromkeys(settings.META_APP_SECRETS))
    for id_ in accounts:
        found.update(dict.fromkeys(_snapshot.by_account.get(id_, ())))
    found.update(dict.fromkeys(_snapshot.all))
    trials = max(LEAST_TRIALS, min(MOST_TRIALS, HASHED_BYTES // max(len(body), 1)))
    return list(islice(found, trials))


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
