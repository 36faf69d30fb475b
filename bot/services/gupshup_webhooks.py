"""The door for Gupshup's webhooks: each number has an address with a secret in it."""

from uuid import UUID

from bot.enums import Provider
from bot.services.number_webhooks import (
    is_one_of,
    number_of_door,
    receipt_of_number,
    refuse_large,
)
from bot.services.webhooks import NewReceipt, SignatureWrong, read_json


def accept_gupshup_webhook(*, channel_id: UUID, secret: str, body: bytes) -> NewReceipt:
    """Check size, secret and form of a POST to a number's address; Gupshup signs nothing.

    The secret before the present one is good too: their panel is changed after ours.
    Raises WebhookRefused.
    """
    refuse_large(body)
    channel = number_of_door(channel_id, Provider.GUPSHUP)
    if not is_one_of([secret], (channel.app_secret, channel.previous_app_secret)):
        raise SignatureWrong
    read_json(body)
    return receipt_of_number(channel_id, Provider.GUPSHUP, body)
