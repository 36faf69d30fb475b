"""The door for webhooks: what may come in, and how it is kept before anybody reads it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from django.utils import timezone

from bot.enums import Provider
from bot.gateways.meta import signing_secret
from bot.selectors.secrets import app_secrets, signer_of
from config.lib.ids import new_id
from config.lib.nudges import nudge_on_commit

DRAIN_INBOX = "bot.tasks.drain_inbox"
MAX_BODY_BYTES = 3 * 1024 * 1024  # Meta's limit for one POST

INSERT_RECEIPTS = """
INSERT INTO bot_webhookreceipt
       (id, provider, body, digest, received_at, channel_id, signer,
        due_at, status, attempts, error)
SELECT id, provider, body, digest, received_at, channel_id, signer, received_at, 'NEW', 0, ''
  FROM unnest(%s::uuid[], %s::text[], %s::bytea[], %s::bytea[], %s::timestamptz[], %s::uuid[],
              %s::text[])
       AS t (id, provider, body, digest, received_at, channel_id, signer)
ON CONFLICT (digest) DO NOTHING
RETURNING id
"""


class WebhookRefused(Exception):
    """The POST is not kept. `status` is the HTTP answer."""

    status = 400


class SignatureMissing(WebhookRefused):
    status = 401


class SignatureWrong(WebhookRefused):
    status = 403


class BodyTooLarge(WebhookRefused):
    status = 413


class BodyMalformed(WebhookRefused):
    status = 400


@dataclass(frozen=True, slots=True)
class NewReceipt:
    """A verified body, not yet written; `channel_id` and `signer` as in WebhookReceipt."""

    id: UUID
    provider: str
    body: bytes
    digest: bytes
    received_at: datetime
    channel_id: UUID | None = None
    signer: str = ""


def accept_meta_webhook(*, body: bytes, signature: str) -> NewReceipt:
    """Check size, signature (HMAC-SHA256 over the raw bytes) and form of a POST from Meta.

    Touches no database: the secrets come from memory. Raises WebhookRefused.
    """
    if len(body) > MAX_BODY_BYTES:
        raise BodyTooLarge
    if not signature:
        raise SignatureMissing
    secret = signing_secret(body, signature, app_secrets(body))
    if secret is None:
        raise SignatureWrong
    read_json(body)
    signer = signer_of(secret)
    return NewReceipt(
        id=new_id(),
        provider=Provider.META,
        body=body,
        digest=hashlib.sha256(signer.encode() + body).digest(),
        received_at=timezone.now(),
        signer=signer,
    )


def read_json(body: bytes) -> Any:
    """The JSON value of a body; raises BodyMalformed.

    orjson is strict about lone surrogates, which Meta may cut an emoji into: such a body is
    given to the lenient reader of the standard library.
    """
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        if b"\\ud" not in body.lower():
            raise BodyMalformed from None
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise BodyMalformed from None


def receipt_columns(receipts: Sequence[NewReceipt]) -> list[list[Any]]:
    """The parameters of INSERT_RECEIPTS."""
    return [
        [receipt.id for receipt in receipts],
        [receipt.provider for receipt in receipts],
        [receipt.body for receipt in receipts],
        [receipt.digest for receipt in receipts],
        [receipt.received_at for receipt in receipts],
        [receipt.channel_id for receipt in receipts],
        [receipt.signer for receipt in receipts],
    ]


def record_receipts(receipts: Sequence[NewReceipt]) -> int:
    """Write receipts in one statement; returns how many were new. Wakes a worker."""
    with connection.cursor() as cursor:
        cursor.execute(INSERT_RECEIPTS, receipt_columns(receipts))
        new = len(cursor.fetchall())
    if new:
        nudge_on_commit(DRAIN_INBOX)
    return new
