"""Hours of the whole house: special dates, holidays, closing days.

As in `team_time`: what a change displaces is said first (VisitsInside, nothing is written),
with `despite_visits` it is written and a set of conflicts is opened.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from accounts.models import Organization, User
from accounts.services.audit import record_audit
from scheduling.enums import ConflictKind
from scheduling.models import BookingPolicy, ConflictSet, Holiday, ShiftException
from scheduling.selectors.staff import active_staff
from scheduling.services.conflicts import VisitsInside, displaced_by, let_stay, open_conflicts
from scheduling.services.occupancy import lock_agendas
from scheduling.services.policy import ensure_policy
from scheduling.services.team import ExceptionClashes, contradicts
from scheduling.services.time_off import SpanInvalid
from scheduling.slots.working_hours import Hours

LONGEST_DAYS = 62


@transaction.atomic
def add_house_date(
    *,
    organization: Organization,
    on: date,
    hours: Hours | None,
    actor: User | None,
    now: datetime,
    reason: str = "",
    despite_visits: bool = False,
) -> ConflictSet | None:
    """Other hours for everybody on one date, or (`hours` None) a closed house. Raises
    ExceptionClashes, VisitsInside."""
    _lock_house(organization)
    there = ShiftException.objects.filter(staff__isnull=True, on=on)
    if any(contradicts(row, hours) for row in there):
        raise ExceptionClashes

    def add() -> None:
        row = ShiftException.objects.create(
            organization=organization,
            on=on,
            starts_at=hours.starts_at if hours else None,
            ends_at=hours.ends_at if hours else None,
            reason=reason.strip()[:120],
        )
        _note(organization, actor, "house_date.added", row, on)

    return _change(
        add,
        organization=organization,
        kind=ConflictKind.HOUSE if hours else ConflictKind.CLOSED,
        first=on,
        last=on,
        now=now,
        reason=reason,
        despite_visits=despite_visits,
    )


@transaction.atomic
def remove_house_date(*, house_date: ShiftException, actor: User | None, now: datetime) -> None:
    """The date has its weekly hours again; removing twice is the same as once."""
    if ShiftException.objects.filter(pk=house_date.pk).delete()[0]:
        _note(house_date.organization, actor, "house_date.removed", house_date, house_date.on)
        _open_again(house_date.organization, house_date.on, now)


@transaction.atomic
def set_holiday(
    *,
    organization: Organization,
    on: date,
    name: str,
    is_open: bool,
    actor: User | None,
    now: datetime,
    despite_visits: bool = False,
) -> ConflictSet | None:
    """Whether the house opens on a day of the public calendar. Raises VisitsInside."""

    def write() -> None:
        row, _made = Holiday.objects.update_or_create(
            organization=organization, on=on, defaults={"name": name[:80], "is_open": is_open}
        )
        _note(organization, actor, "holiday.opened" if is_open else "holiday.closed", row, on)

    if is_open:
        write()
        _open_again(organization, on, now)
        return None
    return _change(
        write,
        organization=organization,
        kind=ConflictKind.CLOSED,
        first=on,
        last=on,
        now=now,
        reason=name,
        despite_visits=despite_visits,
    )


@transaction.atomic
def close_days(
    *,
    organization: Organization,
    first: date,
    last: date,
    name: str,
    actor: User | None,
    now: datetime,
    despite_visits: bool = False,
) -> ConflictSet | None:
    """Close the house from `first` to `last`, both included; twice is the same as once.

    Raises SpanInvalid (out of order, or more than two months), VisitsInside.
    """
    if not 0 <= (last - first).days < LONGEST_DAYS:
        raise SpanInvalid

    def write() -> None:
        for number in range((last - first).days + 1):
            on = first + timedelta(days=number)
            row, _made = Holiday.objects.update_or_create(
                organization=organization, on=on, defaults={"name": name, "is_open": False}
            )
            _note(organization, actor, "holiday.closed", row, on)

    return _change(
        write,
        organization=organization,
        kind=ConflictKind.CLOSED,
        first=first,
        last=last,
        now=now,
        reason=name,
        despite_visits=despite_visits,
    )


@transaction.atomic
def drop_closing_day(
    *, organization: Organization, on: date, actor: User | None, now: datetime
) -> None:
    """An own closing day is a day like any other again; twice is the same as once."""
    for row in Holiday.objects.filter(on=on):
        row.delete()
        _note(organization, actor, "holiday.dropped", row, on)
    _open_again(organization, on, now)


@transaction.atomic
def set_holiday_rules(
    *,
    organization: Organization,
    closes: bool,
    region: str,
    actor: User | None,
    now: datetime,
    despite_visits: bool = False,
) -> ConflictSet | None:
    """Whether the house closes on public holidays, and those of which region count. Raises
    VisitsInside."""
    policy = ensure_policy(organization=organization)

    def write() -> None:
        BookingPolicy.objects.filter(pk=policy.pk).update(
            closes_on_holidays=closes, holiday_region=region
        )
        record_audit(
            organization=organization,
            actor=actor,
            action="holiday_rules.changed",
            target=policy,
            details={"closes": closes, "region": region},
        )

    return _change(
        write,
        organization=organization,
        kind=ConflictKind.CLOSED,
        now=now,
        despite_visits=despite_visits,
    )


def _change(
    change: Callable[[], None],
    *,
    organization: Organization,
    kind: ConflictKind,
    now: datetime,
    first: date | None = None,
    last: date | None = None,
    reason: str = "",
    despite_visits: bool,
) -> ConflictSet | None:
    span = None
    if first is not None and last is not None:
        span = (_midnight(organization, first), _midnight(organization, last + timedelta(days=1)))
    team = list(active_staff().values_list("pk", flat=True))
    lock_agendas(*team)
    visits = displaced_by(
        change,
        organization=organization,
        staff_ids=team,
        now=now,
        span=span,
    )
    if visits and not despite_visits:
        raise VisitsInside(visits)
    return open_conflicts(organization=organization, kind=kind, visits=visits, reason=reason)


def _open_again(organization: Organization, on: date, now: datetime) -> None:
    let_stay(
        since=_midnight(organization, on),
        until=_midnight(organization, on + timedelta(days=1)),
        now=now,
    )


def _midnight(organization: Organization, on: date) -> datetime:
    zone = ZoneInfo(organization.time_zone)
    return datetime.combine(on, time.min, tzinfo=zone).astimezone(UTC)


def _lock_house(organization: Organization) -> None:
    """Two special dates that contradict each other pass one after the other, until commit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [str(organization.pk)]
        )


def _note(
    organization: Organization,
    actor: User | None,
    action: str,
    row: Holiday | ShiftException,
    on: date,
) -> None:
    record_audit(
        organization=organization,
        actor=actor,
        action=action,
        target=row,
        details={"on": on.isoformat()},
    )
