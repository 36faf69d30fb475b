"""Messages of which nobody knows whether they left: the sender died around its POST, or the
provider never answered it.

A status webhook settles them where the provider brings our own id back. What none has settled
within the grace is sent again, unless that could reach the customer twice without anybody
ever knowing: where nothing of ours comes back, and promotions anywhere, it counts as failed,
staff are told that it may have arrived, and a person decides.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django_scopes import scopes_disabled

from bot.enums import NO_ANSWER, STATUS_RANK, DeliveryStatus
from bot.models import Delivery
from bot.services.outcomes import settle_outcome
from bot.services.sending_outcomes import MAX_ATTEMPTS
from bot.services.template_gate import promotions_among
from config.lib.logging import get_logger

log = get_logger(__name__)

AT_ONCE = 200
DETAIL = "O WhatsApp não respondeu: talvez tenha chegado"


def recover_stale(*, now: datetime, lease: timedelta, grace: timedelta) -> int:
    """Claims beyond their lease become UNKNOWN, and what was UNKNOWN for the grace is decided;
    returns how many rows moved."""
    with scopes_disabled():
        lost = Delivery.objects.filter(
            status=DeliveryStatus.SENDING, claimed_at__lt=now - lease
        ).update(
            status=DeliveryStatus.UNKNOWN,
            rank=STATUS_RANK[DeliveryStatus.UNKNOWN],
            due_at=now + grace,
        )
        decided = 0
        while found := _decide(now):
            decided += found
    return int(lost) + decided


@transaction.atomic
def _decide(now: datetime) -> int:
    rows = list(
        Delivery.objects.filter(status=DeliveryStatus.UNKNOWN, due_at__lte=now)
        .select_related("message", "channel")
        .select_for_update(of=("self",), skip_locked=True)
        .order_by("id")[:AT_ONCE]
    )
    promotions = promotions_among(rows)
    again = []
    for row in rows:
        is_told = row.channel.facts.capabilities.has_opaque
        if is_told and row.pk not in promotions and row.attempts < MAX_ATTEMPTS:
            again.append(row.pk)
        else:
            _give_up(row, now)
    Delivery.objects.filter(pk__in=again).update(
        status=DeliveryStatus.QUEUED, rank=STATUS_RANK[DeliveryStatus.QUEUED], due_at=now
    )
    return len(rows)


def _give_up(delivery: Delivery, now: datetime) -> None:
    """FAILED, but with the rank of what is unknown: any status that still comes counts."""
    delivery.status, delivery.failed_at = DeliveryStatus.FAILED, now
    delivery.error_code, delivery.error_detail = NO_ANSWER, DETAIL
    delivery.save(update_fields=["status", "failed_at", "error_code", "error_detail"])
    settle_outcome(delivery, now)
    log.warning("send_unanswered", message_id=str(delivery.message_id))
