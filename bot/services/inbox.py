"""Receipts become messages: reading what came in and writing it down, once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django_scopes import scope, scopes_disabled

from bot.enums import QuarantineReason, WorkStatus
from bot.gateways import AccountUpdate, InboundMessage, StatusUpdate, Unreadable, Update
from bot.models import Channel, QuarantinedUpdate, WebhookReceipt
from bot.services.account_updates import apply_account_update
from bot.services.inbound import known_messages, store_inbound
from bot.services.reading import Placed, read_receipts
from bot.services.statuses import store_statuses
from config.lib.logging import bound_context, get_logger

log = get_logger(__name__)

BATCH = 40
MAX_ATTEMPTS = 6
Address = tuple[str, str]  # a provider, and its id of a number or an account
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
    updates = read_receipts(receipts)
    channels = _channels(updates)
    known = known_messages(channels.values(), (update for _, _, update in updates))
    statuses: dict[Address, list[StatusUpdate]] = defaultdict(list)
    scheduled = 0
    for receipt, position, update in sorted(updates, key=lambda item: _order(item[2])):
        address = (receipt.provider, update.number_id)
        if isinstance(update, StatusUpdate) and address in channels:
            statuses[address].append(update)
            continue
        if isinstance(update, InboundMessage) and address in channels:
            key = (channels[address].pk, update.external_id)
            if key in known:
                continue
            known.add(key)
        with bound_context(receipt_id=str(receipt.pk)):
            scheduled += _apply(receipt, position, update, channels, now)
    for address, of_number in statuses.items():
        with scope(organization=channels[address].organization):
            store_statuses(channel=channels[address], updates=of_number, now=now)
    WebhookReceipt.objects.filter(pk__in=[receipt.pk for receipt in receipts]).update(
        status=WorkStatus.DONE, processed_at=now, error=""
    )
    return Processed(len(receipts), scheduled)


def _channels(updates: Iterable[Placed]) -> dict[Address, Channel]:
    """The channels concerned, by number id and (the oldest one) by account id.

    A provider's webhook reaches that provider's numbers alone.
    """
    numbers: set[str] = set()
    accounts: set[str] = set()
    for _receipt, _position, update in updates:
        if update.number_id:
            numbers.add(update.number_id)
        elif isinstance(update, AccountUpdate):
            accounts.add(update.waba_id)
    with scopes_disabled():
        known = Channel.objects.select_related("organization")
        by_account = known.filter(account_id__in=accounts).order_by("-id")
        found = {(c.provider, c.account_id): c for c in by_account}
        found |= {(c.provider, c.number_id): c for c in known.filter(number_id__in=numbers)}
    return found


def _order(update: Update) -> tuple[str, str, float]:
    if isinstance(update, InboundMessage):
        contact = update.contact.user_id or update.contact.wa_id or ""
        moment = update.occurred_at.timestamp() if update.occurred_at else 0.0
        return (update.number_id, contact, moment)
    return (update.number_id, "~", 0.0)  # statuses and the rest after the messages


def _apply(
    receipt: WebhookReceipt,
    position: int,
    update: Update,
    channels: dict[Address, Channel],
    now: datetime,
) -> bool:
    """Write one update; True when it gave the bot something to answer."""
    channel = channels.get((receipt.provider, update.number_id))
    if channel is None and isinstance(update, AccountUpdate) and not update.number_id:
        channel = channels.get((receipt.provider, update.waba_id))
    if isinstance(update, Unreadable):
        _quarantine(receipt, position, update, QuarantineReason.UNREADABLE)
    elif channel is None:
        _quarantine(receipt, position, update, QuarantineReason.UNKNOWN_NUMBER)
    else:
        with scope(organization=channel.organization):
            if isinstance(update, InboundMessage):
                return store_inbound(channel=channel, update=update, now=now)
            if isinstance(update, AccountUpdate) and not apply_account_update(
                channel=channel, update=update, now=now
            ):
                _quarantine(receipt, position, update, QuarantineReason.UNKNOWN_FIELD)
    return False


def _quarantine(
    receipt: WebhookReceipt, position: int, update: Update, reason: QuarantineReason
) -> None:
    payload = update.value if isinstance(update, AccountUpdate) else update.payload
    field = getattr(update, "field", "") or type(update).__name__
    QuarantinedUpdate.objects.bulk_create(
        [
            QuarantinedUpdate(
                receipt=receipt,
                position=position,
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
