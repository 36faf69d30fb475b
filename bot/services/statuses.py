"""Delivery statuses: kept as they come, applied forward only."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from bot.enums import PROVIDER_STATUS, STATUS_RANK, DeliveryStatus
from bot.gateways import StatusUpdate
from bot.models import Channel, Delivery, DeliveryUpdate, Message
from bot.services.outcomes import settle_outcome

_MOMENT = {
    DeliveryStatus.SENT: "sent_at",
    DeliveryStatus.DELIVERED: "delivered_at",
    DeliveryStatus.READ: "read_at",
    DeliveryStatus.FAILED: "failed_at",
}

# As one statement with arrays: Django's bulk_update builds a CASE for each row and field,
# which costs more than everything else that a status causes.
_SAVE = """
UPDATE bot_delivery d
   SET status = new.status, rank = new.rank, error_code = new.error_code,
       error_detail = new.error_detail, sent_at = new.sent_at,
       delivered_at = new.delivered_at, read_at = new.read_at, failed_at = new.failed_at
  FROM unnest(%s::uuid[], %s::text[], %s::int[], %s::int[], %s::text[], %s::timestamptz[],
              %s::timestamptz[], %s::timestamptz[], %s::timestamptz[])
       AS new (id, status, rank, error_code, error_detail, sent_at, delivered_at, read_at,
               failed_at)
 WHERE d.id = new.id
"""
_FIELDS = (
    "id",
    "status",
    "rank",
    "error_code",
    "error_detail",
    "sent_at",
    "delivered_at",
    "read_at",
    "failed_at",
)


def store_statuses(*, channel: Channel, updates: Sequence[StatusUpdate], now: datetime) -> None:
    """Keep statuses of webhooks (each once) and apply those whose delivery is known already.

    A handful of queries for any number of them: every message that goes out brings three.
    """
    rows = _keep_new(channel, updates, now)
    _apply(_with_deliveries(channel, rows), now)


def apply_early_statuses(sent: Sequence[tuple[Delivery, str]], *, now: datetime) -> None:
    """Apply what came before we knew the messages' provider ids. The deliveries are locked."""
    waiting = {(row.channel_id, external_id): row for row, external_id in sent}
    early = DeliveryUpdate.objects.filter(
        external_id__in={external_id for _row, external_id in sent}, applied_at__isnull=True
    )
    pairs = [(row, waiting.get((row.channel_id, row.external_id))) for row in early]
    _apply([(row, delivery) for row, delivery in pairs if delivery is not None], now)


def _keep_new(
    channel: Channel, updates: Sequence[StatusUpdate], now: datetime
) -> list[DeliveryUpdate]:
    rows = [
        DeliveryUpdate(
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
        for update in updates
    ]
    DeliveryUpdate.objects.bulk_create(rows, ignore_conflicts=True)
    written = set(
        DeliveryUpdate.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True)
    )
    return [row for row in rows if row.pk in written]


def _with_deliveries(
    channel: Channel, rows: Sequence[DeliveryUpdate]
) -> list[tuple[DeliveryUpdate, Delivery]]:
    """Each status with its delivery, locked; by our own id, else by the message's id."""
    own = {row.pk: _uuid(row.opaque) for row in rows}
    by_message = dict(
        Message.objects.filter(
            channel=channel,
            external_id__in={row.external_id for row in rows},
            delivery__isnull=False,
        ).values_list("external_id", "delivery__pk")
    )
    wanted = {key for key in (*own.values(), *by_message.values()) if key is not None}
    deliveries: dict[UUID | None, Delivery] = {
        delivery.pk: delivery
        for delivery in Delivery.objects.filter(pk__in=wanted, channel=channel)
        .order_by("id")
        .select_for_update(no_key=True)
    }
    found = [
        (row, deliveries.get(own[row.pk]) or deliveries.get(by_message.get(row.external_id)))
        for row in rows
    ]
    return [(row, delivery) for row, delivery in found if delivery is not None]


def _apply(pairs: Sequence[tuple[DeliveryUpdate, Delivery]], now: datetime) -> None:
    if not pairs:
        return
    for row, delivery in sorted(pairs, key=lambda pair: pair[0].occurred_at):
        _advance(delivery, row, now)
    DeliveryUpdate.objects.filter(pk__in=[row.pk for row, _ in pairs]).update(applied_at=now)
    changed = list({delivery.pk: delivery for _, delivery in pairs}.values())
    with connection.cursor() as cursor:
        cursor.execute(_SAVE, [[getattr(row, field) for row in changed] for field in _FIELDS])
    _learn_external_ids({delivery.message_id: row.external_id for row, delivery in pairs})


def _advance(delivery: Delivery, row: DeliveryUpdate, now: datetime) -> None:
    """Move a delivery forward; a lower status than the one it has changes only its moment."""
    status = PROVIDER_STATUS.get(row.status)
    if status is None:
        return
    moment = _MOMENT[DeliveryStatus(status)]
    if getattr(delivery, moment) is None:
        setattr(delivery, moment, row.occurred_at)
    if STATUS_RANK[status] > delivery.rank:
        delivery.status, delivery.rank = status, STATUS_RANK[status]
        if status == DeliveryStatus.FAILED and row.errors:
            delivery.error_code = row.errors[0].get("code")
            delivery.error_detail = row.errors[0].get("detail") or row.errors[0]["title"]
        settle_outcome(delivery, now)


def _learn_external_ids(external_ids: dict[UUID, str]) -> None:
    """A status may be the first to tell the provider's id (the sender died after its POST)."""
    unknown = Message.objects.filter(pk__in=external_ids, external_id__isnull=True).values_list(
        "pk", flat=True
    )
    for message_id in unknown:
        Message.objects.filter(pk=message_id).update(external_id=external_ids[message_id])


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:  # another tool's own value
        return None
