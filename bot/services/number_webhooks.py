"""What the doors of single numbers have in common: whose they are, and the receipt."""

import hashlib
import hmac
from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone
from django_scopes import scopes_disabled

from bot.enums import Provider
from bot.models import Channel
from bot.services.webhooks import MAX_BODY_BYTES, BodyTooLarge, NewReceipt, WebhookRefused
from config.lib.ids import new_id


class ChannelUnknown(WebhookRefused):
    status = 404


def number_of_door(channel_id: UUID, provider: Provider) -> Channel:
    """The number whose address this is. Raises ChannelUnknown."""
    with scopes_disabled():
        found: Channel | None = Channel.objects.filter(pk=channel_id, provider=provider).first()
    if found is None:
        raise ChannelUnknown
    return found


def refuse_large(body: bytes) -> None:
    """Raises BodyTooLarge."""
    if len(body) > MAX_BODY_BYTES:
        raise BodyTooLarge


def is_one_of(given: Iterable[str], secrets: Iterable[str | None]) -> bool:
    """Whether one of the given words is one of our secrets, in constant time for each."""
    known = [secret.encode() for secret in secrets if secret]
    said = [word.encode("utf-8", "surrogatepass") for word in given]
    found = [hmac.compare_digest(word, secret) for word in said for secret in known]
    return any(found)


def receipt_of_number(channel_id: UUID, provider: Provider, body: bytes) -> NewReceipt:
    """The same body at another number's address is another receipt."""
    return NewReceipt(
        id=new_id(),
        provider=provider,
        body=body,
        digest=hashlib.sha256(channel_id.bytes + body).digest(),
        received_at=timezone.now(),
        channel_id=channel_id,
    )
