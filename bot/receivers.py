"""What the bot does about news of the agenda and of the guide."""

from uuid import UUID

from django.utils import timezone

from accounts.events import GuidePutAway, subscriber
from accounts.models import Organization
from bot.services.notices import BOOKED, CANCELLED, MOVED, notify_customer
from bot.services.practice_erasing import erase_practice
from bot.services.reminders import send_reminder
from scheduling.enums import CancelledBy, Source
from scheduling.events import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentRescheduled,
    ReminderRequested,
)
from scheduling.models import Appointment


@subscriber(GuidePutAway)
def on_guide_put_away(event: GuidePutAway) -> None:
    organization = Organization.objects.get(pk=event.organization_id)
    erase_practice(organization=organization, actor=None)


@subscriber(ReminderRequested)
def on_reminder_requested(event: ReminderRequested) -> None:
    send_reminder(
        reminder_id=event.reminder_id,
        appointment=_appointment(event.appointment_id),
        now=timezone.now(),
    )


@subscriber(AppointmentBooked)
def on_appointment_booked(event: AppointmentBooked) -> None:
    if event.source == Source.STAFF:
        _notify(event.appointment_id, BOOKED, event.speaks_for)


@subscriber(AppointmentRescheduled)
def on_appointment_rescheduled(event: AppointmentRescheduled) -> None:
    if event.by == CancelledBy.STAFF:
        _notify(event.appointment_id, MOVED, event.speaks_for)


@subscriber(AppointmentCancelled)
def on_appointment_cancelled(event: AppointmentCancelled) -> None:
    if event.by == CancelledBy.STAFF:
        _notify(event.appointment_id, CANCELLED, event.speaks_for)


def _notify(appointment_id: UUID, what: str, speaks_for: int) -> None:
    if not speaks_for:  # another event of the same act does
        return
    appointment = _appointment(appointment_id)
    now = timezone.now()
    if appointment.starts_at > now:
        notify_customer(appointment=appointment, what=what, now=now, total=speaks_for)


def _appointment(appointment_id: UUID) -> Appointment:
    visit: Appointment = Appointment.objects.select_related(
        "customer", "dependant", "staff", "service", "organization"
    ).get(pk=appointment_id)
    return visit
