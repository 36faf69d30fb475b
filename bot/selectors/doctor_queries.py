"""The questions to the database behind the doctor's checks."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Min, Q

from bot.enums import DeliveryStatus, WorkStatus
from bot.models import Delivery, MessageTemplate, QuarantinedUpdate, WebhookReceipt
from scheduling.enums import OCCUPYING, ReminderStatus
from scheduling.models import Reminder

DAY = timedelta(hours=24)

_OVERLAPS = """
SELECT count(*) FROM scheduling_appointment a
  JOIN scheduling_appointment b
    ON b.staff_id = a.staff_id AND b.id > a.id AND b.busy && a.busy
 WHERE a.status = ANY(%(occupying)s) AND b.status = ANY(%(occupying)s)
"""


def overlap_count() -> int:
    """Pairs of appointments that keep the same professional at the same time: always 0."""
    with connection.cursor() as cursor:
        cursor.execute(_OVERLAPS, {"occupying": [status.value for status in OCCUPYING]})
        return int(cursor.fetchone()[0])


def template_statuses(name: str) -> dict[tuple[Any, str], str]:
    """Status of the template `name`, by channel id and language."""
    rows = MessageTemplate._base_manager.filter(name=name)
    return {(row.channel_id, row.language): row.status for row in rows}


def receipt_times() -> Mapping[str, datetime | None]:
    """`newest`: when the last webhook came; `waiting`: since when the oldest NEW one waits."""
    return WebhookReceipt.objects.aggregate(
        newest=Max("received_at"), waiting=Min("received_at", filter=Q(status=WorkStatus.NEW))
    )


def leftover_counts() -> tuple[int, int]:
    """Receipts that FAILED, and updates in quarantine."""
    failed = WebhookReceipt.objects.filter(status=WorkStatus.FAILED).count()
    return failed, QuarantinedUpdate.objects.count()


def delivery_counts(now: datetime) -> Mapping[str, int]:
    """Deliveries of the last 24 hours: `failed` and `all`."""
    return Delivery._base_manager.filter(created_at__gt=now - DAY).aggregate(
        all=Count("id"), failed=Count("id", filter=Q(status=DeliveryStatus.FAILED))
    )


def reminder_counts(now: datetime) -> Mapping[str, int]:
    """Reminders: `due` now, and `late` or `failed` among those of the last 24 hours."""
    recent = Q(due_at__gt=now - DAY)
    return Reminder._base_manager.filter(due_at__lte=now).aggregate(
        due=Count("id", filter=Q(status=ReminderStatus.PENDING)),
        late=Count("id", filter=recent & Q(status=ReminderStatus.LATE)),
        failed=Count("id", filter=recent & Q(status=ReminderStatus.FAILED)),
    )
