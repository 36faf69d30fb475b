"""Receipts become messages: reading what came in and writing it down, once."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django_scopes import scope

from bot.enums import QuarantineReason, WorkStatus
from bot.gateways import AccountUpdate, InboundMessage, StatusUpdate, Update
from bot.models import Channel, QuarantinedUpdate, WebhookReceipt
from bot.services.account_updates import apply_account_update
from bot.services.history_files import fill_placeholder
from bot.services.inbound import known_messages, store_inbound
from bot.services.reading import read_receipts
from bot.services.routing import Routed, route
from bot.services.statuses import store_statuses
from config.lib.logging import bound_context, get_logger

log = get_logger(__name__)

BATCH = 40
MAX_ATTEMPTS = 6
READERS_LOCK = 0x7A61_0001  # any number that nothing else locks


@dataclass(frozen=True, slots=True)
class Processed:
    """How many receipts a batch had, and how many messages in it the bot has to answer."""

    receipts: int = 0
    scheduled: int = 0

    def __bool__(self) -> bool:
        return self.receipts > 0


def process_receipts(*, now: datetime) -> Processed | None:
    """Work through one batch of due receipts; None while another worker reads.

    One worker reads at a time, in the order of arrival: two side by side would write down
    a customer's second message, and have it answered, before the first. A batch is one
    commit. Should one of its receipts fail, the batch is undone and each receipt gets a
    transaction of its own, so that the bad one fails alone and later.
    """
    try:
        with transaction.atomic():
            if not _is_only_reader():
                return None
            return _process(_claim(now, BATCH), now)
    except Exception:
        log.exception("receipt_batch_failed")
        return _process_singly(now)


def _is_only_reader() -> bool:
    """Take the readers' lock until the transaction ends; False when another has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [READERS_LOCK])
        return bool(cursor.fetchone()[0])


def _claim(now: datetime, limit: int) -> list[WebhookReceipt]:
    return list(
        WebhookReceipt.objects.filter(status=WorkStatus.NEW, due_at__lte=now)
        .order_by("id")
        .select_for_update()[:limit]
    )


def _process_singly(now: datetime) -> Processed:
    taken = scheduled = 0
    for _ in range(BATCH):
        with transaction.atomic():
            receipts = _claim(now, 1) if _is_only_reader() else []
            if not receipts:
                break
            taken += 1
            try:
                with transaction.atomic():
                    scheduled += _process(receipts, now).scheduled
            except Exception as error:
                log.exception("receipt_failed", receipt_id=str(receipts[0].pk))
                _postpone(receipts[0], error, now)
    return Processed(taken, scheduled)


def _postpone(receipt: WebhookReceipt, error: Exception, now: datetime) -> None:
    receipt.attempts += 1
    receipt.error = f"{type(error).__name__}: {error}"[:2000]
    receipt.due_at = now + timedelta(seconds=2**receipt.attempts)
    if receipt.attempts >= MAX_ATTEMPTS:
        receipt.status = WorkStatus.FAILED
    receipt.save(update_fields=["attempts", "error", "due_at", "status"])


def _process(receipts: list[WebhookReceipt], now: datetime) -> Processed:
    """Write everything that these receipts say.

    Updates are sorted by contact, so that two workers that meet the same contacts take the
    rows in the same order and never wait for each other in a ring.
    """
    updates = route(read_receipts(receipts))
    known = known_messages(
        {item.channel for item in updates if item.channel}, (item.update for item in updates)
    )
    statuses: dict[Channel, list[StatusUpdate]] = defaultdict(list)
    scheduled = 0
    for item in sorted(updates, key=lambda item: _order(item.update)):
        if isinstance(item.update, StatusUpdate) and item.channel:
            statuses[item.channel].append(item.update)
            continue
        if isinstance(item.update, InboundMessage) and item.channel:
            key = (item.channel.pk, item.update.external_id)
            if key in known:
                _apply_again(item.channel, item.update, now)
                continue
            known.add(key)
        with bound_context(receipt_id=str(item.receipt.pk)):
            scheduled += _apply(item, now)
    for channel, of_number in statuses.items():
        with scope(organization=channel.organization):
            store_statuses(channel=channel, updates=of_number, now=now)
    WebhookReceipt.objects.filter(pk__in=[receipt.pk for receipt in receipts]).update(
        status=WorkStatus.DONE, processed_at=now, error=""
    )
    return Processed(len(receipts), scheduled)


def _order(update: Update) -> tuple[str, str, float]:
    if isinstance(update, InboundMessage):
        contact = update.contact.user_id or update.contact.wa_id or ""
        moment = update.occurred_at.timestamp() if update.occurred_at else 0.0
        return (update.number_id, contact, moment)
    return (update.number_id, "~", 0.0)  # statuses and the rest after the messages


def _apply_again(channel: Channel, update: InboundMessage, now: datetime) -> None:
    """Of a message that is there: only what was a placeholder until now."""
    if update.is_history:
        with scope(organization=channel.organization):
            fill_placeholder(channel=channel, update=update, now=now)


def _apply(item: Routed, now: datetime) -> bool:
    """Write one update; True when it gave the bot something to answer."""
    channel, update = item.channel, item.update
    if channel is None:
        _quarantine(item, item.reason or QuarantineReason.UNKNOWN_NUMBER)
        return False
    with scope(organization=channel.organization):
        if isinstance(update, InboundMessage):
            return store_inbound(channel=channel, update=update, now=now)
        if isinstance(update, AccountUpdate) and not apply_account_update(
            channel=channel, update=update, now=now
        ):
            _quarantine(item, QuarantineReason.UNKNOWN_FIELD)
    return False


def _quarantine(item: Routed, reason: QuarantineReason) -> None:
    update = item.update
    payload = update.value if isinstance(update, AccountUpdate) else update.payload
    field = getattr(update, "field", "") or type(update).__name__
    QuarantinedUpdate.objects.bulk_create(
        [
            QuarantinedUpdate(
                receipt=item.receipt,
                position=item.position,
                reason=reason,
                number_id=update.number_id[:80],
                account_id=getattr(update, "waba_id", "")[:80],
                field=field[:80],
                detail=getattr(update, "reason", "")[:200],
                payload=payload,
            )
        ],
        ignore_conflicts=True,
    )
