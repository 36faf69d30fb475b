"""Telling those who asked for a message what became of it."""

from datetime import datetime

from bot.enums import DeliveryStatus
from bot.models import Delivery
from bot.services.flow_sendings import note_refusal
from scheduling.services.reminders import call_off_reminder, record_reminder_outcome


def settle_outcome(delivery: Delivery, now: datetime) -> None:
    """If this delivery carries a reminder, say whether it went out; if it is of a flow, that
    it was refused."""
    failed = delivery.status in (DeliveryStatus.FAILED, DeliveryStatus.EXPIRED)
    if failed:
        note_refusal(message_id=delivery.message_id, now=now)
    if delivery.reminder_id is None:
        return
    if delivery.status == DeliveryStatus.EXPIRED:
        call_off_reminder(reminder_id=delivery.reminder_id, now=now)
        return
    record_reminder_outcome(
        reminder_id=delivery.reminder_id,
        is_sent=not failed,
        now=now,
        detail=delivery.error_detail if failed else "",
    )
