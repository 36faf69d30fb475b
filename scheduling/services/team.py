"""The team: who is in it, and when each person works."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import Location, Organization, User
from accounts.services.audit import record_audit
from catalog.models import Service
from config.lib.constraints import refused_by
from config.lib.rows import lock_row
from scheduling.models import Shift, ShiftBreak, ShiftException, Staff
from scheduling.services.conflicts import drop_conflicts_of
from scheduling.services.performers import set_performed_services
from scheduling.services.week import check_week, span_of
from scheduling.slots.working_hours import Hours, WeeklyShift

AGENDA_ONCE = "one_agenda_per_person"


class AgendaTaken(Exception):
    """That user already has an agenda in this organization."""


class ExceptionClashes(Exception):
    """The date has other hours, or a day off, that this one contradicts."""


@dataclass(frozen=True, slots=True)
class StaffDetails:
    """What the team says about a professional. `color` is 0 to 7."""

    name: str
    color: int
    is_bookable_online: bool = True
    user: User | None = None
    location: Location | None = None


@transaction.atomic
def create_staff(
    *,
    organization: Organization,
    details: StaffDetails,
    services: Iterable[Service],
    actor: User | None,
) -> Staff:
    """A new professional, last in the team's order, without working hours yet.

    Raises AgendaTaken.
    """
    last = Staff.objects.order_by("-position").first()
    staff = Staff(organization=organization, position=last.position + 1 if last else 0)
    _write(staff, details, services)
    _note(staff, actor, "staff.created")
    return staff


@transaction.atomic
def update_staff(
    *, staff: Staff, details: StaffDetails, services: Iterable[Service], actor: User | None
) -> Staff:
    """Visits already booked stay as they are. Raises AgendaTaken, RowGone."""
    _write(staff, details, services)
    _note(staff, actor, "staff.updated")
    return staff


@transaction.atomic
def archive_staff(*, staff: Staff, actor: User | None) -> None:
    """No new visits; those already booked stay. Twice is the same as once."""
    if Staff.objects.filter(pk=staff.pk, is_active=True).update(is_active=False):
        _note(staff, actor, "staff.archived")


@transaction.atomic
def restore_staff(*, staff: Staff, actor: User | None) -> None:
    """Back in the team, with the hours and services of before."""
    if Staff.objects.filter(pk=staff.pk, is_active=False).update(is_active=True):
        _note(staff, actor, "staff.restored")
        drop_conflicts_of(cause_id=staff.pk)


@transaction.atomic
def set_week(*, staff: Staff, shifts: Sequence[WeeklyShift], actor: User | None) -> None:
    """Replace the person's weekly hours by `shifts`, all at once. Raises WeekInvalid,
    RowGone.

    Visits already booked stay, also where they now lie outside the hours.
    """
    check_week(shifts)
    lock_row(staff)
    Shift.objects.filter(staff=staff).delete()
    breaks: list[ShiftBreak] = []
    rows: list[Shift] = []
    for planned in shifts:
        row = Shift(
            organization_id=staff.organization_id,
            staff=staff,
            weekday=planned.weekday,
            starts_at=planned.hours.starts_at,
            ends_at=planned.hours.ends_at,
            valid_from=planned.valid_from,
            valid_until=planned.valid_until,
        )
        rows.append(row)
        breaks += [
            ShiftBreak(
                organization_id=staff.organization_id,
                shift=row,
                starts_at=pause.starts_at,
                ends_at=pause.ends_at,
            )
            for pause in planned.breaks
        ]
    Shift.objects.bulk_create(rows)
    ShiftBreak.objects.bulk_create(breaks)
    _note(staff, actor, "staff.week_changed")


@transaction.atomic
def add_exception(
    *, staff: Staff, on: date, hours: Hours | None, actor: User | None, reason: str = ""
) -> ShiftException:
    """Other hours on one date, or (`hours` None) a day off. Raises ExceptionClashes,
    RowGone."""
    lock_row(staff)
    if any(contradicts(row, hours) for row in ShiftException.objects.filter(staff=staff, on=on)):
        raise ExceptionClashes
    created: ShiftException = ShiftException.objects.create(
        organization_id=staff.organization_id,
        staff=staff,
        on=on,
        starts_at=hours.starts_at if hours else None,
        ends_at=hours.ends_at if hours else None,
        reason=reason.strip(),
    )
    _note(staff, actor, "staff.exception_added", on=on.isoformat())
    return created


@transaction.atomic
def remove_exception(*, exception: ShiftException, actor: User | None) -> None:
    """The date has its weekly hours again; removing twice is the same as once."""
    if ShiftException.objects.filter(pk=exception.pk).delete()[0] and exception.staff:
        _note(exception.staff, actor, "staff.exception_removed", on=exception.on.isoformat())
        drop_conflicts_of(cause_id=exception.pk)


def contradicts(row: ShiftException, hours: Hours | None) -> bool:
    """Whether a new exception of the same date would overlap this one, or deny it."""
    if hours is None or row.starts_at is None or row.ends_at is None:
        return True
    low, high = span_of(hours)
    other_low, other_high = span_of(Hours(row.starts_at, row.ends_at))
    return low < other_high and other_low < high


def _write(staff: Staff, details: StaffDetails, services: Iterable[Service]) -> None:
    staff.name = details.name.strip()
    staff.color = details.color
    staff.is_bookable_online = details.is_bookable_online
    staff.user = details.user
    staff.location = details.location
    is_new = staff._state.adding
    if not is_new:
        lock_row(staff)
    fields = None if is_new else list(StaffDetails.__dataclass_fields__)
    with refused_by(AGENDA_ONCE, AgendaTaken(staff.name)):
        staff.save(update_fields=fields)
    set_performed_services(staff=staff, services=services)


def _note(staff: Staff, actor: User | None, action: str, **details: str) -> None:
    record_audit(
        organization=staff.organization,
        actor=actor,
        action=action,
        target=staff,
        details={"name": staff.name, **details},
    )
