"""Delivery statuses: kept as they come, applied forward only."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from bot.enums import PROVIDER_STATUS, STATUS_RANK, DeliveryStatus
from bot.gateways import StatusUpdate
from bot.models import Channel, Delivery, DeliveryUpdate, Message
from bot.services.outcomes import settle_reminder

_MOMENT = {
    DeliveryStatus.SENT: "sent_at",
    DeliveryStatus.DELIVERED: "delivered_at",
    DeliveryStatus.READ: "read_at",
    DeliveryStatus.FAILED: "failed_at",
}


def store_status(*, channel: Channel, update: StatusUpdate, now: datetime) -> None:
    """Keep one status of a webhook (once) and apply it if its delivery is known already."""
    row = DeliveryUpdate(
        organization_id=channel.organization_id,
        channel=channel,
        external_id=update.external_id,
        opaque=update.opaque[:512],
        status=update.status[:20],
        participant=update.participant[:160],
        occurred_at=update.occurred_at or now,
        errors=[
            {"code": error.code, "title": error.title, "detail": error.detail}
            for error in update.errors
        ],
        payload=update.payload,
    )
    DeliveryUpdate.objects.bulk_create([row], ignore_conflicts=True)
    if not DeliveryUpdate.objects.filter(pk=row.pk).exists():
        return
    delivery = _delivery_of(channel, row)
    if delivery is not None:
        apply_status(delivery=delivery, update=row, now=now)


def apply_early_statuses(*, delivery: Delivery, external_id: str, now: datetime) -> None:
    """Apply what came before we knew the message's provider id."""
    early = DeliveryUpdate.objects.filter(
        channel_id=delivery.channel_id, external_id=external_id, applied_at__isnull=True
    ).order_by("occurred_at", "id")
    for update in early:
        apply_status(delivery=delivery, update=update, now=now)


def apply_status(*, delivery: Delivery, update: DeliveryUpdate, now: datetime) -> None:
    """Move a delivery forward; a lower status than the one it has changes only its moment.

    `delivery` is locked by the caller.
    """
    update.applied_at = now
    update.save(update_fields=["applied_at"])
    _learn_external_id(delivery, update.external_id)
    status = PROVIDER_STATUS.get(update.status)
    if status is None:
        return
    moment = _MOMENT[DeliveryStatus(status)]
    if getattr(delivery, moment) is None:
        setattr(delivery, moment, update.occurred_at)
    if STATUS_RANK[status] > delivery.rank:
        delivery.status, delivery.rank = status, STATUS_RANK[status]
        if status == DeliveryStatus.FAILED and update.errors:
            delivery.error_code = update.errors[0].get("code")
            delivery.error_detail = update.errors[0].get("detail") or update.errors[0]["title"]
        settle_reminder(delivery, now)
    delivery.save()


def _delivery_of(channel: Channel, update: DeliveryUpdate) -> Delivery | None:
    wanted = Q(message__external_id=update.external_id)
    with suppress(ValueError):  # an opaque value that another tool has set
        wanted |= Q(pk=UUID(update.opaque))
    found: Delivery | None = (
        Delivery.objects.filter(wanted, channel=channel).select_for_update(of=("self",)).first()
    )
    return found


def _learn_external_id(delivery: Delivery, external_id: str) -> None:
    """A status may be the first to tell the provider's id (the sender died after its POST)."""
    Message.objects.filter(pk=delivery.message_id, external_id__isnull=True).update(
        external_id=external_id
    )
