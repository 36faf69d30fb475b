"""Planning reminders, letting them go when due, and noting what became of them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django_scopes import scopes_disabled

from accounts.selectors.samples import is_sample
from accounts.services.events import publish
from scheduling.enums import UPCOMING, ReminderStatus
from scheduling.events import ReminderRequested
from scheduling.models import Appointment, BookingPolicy, Reminder, ReminderRule
from scheduling.selectors.reminders import reminders_called_off

DEFAULT_GRACE = timedelta(hours=1)


def plan_reminders(*, appointment: Appointment, now: datetime) -> None:
    """Write the reminders of a visit, and supersede those of an earlier time.

    Runs in the transaction of the booking or the move. A reminder whose moment has passed
    already (a visit booked for the same day) is not planned at all. Of several services in
    one visit the first is reminded of, and only that one.
    """
    if appointment.visit_id is None:
        _plan(appointment, now)
        return
    ahead = Appointment.objects.filter(visit_id=appointment.visit_id, status__in=UPCOMING)
    for number, part in enumerate(ahead.order_by("starts_at", "id")):
        if number:
            supersede_reminders(appointment=part, now=now)
        else:
            _plan(part, now)


def call_off_reminders(*, appointment: Appointment, now: datetime) -> None:
    """The appointment won't be: nothing reminds of it, but of what is left of its visit."""
    supersede_reminders(appointment=appointment, now=now)
    if appointment.visit_id is not None:
        plan_reminders(appointment=appointment, now=now)


def _plan(appointment: Appointment, now: datetime) -> None:
    supersede_reminders(appointment=appointment, now=now, keep_starts_at=appointment.starts_at)
    minutes = list(
        ReminderRule.objects.filter(
            ~is_sample(Appointment, appointment.pk),  # nobody is told of an example
            organization_id=appointment.organization_id,
            is_active=True,
        ).values_list("minutes_before", flat=True)
    )
    _restore(appointment, minutes, now)
    Reminder.objects.bulk_create(
        [
            Reminder(
                organization_id=appointment.organization_id,
                appointment=appointment,
                minutes_before=before,
                starts_at=appointment.starts_at,
                due_at=appointment.starts_at - timedelta(minutes=before),
            )
            for before in minutes
            if appointment.starts_at - timedelta(minutes=before) > now
        ],
        ignore_conflicts=True,
    )


def _restore(appointment: Appointment, minutes: Iterable[int], now: datetime) -> None:
    """A visit that came back to an earlier time (an undone move) is reminded of again."""
    Reminder.objects.filter(
        appointment=appointment,
        starts_at=appointment.starts_at,
        minutes_before__in=minutes,
        due_at__gt=now,
        status=ReminderStatus.SUPERSEDED,
    ).update(status=ReminderStatus.PENDING, settled_at=None)


def supersede_reminders(
    *, appointment: Appointment, now: datetime, keep_starts_at: datetime | None = None
) -> None:
    """Call off what is still pending for this visit (except for `keep_starts_at`)."""
    pending = Reminder.objects.filter(appointment=appointment, status=ReminderStatus.PENDING)
    if keep_starts_at is not None:
        pending = pending.exclude(starts_at=keep_starts_at)
    pending.update(status=ReminderStatus.SUPERSEDED, settled_at=now)


def release_due_reminders(*, now: datetime, limit: int = 100) -> int:
    """Let due reminders go: re-read the visit, then ask for the message or say why not.

    Returns how many were looked at. Safe to run twice and side by side: a reminder leaves
    PENDING once, under a row lock.
    """
    with scopes_disabled(), transaction.atomic():
        due = list(
            Reminder.objects.filter(status=ReminderStatus.PENDING, due_at__lte=now)
            .order_by("due_at")
            .select_for_update(skip_locked=True)[:limit]
        )
        if not due:
            return 0
        appointments = Appointment.objects.in_bulk([reminder.appointment_id for reminder in due])
        grace = _grace_of({reminder.organization_id for reminder in due})
        for reminder in due:
            _release(
                reminder,
                appointments[reminder.appointment_id],
                now,
                grace.get(reminder.organization_id, DEFAULT_GRACE),
            )
        Reminder.objects.bulk_update(due, ["status", "settled_at"])
    return len(due)


def record_reminder_outcome(
    *, reminder_id: UUID, is_sent: bool, now: datetime, detail: str = ""
) -> None:
    """The message went out, or could not; the words of why are shown to the owner."""
    Reminder.objects.filter(pk=reminder_id).exclude(status=ReminderStatus.SENT).update(
        status=ReminderStatus.SENT if is_sent else ReminderStatus.FAILED,
        settled_at=now,
        detail=detail[:200],
    )


def call_off_reminder(*, reminder_id: UUID, now: datetime) -> None:
    """It was asked for, and its visit moved, was cancelled or began before it could leave."""
    asked = Reminder.objects.filter(pk=reminder_id).exclude(status=ReminderStatus.SENT)
    is_off = reminders_called_off([reminder_id], now=None)
    status = ReminderStatus.SUPERSEDED if is_off else ReminderStatus.LATE
    asked.update(status=status, settled_at=now)


def _grace_of(organization_ids: set[UUID]) -> dict[UUID, timedelta]:
    rows = BookingPolicy.objects.filter(organization_id__in=organization_ids)
    return {
        policy.organization_id: timedelta(minutes=policy.reminder_grace_minutes) for policy in rows
    }


def _release(reminder: Reminder, appointment: Appointment, now: datetime, grace: timedelta) -> None:
    reminder.settled_at = now
    if appointment.status not in UPCOMING or appointment.starts_at != reminder.starts_at:
        reminder.status = ReminderStatus.SUPERSEDED
    elif now > reminder.due_at + grace or now >= appointment.starts_at:
        reminder.status = ReminderStatus.LATE
    else:
        reminder.status = ReminderStatus.REQUESTED
        publish(
            ReminderRequested(
                organization_id=reminder.organization_id,
                reminder_id=reminder.pk,
                appointment_id=appointment.pk,
                customer_id=appointment.customer_id,
            )
        )
