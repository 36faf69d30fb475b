"""Receipts read in their providers' languages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django_scopes import scopes_disabled

from bot.enums import Provider
from bot.gateways import Unreadable, Update, evolution, gupshup, meta, twilio
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
    reader = _READERS.get(receipt.provider)
    if reader is None:
        return (Unreadable(f"no reader for {receipt.provider}"),)
    return reader(bytes(receipt.body), number_id)


def _meta(body: bytes, _number_id: str) -> tuple[Update, ...]:
    return meta.parse(read_json(body))


def _twilio(body: bytes, number_id: str) -> tuple[Update, ...]:
    return twilio.parse(body, number_id=number_id)


def _gupshup(body: bytes, number_id: str) -> tuple[Update, ...]:
    """Version 2 is Gupshup's own; version 3 is Meta's with Gupshup's ids."""
    data = read_json(body)
    if not gupshup.is_envelope(data):
        return gupshup.parse(data, number_id=number_id)
    found = meta.parse(gupshup.as_meta(data))
    # Meta's name of the number is not ours: what came to this address is about this number.
    return tuple(gupshup.with_file(replace(update, number_id=number_id)) for update in found)


def _evolution(body: bytes, number_id: str) -> tuple[Update, ...]:
    return evolution.parse(read_json(body), number_id=number_id)


_READERS: Mapping[str, Callable[[bytes, str], tuple[Update, ...]]] = {
    Provider.META: _meta,
    Provider.TWILIO: _twilio,
    Provider.GUPSHUP: _gupshup,
    Provider.EVOLUTION: _evolution,
}
