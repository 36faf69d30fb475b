"""The questions to the database behind the doctor's checks."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Greatest

from bot.enums import DeliveryStatus, Direction, WorkStatus
from bot.models import (
    Channel,
    Delivery,
    DeliveryUpdate,
    Message,
    MessageTemplate,
    QuarantinedUpdate,
    WebhookReceipt,
)
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


def last_webhooks() -> dict[UUID, datetime | None]:
    """When something came in for each channel: a message or a status. No such row: None."""
    messages = Message._base_manager.filter(
        channel=OuterRef("pk"), direction=Direction.IN, external_id__isnull=False
    )
    statuses = DeliveryUpdate._base_manager.filter(channel=OuterRef("pk"))
    rows = Channel._base_manager.annotate(
        heard_at=Greatest(  # the larger one that is not NULL
            Subquery(messages.order_by("-id").values("created_at")[:1]),
            Subquery(statuses.order_by("-id").values("created_at")[:1]),
        )
    )
    return dict(rows.values_list("pk", "heard_at"))


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
