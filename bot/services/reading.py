"""Receipts read in their providers' languages."""

from collections.abc import Sequence
from uuid import UUID

from django_scopes import scopes_disabled

from bot.enums import Provider
from bot.gateways import Unreadable, Update, meta, twilio
from bot.models import Channel, WebhookReceipt
from bot.services.webhooks import read_json

Placed = tuple[WebhookReceipt, int, Update]  # the update and where in the receipt it stood


def read_receipts(receipts: Sequence[WebhookReceipt]) -> list[Placed]:
    """Every update of these receipts. A query only where some came to a number's address."""
    ids = {receipt.channel_id for receipt in receipts if receipt.channel_id}
    numbers: dict[UUID | None, str] = {}
    if ids:
        with scopes_disabled():
            numbers = dict(Channel.objects.filter(pk__in=ids).values_list("pk", "number_id"))
    return [
        (receipt, position, update)
        for receipt in receipts
        for position, update in enumerate(_read(receipt, numbers.get(receipt.channel_id, "")))
    ]


def _read(receipt: WebhookReceipt, number_id: str) -> tuple[Update, ...]:
    body = bytes(receipt.body)
    if receipt.provider == Provider.META:
        return meta.parse(read_json(body))
    if receipt.provider == Provider.TWILIO:
        return twilio.parse(body, number_id=number_id)
    return (Unreadable(f"no reader for {receipt.provider}"),)
