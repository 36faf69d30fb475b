"""The door for Twilio's webhooks: each number has an address and a token of its own."""

from urllib.parse import quote
from uuid import UUID

from django.conf import settings

from bot.enums import Provider
from bot.gateways.twilio import OPAQUE_FIELD, read_form, verify_signature
from bot.services.number_webhooks import number_of_door, receipt_of_number, refuse_large
from bot.services.webhooks import BodyMalformed, NewReceipt, SignatureMissing, SignatureWrong

UUID_LENGTH = 36


def accept_twilio_webhook(
    *, channel_id: UUID, url: str, path: str, opaque: str, body: bytes, signature: str
) -> NewReceipt:
    """Check size, form and signature of a POST to a number's address.

    `url` is the address as it arrived here and `path` what follows the host in it: behind a
    proxy PUBLIC_URL and `path` is what Twilio has called and signed. `opaque` is our own
    word in that address: it is kept with the form. Raises WebhookRefused.
    """
    refuse_large(body)
    if not signature:
        raise SignatureMissing
    channel = number_of_door(channel_id, Provider.TWILIO)
    try:
        form = read_form(body)
    except ValueError:
        raise BodyMalformed from None
    urls = [url, settings.PUBLIC_URL.rstrip("/") + path]
    tokens = [channel.app_secret or "", channel.previous_app_secret or ""]
    if not verify_signature(urls, form, signature, tokens):
        raise SignatureWrong
    kept = body + f"&{OPAQUE_FIELD}={quote(opaque[:UUID_LENGTH])}".encode() if opaque else body
    return receipt_of_number(channel_id, Provider.TWILIO, kept)
