"""Reading webhooks again, once what stopped them has been mended."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from bot.enums import WorkStatus
from bot.models import QuarantinedUpdate, WebhookReceipt
from bot.services.webhooks import DRAIN_INBOX
from config.lib.nudges import nudge_on_commit


@transaction.atomic
def replay_receipts(*, ids: Collection[UUID]) -> int:
    """FAILED receipts become NEW again; returns how many there were."""
    return _to_do(Q(pk__in=ids, status=WorkStatus.FAILED))


@transaction.atomic
def replay_quarantined(*, ids: Collection[UUID]) -> int:
    """Read the receipts of quarantined parts again; returns how many receipts.

    Their quarantine is emptied: the raw body holds everything, and what still belongs to
    nobody comes back. Parts that were understood the first time leave the same rows.
    """
    receipts = list(
        QuarantinedUpdate.objects.filter(pk__in=ids).values_list("receipt_id", flat=True).distinct()
    )
    replayed = _to_do(Q(pk__in=receipts) & ~Q(status=WorkStatus.NEW))
    QuarantinedUpdate.objects.filter(receipt_id__in=receipts).delete()
    return replayed


def _to_do(which: Q) -> int:
    replayed = WebhookReceipt.objects.filter(which).update(
        status=WorkStatus.NEW, attempts=0, due_at=timezone.now(), error="", processed_at=None
    )
    if replayed:
        nudge_on_commit(DRAIN_INBOX)
    return replayed
