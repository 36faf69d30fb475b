"""Reading reminders and their rules."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from scheduling.enums import UPCOMING
from scheduling.models import Reminder, ReminderRule


def active_reminders() -> list[int]:
    """How many minutes before a visit the open organization reminds, longest first."""
    rules = ReminderRule.objects.filter(is_active=True).order_by("-minutes_before")
    return list(rules.values_list("minutes_before", flat=True))


def reminders_called_off(reminder_ids: Collection[UUID], now: datetime | None) -> set[UUID]:
    """Those whose visit won't be at the time for which they were planned, or (with `now`) has
    begun. One query."""
    off = ~Q(appointment__status__in=UPCOMING) | ~Q(appointment__starts_at=F("starts_at"))
    if now is not None:
        off |= Q(starts_at__lte=now)
    return set(Reminder.objects.filter(off, pk__in=reminder_ids).values_list("pk", flat=True))
