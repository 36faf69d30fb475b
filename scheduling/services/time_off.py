"""Blocking a professional's time, and giving it back."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from accounts.services.audit import record_audit
from scheduling.models import Staff, TimeOff
from scheduling.selectors.agenda import visits_inside
from scheduling.services.conflicts import VisitsInside, drop_conflicts_of
from scheduling.services.occupancy import lock_agendas

__all__ = ["SpanInvalid", "VisitsInside", "create_time_off", "remove_time_off"]

LONGEST = timedelta(days=366)


class SpanInvalid(Exception):
    """It ends before it starts, or lasts more than a year."""


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
    if not timedelta(0) < ends_at - starts_at <= LONGEST:
        raise SpanInvalid
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
    _note(time_off, actor, "block_time")
    return time_off


@transaction.atomic
def remove_time_off(*, time_off: TimeOff, actor: User | None) -> None:
    """Free the time again; removing twice is the same as once."""
    _note(time_off, actor, "unblock_time")
    TimeOff.objects.filter(pk=time_off.pk).delete()
    drop_conflicts_of(cause_id=time_off.pk)


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
