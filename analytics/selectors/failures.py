"""Messages that did not reach their customer and that nobody has sent anew."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from analytics.cursors import TimeCursor
from bot.enums import DeliveryStatus
from bot.models import Delivery

PAGE_SIZE = 50
LOOKED_BACK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class FailurePage:
    """Some deliveries; `next` is where the older ones begin, None at the end."""

    rows: list[Delivery]
    next: TimeCursor | None


def failures(now: datetime) -> QuerySet[Delivery]:
    """Failed deliveries of messages written in the last seven days."""
    found: QuerySet[Delivery] = Delivery.objects.filter(
        status=DeliveryStatus.FAILED, retry__isnull=True, created_at__gte=now - LOOKED_BACK
    )
    return found


def failure_page(now: datetime, before: TimeCursor | None = None) -> FailurePage:
    """One page, newest first, with message and customer. One query."""
    rows = failures(now)
    if before is not None:
        rows = rows.filter(created_at__lte=before.at).filter(
            Q(created_at__lt=before.at) | Q(pk__lt=before.pk)
        )
    ordered = rows.select_related("message", "conversation__customer")
    listed = list(ordered.order_by("-created_at", "-pk")[: PAGE_SIZE + 1])
    if len(listed) <= PAGE_SIZE:
        return FailurePage(listed, None)
    last = listed[PAGE_SIZE - 1]
    return FailurePage(listed[:PAGE_SIZE], TimeCursor(last.created_at, last.pk))
