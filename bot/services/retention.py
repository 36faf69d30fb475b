"""Forgetting what is older than the organization wants to keep, really and in batches."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django_scopes import scope, scopes_disabled

from accounts.models import AuditEntry, Organization, User
from accounts.services.audit import record_audit
from bot.enums import AssistantOutcome, ScheduledStatus
from bot.models import (
    AssistantTurn,
    ChannelEvent,
    Conversation,
    DeliveryUpdate,
    Message,
    RetentionPolicy,
    ScheduledMessage,
)
from bot.models.delivery import WAITING
from config.lib.ids import first_id_of

FORGET_OLD = "bot.tasks.forget_old"
BATCH = 500
LOOK_EVERY = timedelta(days=1)


@transaction.atomic
def set_retention(
    *,
    organization: Organization,
    message_days: int | None,
    log_days: int | None,
    actor: User,
    now: datetime,
) -> RetentionPolicy:
    """Keep messages and logs this many days (None: for ever); old ones go within the day."""
    policy, _created = RetentionPolicy.objects.select_for_update().get_or_create(
        organization=organization, defaults={"due_at": now}
    )
    wanted = {"message_days": message_days, "log_days": log_days}
    changed = {
        name: [getattr(policy, name), value]
        for name, value in wanted.items()
        if getattr(policy, name) != value
    }
    if changed:
        policy.message_days, policy.log_days, policy.due_at = message_days, log_days, now
        policy.save()
        record_audit(
            organization=organization,
            actor=actor,
            action="retention.updated",
            target=policy,
            details={"changed": changed},
        )
    return policy


def forget_old_rows(*, now: datetime) -> bool:
    """Delete one batch of one organization; False when nobody has anything due.

    The policy's row is the claim: two workers never delete for the same organization, and
    what did not commit is found again.
    """
    with scopes_disabled(), transaction.atomic():
        policy: RetentionPolicy | None = (
            RetentionPolicy.objects.select_related("organization")
            .filter(due_at__lte=now)
            .order_by("due_at")
            .select_for_update(skip_locked=True, of=("self",))
            .first()
        )
        if policy is None:
            return False
        with scope(organization=policy.organization):
            if not _forget(policy, now):
                policy.due_at = now + LOOK_EVERY
                policy.save(update_fields=["due_at"])
    return True


def _forget(policy: RetentionPolicy, now: datetime) -> int:
    """One batch of each kind; how many rows went."""
    gone = 0
    if policy.message_days is not None:
        before = now - timedelta(days=policy.message_days)
        gone += _delete(Message.objects.exclude(delivery__status__in=WAITING), before)
        settled = ScheduledMessage.objects.exclude(status=ScheduledStatus.PENDING)
        gone += _delete(settled, before)
        gone += _delete(AssistantTurn.objects.exclude(outcome=AssistantOutcome.NEW), before)
        Conversation.objects.filter(last_message_at__lt=before).exclude(
            last_message_text=""
        ).update(last_message_text="")
    if policy.log_days is not None:
        before = now - timedelta(days=policy.log_days)
        for rows in (AuditEntry.objects, DeliveryUpdate.objects, ChannelEvent.objects):
            gone += _delete(rows.all(), before)
    return gone


def _delete(rows: "QuerySet[object]", before: datetime) -> int:  # type: ignore[type-var]
    ids = list(
        rows.filter(pk__lt=first_id_of(before)).order_by("pk").values_list("pk", flat=True)[:BATCH]
    )
    if ids:
        rows.model._default_manager.filter(pk__in=ids).delete()  # type: ignore[attr-defined]
    return len(ids)
