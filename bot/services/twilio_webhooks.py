"""The door for Twilio's webhooks: each number has an address and a token of its own."""

import hashlib
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django_scopes import scopes_disabled

from bot.enums import Provider
from bot.gateways.twilio import OPAQUE_FIELD, read_form, verify_signature
from bot.models import Channel
from bot.services.webhooks import (
    MAX_BODY_BYTES,
    BodyMalformed,
    BodyTooLarge,
    NewReceipt,
    SignatureMissing,
    SignatureWrong,
    WebhookRefused,
)
from config.lib.ids import new_id

UUID_LENGTH = 36


class ChannelUnknown(WebhookRefused):
    status = 404


def accept_twilio_webhook(
    *, channel_id: UUID, url: str, path: str, opaque: str, body: bytes, signature: str
) -> NewReceipt:
    """Check size, form and signature of a POST to a number's address.

    `url` is the address as it arrived here and `path` what follows the host in it: behind a
    proxy PUBLIC_URL and `path` is what Twilio has called and signed. `opaque` is our own
    word in that address: it is kept with the form. Raises WebhookRefused.
    """
    if len(body) > MAX_BODY_BYTES:
        raise BodyTooLarge
    if not signature:
        raise SignatureMissing
    secrets = _tokens(channel_id)
    try:
        form = read_form(body)
    except ValueError:
        raise BodyMalformed from None
    urls = [url, settings.PUBLIC_URL.rstrip("/") + path]
    if not verify_signature(urls, form, signature, secrets):
        raise SignatureWrong
    kept = body + f"&{OPAQUE_FIELD}={quote(opaque[:UUID_LENGTH])}".encode() if opaque else body
    return NewReceipt(
        id=new_id(),
        provider=Provider.TWILIO,
        body=kept,
        digest=hashlib.sha256(channel_id.bytes + kept).digest(),
        received_at=timezone.now(),
        channel_id=channel_id,
    )


def _tokens(channel_id: UUID) -> list[str]:
    with scopes_disabled():
        channel: Channel | None = Channel.objects.filter(
            pk=channel_id, provider=Provider.TWILIO
        ).first()
    if channel is None:
        raise ChannelUnknown
    return [channel.app_secret or "", channel.previous_app_secret or ""]
