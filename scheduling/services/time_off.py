"""Blocking a professional's time, moving the block, and giving the time back."""

from copy import copy
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from accounts.services.audit import record_audit
from scheduling.models import Appointment, Staff, TimeOff
from scheduling.selectors.agenda import visits_inside
from scheduling.services.conflicts import VisitsInside, drop_conflicts_of
from scheduling.services.occupancy import lock_agendas
from scheduling.services.vacancies import note_vacancy

__all__ = ["SpanInvalid", "VisitsInside", "create_time_off", "remove_time_off"]

LONGEST = timedelta(days=366)


class SpanInvalid(Exception):
    """It ends before it starts, or lasts more than a year."""


class TimeOffGone(Exception):
    """Somebody has freed that time meanwhile."""


@transaction.atomic
def create_time_off(
    *,
    staff: Staff,
    starts_at: datetime,
    ends_at: datetime,
    actor: User | None,
    reason: str = "",
    despite_visits: bool = False,
) -> TimeOff:
    """Block [starts_at, ends_at): nothing new is offered there.

    Visits already booked stay as they are; unless `despite_visits`, they are reported first
    by VisitsInside. The same block twice is the same as once. Raises SpanInvalid.
    """
    _check_span(starts_at, ends_at)
    lock_agendas(staff.pk)
    existing: TimeOff | None = TimeOff.objects.filter(
        staff=staff, starts_at=starts_at, ends_at=ends_at
    ).first()
    if existing is not None:
        return existing
    visits = [] if despite_visits else visits_inside(staff, starts_at, ends_at)
    if visits:
        raise VisitsInside(visits)
    time_off: TimeOff = TimeOff.objects.create(
        organization_id=staff.organization_id,
        staff=staff,
        starts_at=starts_at,
        ends_at=ends_at,
        reason=reason.strip()[:120],
    )
    _note(time_off, actor, "time_off.created")
    return time_off


@transaction.atomic
def move_time_off(
    *,
    time_off: TimeOff,
    staff: Staff,
    starts_at: datetime,
    ends_at: datetime,
    actor: User | None,
    now: datetime,
    reason: str | None = None,
    despite_visits: bool = False,
) -> TimeOff:
    """Block [starts_at, ends_at) of `staff` instead; `reason` None keeps the words.

    Visits which the block does not cover yet are reported first by VisitsInside, unless
    `despite_visits`. Moving to where it is changes nothing. Raises SpanInvalid, TimeOffGone.
    """
    _check_span(starts_at, ends_at)
    lock_agendas(time_off.staff_id, staff.pk)
    block: TimeOff | None = TimeOff.objects.select_for_update().filter(pk=time_off.pk).first()
    if block is None:
        raise TimeOffGone
    visits = [] if despite_visits else _newly_covered(block, staff, starts_at, ends_at)
    if visits:
        raise VisitsInside(visits)
    words = block.reason if reason is None else reason.strip()[:120]
    was, wanted = copy(block), (staff.pk, starts_at, ends_at, words)
    if (block.staff_id, block.starts_at, block.ends_at, block.reason) != wanted:
        block.staff, block.starts_at, block.ends_at, block.reason = staff, starts_at, ends_at, words
        block.save(update_fields=["staff", "starts_at", "ends_at", "reason"])
        _note(block, actor, "time_off.moved")
        _give_back(was, now)
    return block


@transaction.atomic
def remove_time_off(*, time_off: TimeOff, actor: User | None, now: datetime) -> None:
    """Free the time again; removing twice is the same as once."""
    removed, _by_model = TimeOff.objects.filter(pk=time_off.pk).delete()
    if removed:
        _note(time_off, actor, "time_off.removed")
        _give_back(time_off, now)
    drop_conflicts_of(cause_id=time_off.pk)


def _give_back(block: TimeOff, now: datetime) -> None:
    """What the block no longer covers may be what somebody waits for."""
    note_vacancy(
        organization=block.organization,
        staff_id=block.staff_id,
        starts_at=block.starts_at,
        ends_at=block.ends_at,
        now=now,
    )


def _check_span(starts_at: datetime, ends_at: datetime) -> None:
    if not timedelta(0) < ends_at - starts_at <= LONGEST:
        raise SpanInvalid


def _newly_covered(
    block: TimeOff, staff: Staff, starts_at: datetime, ends_at: datetime
) -> list[Appointment]:
    """Visits in the new place that do not lie under the block already."""
    return [
        visit
        for visit in visits_inside(staff, starts_at, ends_at)
        if block.staff_id != staff.pk
        or visit.ends_at <= block.starts_at
        or block.ends_at <= visit.starts_at
    ]


def _note(time_off: TimeOff, actor: User | None, action: str) -> None:
    record_audit(
        organization=time_off.organization,
        actor=actor,
        action=action,
        target=time_off,
        details={
            "staff": str(time_off.staff_id),
            "from": time_off.starts_at.isoformat(),
            "to": time_off.ends_at.isoformat(),
        },
    )
