"""Recording what a POST to the provider came to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce, Greatest
from django_scopes import scopes_disabled

from bot.enums import STATUS_RANK, ChannelStatus, DeliveryStatus
from bot.gateways import ErrorScope, GatewayError, SendReceipt
from bot.models import Channel, Delivery
from bot.models.delivery import LOST
from bot.services.choices import note_numbered
from bot.services.outcomes import settle_outcome
from bot.services.statuses import apply_early_statuses
from config.lib.logging import get_logger

log = get_logger(__name__)

MAX_ATTEMPTS = 8
BREAKER_FAILURES = 5
BREAKER_REST = timedelta(seconds=15)
UNKNOWN_GRACE = timedelta(seconds=15)

_NOTE_EXTERNAL_IDS = """
UPDATE bot_message m SET external_id = sent.external_id
  FROM unnest(%s::uuid[], %s::text[]) AS sent (id, external_id)
 WHERE m.id = sent.id AND m.external_id IS NULL
   AND NOT EXISTS (SELECT 1 FROM bot_message other
                    WHERE other.channel_id = m.channel_id
                      AND other.external_id = sent.external_id)
"""


@dataclass(frozen=True, slots=True)
class Sent:
    """The provider has accepted a delivery's message.

    `closes_breaker`: the channel had failed before, and its count starts anew.
    """

    delivery_id: UUID
    receipt: SendReceipt
    closes_breaker: bool = True


def record_sent(sent: Sequence[Sent], *, now: datetime) -> None:
    """Accepted messages get the provider's ids; statuses that came first are applied now.

    A handful of queries for any number of them. They are of many organizations, and some
    servers are their owners': an id that can't be kept (another message of the number has it)
    is left out, and takes nothing from the others.
    """
    try:
        _record_together(sent, now)
    except (IntegrityError, DataError, ValueError):
        if len(sent) == 1 and not sent[0].receipt.external_id:
            raise
        for item in sent:
            log.warning("sent_recorded_alone", delivery_id=str(item.delivery_id))
            nameless = replace(item, receipt=replace(item.receipt, external_id=""))
            record_sent([item if len(sent) > 1 else nameless], now=now)


def _record_together(sent: Sequence[Sent], now: datetime) -> None:
    external_ids = {item.delivery_id: item.receipt.external_id for item in sent}
    with transaction.atomic(), scopes_disabled():
        deliveries = list(
            Delivery.objects.filter(pk__in=external_ids)
            .order_by("id")
            .select_for_update(no_key=True)
        )
        named = [row for row in deliveries if external_ids[row.pk]]
        _note_external_ids({row.message_id: external_ids[row.pk] for row in named})
        as_numbers = {item.delivery_id for item in sent if item.receipt.is_numbered}
        note_numbered([row.message_id for row in deliveries if row.pk in as_numbers])
        is_news = Q(rank__lt=STATUS_RANK[DeliveryStatus.SENT])
        # One statement: a row that is updated twice has all its foreign keys checked at commit.
        Delivery.objects.filter(pk__in=external_ids).update(
            sent_at=Coalesce("sent_at", Value(now)),
            error_code=None,
            error_detail="",
            status=Case(When(is_news, then=Value(DeliveryStatus.SENT)), default=F("status")),
            rank=Greatest("rank", STATUS_RANK[DeliveryStatus.SENT]),
        )
        for delivery in deliveries:
            _become_sent(delivery, now)
        apply_early_statuses([(row, external_ids[row.pk]) for row in named], now=now)
        recovered = [item.delivery_id for item in sent if item.closes_breaker]
        if recovered:
            Channel.objects.filter(
                pk__in=[row.channel_id for row in deliveries if row.pk in recovered],
                failures__gt=0,
            ).update(failures=0)


def _note_external_ids(external_ids: dict[UUID, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_NOTE_EXTERNAL_IDS, [list(external_ids), list(external_ids.values())])


def _become_sent(delivery: Delivery, now: datetime) -> None:
    """What the row has become, for what follows in the same transaction."""
    delivery.sent_at = delivery.sent_at or now
    delivery.error_code, delivery.error_detail = None, ""
    if delivery.rank < STATUS_RANK[DeliveryStatus.SENT]:
        delivery.status = DeliveryStatus.SENT
        delivery.rank = STATUS_RANK[DeliveryStatus.SENT]
    settle_outcome(delivery, now)


@transaction.atomic
def record_failure(
    *, delivery_id: UUID, error: GatewayError, now: datetime, spoke_with: str | None = None
) -> None:
    """Retry, stop, or pause the number, as the provider's error says.

    `spoke_with`: the credential of the POST. What was said of one that has been replaced
    meanwhile stops the number no more.
    """
    with scopes_disabled():
        delivery = Delivery.objects.select_for_update(no_key=True).get(pk=delivery_id)
        if delivery.status in LOST or delivery.rank >= STATUS_RANK[DeliveryStatus.SENT]:
            return  # a status webhook, or the sweep, has settled it meanwhile
        delivery.error_code, delivery.error_detail = error.code, error.detail[:2000]
        if error.outcome_unknown:
            _become(delivery, DeliveryStatus.UNKNOWN, now + UNKNOWN_GRACE)
        elif (
            error.permanent and error.scope != ErrorScope.NUMBER
        ) or delivery.attempts >= MAX_ATTEMPTS:
            _fail(delivery, now)
        else:
            _become(delivery, DeliveryStatus.QUEUED, now + _pause(delivery, error))
        delivery.save()
        if delivery.status == DeliveryStatus.FAILED:
            settle_outcome(delivery, now)
        if error.scope == ErrorScope.NUMBER:
            _rest(delivery.channel_id, error, now, spoke_with)
        elif not error.permanent and (error.http_status is None or error.http_status >= 500):
            _count_failure(delivery.channel_id, now)  # the provider is away, not the message bad
    log.warning(
        "send_refused",
        message_id=str(delivery.message_id),
        code=error.code,
        permanent=error.permanent,
        status=delivery.status,
    )


@transaction.atomic
def record_expired(*, delivery_id: UUID, code: int, now: datetime) -> None:
    """It must not leave any more: what it says is no longer true."""
    with scopes_disabled():
        delivery = Delivery.objects.select_for_update(no_key=True).get(pk=delivery_id)
        if delivery.status in LOST or delivery.rank >= STATUS_RANK[DeliveryStatus.SENT]:
            return
        _become(delivery, DeliveryStatus.EXPIRED, delivery.due_at)
        delivery.error_code, delivery.failed_at = code, now
        delivery.save()
        settle_outcome(delivery, now)


def _become(delivery: Delivery, status: DeliveryStatus, due_at: datetime) -> None:
    delivery.status, delivery.rank, delivery.due_at = status, STATUS_RANK[status], due_at


def _fail(delivery: Delivery, now: datetime) -> None:
    delivery.status = DeliveryStatus.FAILED
    delivery.rank = STATUS_RANK[DeliveryStatus.FAILED]
    delivery.failed_at = now


def _pause(delivery: Delivery, error: GatewayError) -> timedelta:
    """How long to wait before the next try."""
    if error.backoff is not None:
        return timedelta(seconds=min(error.backoff ** (delivery.attempts - 1), 600))
    if error.retry_after is not None:
        return timedelta(seconds=error.retry_after)
    return timedelta(seconds=min(2**delivery.attempts, 300))


def _rest(channel_id: UUID, error: GatewayError, now: datetime, spoke_with: str | None) -> None:
    """A number-wide refusal: a pause until a person mends it, or a shorter silence."""
    if error.permanent:
        channel = Channel.objects.select_for_update(no_key=True).get(pk=channel_id)
        if spoke_with in (None, channel.access_token):
            channel.status = ChannelStatus.PAUSED
            channel.pause_reason = f"{error.code}: {error.detail}"[:200]
            channel.save(update_fields=["status", "pause_reason"])
        return
    rest = timedelta(seconds=error.retry_after or 2)
    Channel.objects.filter(pk=channel_id).update(quiet_until=now + rest)


def _count_failure(channel_id: UUID, now: datetime) -> None:
    """The circuit breaker: after a row of failures the number rests for a while."""
    channel = Channel.objects.select_for_update(no_key=True).get(pk=channel_id)
    channel.failures = min(channel.failures + 1, 1000)
    if channel.failures >= BREAKER_FAILURES:
        channel.quiet_until = now + BREAKER_REST
    channel.save(update_fields=["failures", "quiet_until"])
