"""What a change of the team's time leaves to move, and settling it visit by visit."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import Organization, User
from accounts.services.audit import record_audit
from scheduling.enums import MOVABLE, CancelledBy, ConflictKind
from scheduling.models import Appointment, Conflict, ConflictSet, Staff
from scheduling.selectors.alternatives import is_place_free
from scheduling.selectors.conflicts import visits_ahead, visits_in_working_time
from scheduling.services.changes import reschedule_appointment
from scheduling.services.occupancy import SlotTaken, lock_agendas


class VisitsInside(Exception):
    """Visits are booked in that time; see `.visits`."""

    def __init__(self, visits: Sequence[Appointment]) -> None:
        super().__init__(len(visits))
        self.visits = list(visits)


class ConflictSettled(Exception):
    """Somebody has moved, cancelled or kept this visit meanwhile."""


def displaced_by(
    change: Callable[[], object],
    *,
    organization: Organization,
    staff_ids: Iterable[UUID],
    now: datetime,
    span: tuple[datetime, datetime] | None = None,
) -> list[Appointment]:
    """Run `change`; the visits ahead that had their place in the working hours before it and
    have it no longer; with `span`, of those that begin in it. Runs in the caller's
    transaction."""
    ahead = visits_ahead(staff_ids, now)
    if span is not None:
        ahead = ahead.filter(starts_at__gte=span[0], starts_at__lt=span[1])
    visits = list(ahead)
    before = visits_in_working_time(organization, visits)
    change()
    after = visits_in_working_time(organization, visits)
    return [visit for visit in visits if visit.pk in before and visit.pk not in after]


def open_conflicts(
    *,
    organization: Organization,
    kind: ConflictKind,
    visits: Sequence[Appointment],
    staff: Staff | None = None,
    cause_id: UUID | None = None,
    reason: str = "",
) -> ConflictSet | None:
    """Write down what there is to move; None when there is nothing. Runs in the caller's
    transaction."""
    if not visits:
        return None
    made: ConflictSet = ConflictSet.objects.create(
        organization=organization, kind=kind, staff=staff, cause_id=cause_id, reason=reason[:120]
    )
    Conflict.objects.bulk_create(
        Conflict(
            organization=organization,
            conflict_set=made,
            appointment=visit,
            staff_id=visit.staff_id,
            starts_at=visit.starts_at,
        )
        for visit in visits
    )
    return made


@transaction.atomic
def move_conflict(
    *, conflict: Conflict, staff: Staff, starts_at: datetime, actor: User | None, now: datetime
) -> Appointment:
    """Bring the visit to a free place; twice to the same place is the same as once.

    Raises ConflictSettled, SlotTaken (also where the person no longer works then),
    StaffCannot, TransitionRefused.
    """
    lock_agendas(conflict.staff_id, staff.pk)
    row = Conflict.objects.select_for_update().get(pk=conflict.pk)
    visit: Appointment = Appointment.objects.select_related("service", "organization").get(
        pk=row.appointment_id
    )
    if (visit.staff_id, visit.starts_at) == (staff.pk, starts_at) and visit.status in MOVABLE:
        return visit
    _check_open(row, visit)
    if not is_place_free(
        organization=visit.organization, visit=visit, staff=staff, starts_at=starts_at, now=now
    ):
        raise SlotTaken
    return reschedule_appointment(
        appointment=visit,
        staff=staff,
        starts_at=starts_at,
        by=CancelledBy.STAFF,
        actor=actor,
        now=now,
    )


@transaction.atomic
def keep_conflict(*, conflict: Conflict, actor: User | None, now: datetime) -> None:
    """Let the visit stay where it is; twice is the same as once."""
    if Conflict.objects.filter(pk=conflict.pk, kept_at__isnull=True).update(kept_at=now):
        record_audit(
            organization=conflict.organization,
            actor=actor,
            action="conflict.kept",
            target=conflict.appointment,
        )


@transaction.atomic
def reopen_conflict(*, conflict: Conflict, actor: User | None) -> None:
    """It is to be moved after all."""
    if Conflict.objects.filter(pk=conflict.pk, kept_at__isnull=False).update(kept_at=None):
        record_audit(
            organization=conflict.organization,
            actor=actor,
            action="conflict.reopened",
            target=conflict.appointment,
        )


@transaction.atomic
def close_conflict_set(*, conflict_set: ConflictSet, actor: User | None, now: datetime) -> None:
    """What is left stays as it is; twice is the same as once."""
    rows = ConflictSet.objects.filter(pk=conflict_set.pk, closed_at__isnull=True)
    if rows.update(closed_at=now):
        record_audit(
            organization=conflict_set.organization,
            actor=actor,
            action="conflict_set.closed",
            target=conflict_set,
        )


def drop_conflicts_of(*, cause_id: UUID) -> None:
    """The change was taken back: nothing is in its way any more."""
    ConflictSet.objects.filter(cause_id=cause_id, closed_at__isnull=True).update(closed_at=Now())


def let_stay(*, since: datetime, until: datetime, now: datetime) -> None:
    """The house opens again in [since, until): what its closing displaced there may stay."""
    Conflict.objects.filter(
        conflict_set__kind__in=[ConflictKind.HOUSE, ConflictKind.CLOSED],
        conflict_set__closed_at__isnull=True,
        kept_at__isnull=True,
        starts_at__gte=since,
        starts_at__lt=until,
    ).update(kept_at=now)


def _check_open(row: Conflict, visit: Appointment) -> None:
    has_its_place = (visit.staff_id, visit.starts_at) == (row.staff_id, row.starts_at)
    if row.kept_at is not None or not has_its_place or visit.status not in MOVABLE:
        raise ConflictSettled
