"""Giving news that a subscriber failed on another chance."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_scopes import scopes_disabled

from accounts.enums import ReceiptStatus
from accounts.models import EventReceipt
from accounts.services.events import DELIVER
from config.lib.nudges import nudge_on_commit


@transaction.atomic
def replay_event_receipts(*, ids: Collection[UUID]) -> int:
    """FAILED receipts of events become PENDING again; returns how many there were."""
    with scopes_disabled():
        replayed: int = EventReceipt.objects.filter(pk__in=ids, status=ReceiptStatus.FAILED).update(
            status=ReceiptStatus.PENDING, attempts=0, due_at=timezone.now()
        )
    if replayed:
        nudge_on_commit(DELIVER)
    return replayed
