"""Publishing news and handing it to those who listen."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from accounts.enums import ReceiptStatus
from accounts.events import Event, handler_of, subscribers_of
from accounts.models import EventReceipt, EventRecord
from config.lib.logging import bound_context, get_logger
from config.lib.nudges import nudge_on_commit

log = get_logger(__name__)

DELIVER = "accounts.tasks.deliver_events"
MAX_ATTEMPTS = 8


def publish(event: Event) -> None:
    """Record `event` and one receipt per subscriber, in the caller's transaction."""
    now = timezone.now()
    with scopes_disabled():
        record = EventRecord.objects.create(
            organization_id=event.organization_id,
            name=event.name(),
            payload=event.to_payload(),
            occurred_at=now,
        )
        receipts = EventReceipt.objects.bulk_create(
            EventReceipt(
                organization_id=event.organization_id, event=record, subscriber=path, due_at=now
            )
            for path in subscribers_of(event.name())
        )
    if receipts:
        nudge_on_commit(DELIVER)


def deliver_events(*, now: datetime, limit: int = 100) -> int:
    """Hand due receipts to their subscribers, oldest first; returns how many were settled.

    Each runs in a transaction of its own, so what it does and that it was done are one
    commit. A failing one is tried again with growing pauses, at most MAX_ATTEMPTS times.
    """
    settled = 0
    while settled < limit and _deliver_next(now):
        settled += 1
    return settled


def _deliver_next(now: datetime) -> bool:
    with scopes_disabled(), transaction.atomic():
        receipt = (
            EventReceipt.objects.select_related("event", "organization")
            .filter(status=ReceiptStatus.PENDING, due_at__lte=now)
            .order_by("due_at", "id")
            .select_for_update(skip_locked=True, of=("self",))
            .first()
        )
        if receipt is None:
            return False
        receipt.attempts += 1
        try:
            with transaction.atomic(), bound_context(event_id=str(receipt.event_id)):
                _run(receipt)
        except Exception as error:
            log.exception("subscriber_failed", subscriber=receipt.subscriber)
            receipt.error = f"{type(error).__name__}: {error}"[:2000]
            receipt.due_at = now + timedelta(seconds=2**receipt.attempts)
            if receipt.attempts >= MAX_ATTEMPTS:
                receipt.status = ReceiptStatus.FAILED
        else:
            receipt.status = ReceiptStatus.DONE
            receipt.error = ""
        receipt.save(update_fields=["attempts", "status", "due_at", "error"])
    return True


def _run(receipt: EventReceipt) -> None:
    found = handler_of(receipt.event.name, receipt.subscriber)
    if found is None:
        raise LookupError(f"no subscriber {receipt.subscriber}")
    event_type, handler = found
    with scope(organization=receipt.organization):
        handler(event_type.from_payload(receipt.event.payload))
