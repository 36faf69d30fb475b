"""What happens to a visit after it is booked: moving, cancelling, changing its state."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from accounts.models import User
from accounts.services.audit import record_audit
from accounts.services.events import publish
from config.lib.rows import RowGone
from scheduling.enums import (
    MOVABLE,
    OCCUPYING,
    TRANSITIONS,
    UPCOMING,
    AppointmentStatus,
    CancelledBy,
)
from scheduling.events import (
    AppointmentCancelled,
    AppointmentRescheduled,
    AppointmentStatusChanged,
)
from scheduling.models import Appointment, Staff
from scheduling.models.appointment import LONGEST
from scheduling.selectors.appointments import as_booked
from scheduling.selectors.availability import staff_free_at
from scheduling.selectors.staff import performs
from scheduling.services.booking import StaffCannot, TimeInvalid, busy_range
from scheduling.services.occupancy import (
    SlotTaken,
    clear_expired_holds,
    lock_agendas,
    update_if_free,
)
from scheduling.services.policy import ensure_policy
from scheduling.services.reminders import call_off_reminders, plan_reminders, supersede_reminders
from scheduling.services.resources import release_resources, take_resources
from scheduling.services.vacancies import note_vacancy

__all__ = [
    "CutoffPassed",
    "SlotTaken",
    "TransitionRefused",
    "cancel_appointment",
    "change_status",
    "confirm_attendance",
    "reschedule_appointment",
    "reschedule_for_customer",
]


class CutoffPassed(Exception):
    """Too close to the visit for the customer to change it alone."""

    def __init__(self, cutoff_minutes: int) -> None:
        super().__init__(cutoff_minutes)
        self.cutoff_minutes = cutoff_minutes


class TransitionRefused(Exception):
    """A visit in this state can't go there."""

    def __init__(self, status: str, wanted: str) -> None:
        super().__init__(f"{status} -> {wanted}")
        self.status, self.wanted = status, wanted


@transaction.atomic
def reschedule_appointment(
    *,
    appointment: Appointment,
    staff: Staff,
    starts_at: datetime,
    by: CancelledBy,
    actor: User | None,
    now: datetime,
    duration_minutes: int | None = None,
    speaks_for: int = 1,
) -> Appointment:
    """Move a visit to another time or person, in one act: it has either place, never none.

    `speaks_for`: see scheduling.events. Raises SlotTaken, CutoffPassed (customers only),
    TransitionRefused, StaffCannot, TimeInvalid. Moving to where it is already changes nothing.
    """
    lock_agendas(appointment.staff_id, staff.pk)
    visit = _locked(appointment)
    if visit.status not in MOVABLE:
        raise TransitionRefused(visit.status, "RESCHEDULED")
    if by == CancelledBy.CUSTOMER:
        _check_cutoff(visit, now)
    if not performs(staff, visit.service):
        raise StaffCannot
    length = timedelta(minutes=duration_minutes) if duration_minutes else visit.length
    if not timedelta(minutes=5) <= length <= LONGEST:
        raise TimeInvalid
    left, previous, until = visit.staff_id, visit.starts_at, visit.ends_at
    if (staff.pk, starts_at, starts_at + length) == (visit.staff_id, previous, visit.ends_at):
        return visit
    visit.staff, visit.starts_at, visit.ends_at = staff, starts_at, starts_at + length
    visit.busy = busy_range(visit.service, visit.starts_at, visit.ends_at)
    visit.customer_confirmed_at = None
    clear_expired_holds(visit, now=now)
    update_if_free(visit.save)
    take_resources(visit, now=now)
    plan_reminders(appointment=visit, now=now)
    _note(visit, actor, "appointment.rescheduled", {"from": previous.isoformat(), "by": by})
    publish(
        AppointmentRescheduled(
            organization_id=visit.organization_id,
            appointment_id=visit.pk,
            customer_id=visit.customer_id,
            previous_starts_at=previous,
            by=by,
            speaks_for=speaks_for,
        )
    )
    _give_back(visit, left, previous, until, now=now)
    return visit


def reschedule_for_customer(
    *, appointment: Appointment, staff: Staff | None, starts_at: datetime, now: datetime
) -> Appointment:
    """Move a visit as its customer may: within the cut-off, to a start that is offered for
    its own length.

    `staff` None means anybody who performs the service; the person it is with now comes
    first. Raises SlotTaken, CutoffPassed, TransitionRefused.
    """
    candidates = staff_free_at(
        organization=appointment.organization,
        service=as_booked(appointment),
        staff=staff,
        starts_at=starts_at,
        now=now,
        ignoring=appointment.pk,
    )
    for candidate in sorted(candidates, key=lambda person: person.pk != appointment.staff_id):
        try:
            return reschedule_appointment(
                appointment=appointment,
                staff=candidate,
                starts_at=starts_at,
                by=CancelledBy.CUSTOMER,
                actor=None,
                now=now,
            )
        except SlotTaken:
            continue
    raise SlotTaken


@transaction.atomic
def cancel_appointment(
    *,
    appointment: Appointment,
    by: CancelledBy,
    actor: User | None,
    now: datetime,
    reason: str = "",
    speaks_for: int = 1,
) -> Appointment:
    """Cancel a visit and free its time; cancelling twice is the same as once.

    `speaks_for`: see scheduling.events. Raises CutoffPassed (customers only), TransitionRefused.
    """
    visit = _locked(appointment)
    if visit.status == AppointmentStatus.CANCELLED:
        return visit
    if AppointmentStatus.CANCELLED not in TRANSITIONS[visit.status]:
        raise TransitionRefused(visit.status, AppointmentStatus.CANCELLED)
    if by == CancelledBy.CUSTOMER:
        _check_cutoff(visit, now)
    visit.status, visit.cancelled_at, visit.cancelled_by = AppointmentStatus.CANCELLED, now, by
    visit.cancel_reason = reason[:200]
    visit.save(
        update_fields=["status", "cancelled_at", "cancelled_by", "cancel_reason", "updated_at"]
    )
    release_resources(visit)
    call_off_reminders(appointment=visit, now=now)
    _note(visit, actor, "appointment.cancelled", {"by": by, "reason": reason[:200]})
    publish(
        AppointmentCancelled(
            organization_id=visit.organization_id,
            appointment_id=visit.pk,
            customer_id=visit.customer_id,
            by=by,
            speaks_for=speaks_for,
        )
    )
    _give_back(visit, visit.staff_id, visit.starts_at, visit.ends_at, now=now)
    return visit


@transaction.atomic
def change_status(
    *, appointment: Appointment, to: AppointmentStatus, actor: User | None, now: datetime
) -> Appointment:
    """Bring a visit to its next state (not CANCELLED: see `cancel_appointment`).

    Completing early gives the rest of the time back; coming back from a state that had
    given it back raises SlotTaken when it is gone. Raises TransitionRefused.
    """
    visit = _locked(appointment)
    if visit.status == to:
        return visit
    if to == AppointmentStatus.CANCELLED or to not in TRANSITIONS[visit.status]:
        raise TransitionRefused(visit.status, to)
    previous, visit.status = visit.status, to
    visit.busy = busy_range(visit.service, visit.starts_at, visit.ends_at)
    if to == AppointmentStatus.COMPLETED and visit.starts_at < now < visit.busy.upper:
        visit.busy = DateTimeTZRange(visit.busy.lower, now)
    if to in OCCUPYING:
        clear_expired_holds(visit, now=now)
    update_if_free(visit.save)
    take_resources(visit, now=now)
    if to not in UPCOMING:
        supersede_reminders(appointment=visit, now=now)
    _note(visit, actor, "appointment.status_changed", {"from": previous, "to": to})
    publish(
        AppointmentStatusChanged(
            organization_id=visit.organization_id,
            appointment_id=visit.pk,
            previous=previous,
            status=to,
        )
    )
    if to == AppointmentStatus.NO_SHOW:
        _give_back(visit, visit.staff_id, visit.starts_at, visit.ends_at, now=now)
    return visit


@transaction.atomic
def confirm_attendance(*, appointment: Appointment, now: datetime) -> Appointment:
    """The customer says they will come; raises TransitionRefused when nothing is ahead."""
    visit = _locked(appointment)
    if visit.status not in UPCOMING:
        raise TransitionRefused(visit.status, AppointmentStatus.CONFIRMED)
    if visit.customer_confirmed_at is None:
        visit.customer_confirmed_at = now
        visit.save(update_fields=["customer_confirmed_at", "updated_at"])
        _note(visit, None, "appointment.attendance_confirmed", {})
    return visit


def _locked(appointment: Appointment) -> Appointment:
    # No join here: PostgreSQL drops a joined row whose join column changed while it waited.
    rows = Appointment.objects.select_for_update()
    visit: Appointment | None = rows.filter(pk=appointment.pk).first()
    if visit is None:
        raise RowGone(str(appointment.pk))
    return visit


def _check_cutoff(visit: Appointment, now: datetime) -> None:
    minutes = ensure_policy(organization=visit.organization).cancel_cutoff_minutes
    if now > visit.starts_at - timedelta(minutes=minutes):
        raise CutoffPassed(minutes)


def _give_back(
    visit: Appointment, staff_id: UUID, starts_at: datetime, ends_at: datetime, *, now: datetime
) -> None:
    """Whoever waits for such a time is found by the team, also when the customer did it."""
    note_vacancy(
        organization=visit.organization,
        staff_id=staff_id,
        starts_at=starts_at,
        ends_at=ends_at,
        now=now,
    )


def _note(visit: Appointment, actor: User | None, action: str, details: dict[str, Any]) -> None:
    record_audit(
        organization=visit.organization, actor=actor, action=action, target=visit, details=details
    )
