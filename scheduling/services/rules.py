"""What an owner changes of the booking rules and of the reminders."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from accounts.models import Organization, User
from accounts.services.audit import record_audit
from scheduling.enums import UPCOMING, ReminderStatus
from scheduling.models import BookingPolicy, Reminder, ReminderRule
from scheduling.services.policy import ensure_policy

POLICY_FIELDS = (
    "lead_minutes",
    "horizon_days",
    "slot_step_minutes",
    "cancel_cutoff_minutes",
    "hold_minutes",
    "needs_approval",
    "fills_gaps",
    "closes_on_holidays",
    "holiday_region",
    "reminder_grace_minutes",
)
# Visits that were booked before a rule get its reminders too, in one statement.
_PLAN = """
INSERT INTO scheduling_reminder
  (id, organization_id, appointment_id, minutes_before, starts_at, due_at, status, detail)
SELECT gen_random_uuid(), a.organization_id, a.id, m.minutes, a.starts_at,
       a.starts_at - make_interval(mins => m.minutes), 'PENDING', ''
  FROM scheduling_appointment a CROSS JOIN unnest(%(minutes)s::int[]) AS m (minutes)
 WHERE a.organization_id = %(organization)s AND a.starts_at > %(now)s
   AND a.status IN ('REQUESTED', 'CONFIRMED')
   AND a.starts_at - make_interval(mins => m.minutes) > %(now)s
   AND NOT EXISTS (SELECT 1 FROM accounts_samplerow e WHERE e.object_id = a.id)
    ON CONFLICT DO NOTHING
"""


@transaction.atomic
def update_policy(
    *, organization: Organization, values: dict[str, Any], actor: User
) -> BookingPolicy:
    """Set those of POLICY_FIELDS that `values` has; nothing new leaves no entry."""
    policy = ensure_policy(organization=organization)
    policy = BookingPolicy.objects.select_for_update(no_key=True).get(pk=policy.pk)
    changed = {}
    for name in POLICY_FIELDS:
        before = getattr(policy, name)
        if name in values and values[name] != before:
            changed[name] = [before, values[name]]
            setattr(policy, name, values[name])
    if changed:
        policy.full_clean(exclude=["organization"])
        policy.save(update_fields=list(changed))
        _note(organization, actor, "policy.updated", policy, {"changed": changed})
    return policy


@transaction.atomic
def set_reminders(
    *, organization: Organization, minutes: Collection[int], actor: User, now: datetime
) -> list[int]:
    """Remind exactly these many minutes before a visit, also of visits booked already.

    What another rule has planned and not yet sent is called off. Returns them, longest first.
    """
    policy = ensure_policy(organization=organization)
    BookingPolicy.objects.select_for_update(no_key=True).get(pk=policy.pk)
    wanted = sorted(set(minutes), reverse=True)
    rules = ReminderRule.objects.filter(organization=organization)
    before = list(rules.filter(is_active=True).values_list("minutes_before", flat=True))
    if before == wanted:
        return wanted
    rules.exclude(minutes_before__in=wanted).delete()
    rules.update(is_active=True)
    ReminderRule.objects.bulk_create(
        [ReminderRule(organization=organization, minutes_before=one) for one in wanted],
        ignore_conflicts=True,
    )
    _replan(organization, wanted, now)
    details = {"from": before, "to": wanted}
    _note(organization, actor, "reminders.updated", policy, details)
    return wanted


def _replan(organization: Organization, minutes: list[int], now: datetime) -> None:
    planned = Reminder.objects.filter(organization=organization, due_at__gt=now)
    planned.filter(status=ReminderStatus.PENDING).exclude(minutes_before__in=minutes).update(
        status=ReminderStatus.SUPERSEDED, settled_at=now
    )
    # A rule that comes back takes up what it had planned; the row of a visit is there once.
    called_off = planned.filter(status=ReminderStatus.SUPERSEDED, minutes_before__in=minutes)
    current = called_off.filter(
        appointment__status__in=UPCOMING, starts_at=F("appointment__starts_at")
    )
    current.update(status=ReminderStatus.PENDING, settled_at=None)
    with connection.cursor() as cursor:
        cursor.execute(_PLAN, {"minutes": minutes, "organization": organization.pk, "now": now})


def _note(
    organization: Organization,
    actor: User,
    action: str,
    policy: BookingPolicy,
    details: dict[str, Any],
) -> None:
    record_audit(
        organization=organization, actor=actor, action=action, target=policy, details=details
    )
