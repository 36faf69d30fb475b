"""Changes of a person's time, with what they leave to move.

Each function first says which visits are in the way (VisitsInside, nothing is written) and
with `despite_visits` writes the change and opens a set of conflicts, in one transaction.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from scheduling.enums import MOVABLE, ConflictKind
from scheduling.models import ConflictSet, ShiftException, Staff, TimeOff
from scheduling.selectors.conflicts import visits_ahead
from scheduling.services.conflicts import VisitsInside, displaced_by, open_conflicts
from scheduling.services.occupancy import lock_agendas
from scheduling.services.team import add_exception, archive_staff, set_week
from scheduling.services.time_off import create_time_off
from scheduling.slots.working_hours import Hours, WeeklyShift


@transaction.atomic
def block_time(
    *,
    staff: Staff,
    starts_at: datetime,
    ends_at: datetime,
    actor: User | None,
    now: datetime,
    reason: str = "",
    despite_visits: bool = False,
) -> tuple[TimeOff, ConflictSet | None]:
    """Block [starts_at, ends_at). Raises SpanInvalid, VisitsInside."""
    lock_agendas(staff.pk)
    is_known = TimeOff.objects.filter(staff=staff, starts_at=starts_at, ends_at=ends_at).exists()
    block = create_time_off(
        staff=staff,
        starts_at=starts_at,
        ends_at=ends_at,
        actor=actor,
        reason=reason,
        despite_visits=despite_visits,
    )
    if is_known:
        return block, ConflictSet.objects.filter(cause_id=block.pk, closed_at=None).first()
    ahead = visits_ahead([staff.pk], now)
    inside = ahead.filter(starts_at__lt=ends_at, ends_at__gt=starts_at, status__in=MOVABLE)
    return block, open_conflicts(
        organization=staff.organization,
        kind=ConflictKind.TIME_OFF,
        visits=list(inside),
        staff=staff,
        cause_id=block.pk,
        reason=block.reason,
    )


@transaction.atomic
def change_week(
    *,
    staff: Staff,
    shifts: Sequence[WeeklyShift],
    actor: User | None,
    now: datetime,
    despite_visits: bool = False,
) -> ConflictSet | None:
    """Replace the weekly hours. Raises WeekInvalid, VisitsInside."""
    return _change(
        lambda: set_week(staff=staff, shifts=shifts, actor=actor),
        kind=ConflictKind.WEEK,
        staff=staff,
        now=now,
        despite_visits=despite_visits,
    )


@transaction.atomic
def change_date(
    *,
    staff: Staff,
    on: date,
    hours: Hours | None,
    actor: User | None,
    now: datetime,
    reason: str = "",
    despite_visits: bool = False,
) -> ConflictSet | None:
    """Other hours on one date, or a day off. Raises ExceptionClashes, VisitsInside."""
    made: list[ShiftException] = []
    return _change(
        lambda: made.append(
            add_exception(staff=staff, on=on, hours=hours, actor=actor, reason=reason)
        ),
        kind=ConflictKind.DATE,
        staff=staff,
        now=now,
        despite_visits=despite_visits,
        reason=reason,
        made=made,
    )


@transaction.atomic
def leave_team(
    *, staff: Staff, actor: User | None, now: datetime, despite_visits: bool = False
) -> ConflictSet | None:
    """Archive a person; all that is still booked with them is to be moved. Raises
    VisitsInside."""
    lock_agendas(staff.pk)
    if not Staff.objects.filter(pk=staff.pk, is_active=True).exists():
        return ConflictSet.objects.filter(cause_id=staff.pk, closed_at=None).first()
    visits = list(visits_ahead([staff.pk], now))
    if visits and not despite_visits:
        raise VisitsInside(visits)
    archive_staff(staff=staff, actor=actor)
    return open_conflicts(
        organization=staff.organization,
        kind=ConflictKind.ARCHIVE,
        visits=visits,
        staff=staff,
        cause_id=staff.pk,
    )


def _change(
    change: Callable[[], object],
    *,
    kind: ConflictKind,
    staff: Staff,
    now: datetime,
    despite_visits: bool,
    reason: str = "",
    made: Sequence[ShiftException] = (),
) -> ConflictSet | None:
    lock_agendas(staff.pk)
    visits = displaced_by(change, organization=staff.organization, staff_ids=[staff.pk], now=now)
    if visits and not despite_visits:
        raise VisitsInside(visits)
    return open_conflicts(
        organization=staff.organization,
        kind=kind,
        visits=visits,
        staff=staff,
        cause_id=made[0].pk if made else None,
        reason=reason,
    )
