"""The door for webhooks of Evolution servers: each number has an address and a key."""

from uuid import UUID

from bot.enums import Provider
from bot.services.number_webhooks import (
    is_one_of,
    number_of_door,
    receipt_of_number,
    refuse_large,
)
from bot.services.webhooks import NewReceipt, SignatureMissing, SignatureWrong, read_json


def accept_evolution_webhook(*, channel_id: UUID, keys: list[str], body: bytes) -> NewReceipt:
    """Check size, key and form of a POST to a number's address; Evolution signs nothing.

    `keys` are those of its headers; servers that can't set one say the instance's own in the
    body. Raises WebhookRefused.
    """
    refuse_large(body)
    channel = number_of_door(channel_id, Provider.EVOLUTION)
    data = read_json(body)
    told = data.get("apikey") if isinstance(data, dict) else None
    given = [key for key in (*keys, told) if isinstance(key, str) and key]
    if not given:
        raise SignatureMissing
    secrets = (channel.app_secret, channel.previous_app_secret, channel.access_token)
    if not is_one_of(given, secrets):
        raise SignatureWrong
    if isinstance(told, str) and told:
        body = body.replace(told.encode(), b"")  # receipts hold no key
    return receipt_of_number(channel_id, Provider.EVOLUTION, body)
