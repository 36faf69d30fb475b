"""Reading what is left to move after a change of the team's time."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import BooleanField, Case, Count, F, Q, QuerySet, Value, When
from django.http import Http404

from accounts.models import Organization
from config.lib.formatting import to_zone
from scheduling.enums import MOVABLE
from scheduling.models import Appointment, Conflict, ConflictSet, Staff, TimeOff
from scheduling.selectors.policy import policy_of
from scheduling.selectors.working_time import working_time

FARTHEST = timedelta(days=731)


def still_open(now: datetime, before: str = "") -> Q:
    """The condition that a conflict is still to do; `before` is the path to it."""
    return Q(
        **{
            f"{before}kept_at__isnull": True,
            f"{before}conflict_set__closed_at__isnull": True,
            f"{before}appointment__staff": F(f"{before}staff"),
            f"{before}appointment__starts_at": F(f"{before}starts_at"),
            f"{before}appointment__starts_at__gt": now,
            f"{before}appointment__status__in": [status.value for status in MOVABLE],
        }
    )


def conflicts_of(conflict_set: ConflictSet, now: datetime) -> QuerySet[Conflict]:
    """Its visits with `is_open`: what is to do first, then by time."""
    rows: QuerySet[Conflict] = (
        Conflict.objects.filter(conflict_set=conflict_set)
        .annotate(
            is_open=Case(
                When(still_open(now), then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            )
        )
        .select_related(
            *("staff", "appointment__staff", "appointment__service"),
            *("appointment__customer", "appointment__dependant"),
        )
        .order_by("-is_open", "starts_at", "id")
    )
    return rows


def open_conflict_sets(now: datetime) -> QuerySet[ConflictSet]:
    """Sets with something left to do, newest first, with `total` and `left`."""
    sets: QuerySet[ConflictSet] = (
        ConflictSet.objects.filter(closed_at__isnull=True)
        .annotate(
            total=Count("conflicts"),
            left=Count("conflicts", filter=still_open(now, "conflicts__")),
        )
        .filter(left__gt=0)
        .select_related("staff")
        .order_by("-created_at", "-id")
    )
    return sets


def count_conflicts(now: datetime) -> int:
    """How many visits wait to be moved, in all open sets. One query."""
    open_rows = Conflict.objects.filter(still_open(now))
    return int(open_rows.values("appointment").distinct().count())


def get_conflict_set(conflict_set_id: UUID) -> ConflictSet:
    """The set of the open scope; 404 for any other id."""
    found: ConflictSet | None = (
        ConflictSet.objects.filter(pk=conflict_set_id).select_related("staff").first()
    )
    if found is None:
        raise Http404
    return found


def get_conflict(conflict_set: ConflictSet, conflict_id: UUID, now: datetime) -> Conflict:
    """A visit of this set; 404 for any other id."""
    found = conflicts_of(conflict_set, now).filter(pk=conflict_id).first()
    if found is None:
        raise Http404
    return found


def visits_ahead(staff_ids: Iterable[UUID], now: datetime) -> QuerySet[Appointment]:
    """What these people still have ahead and may move, soonest first."""
    visits: QuerySet[Appointment] = (
        Appointment.objects.filter(
            staff_id__in=list(staff_ids), status__in=MOVABLE, starts_at__gt=now
        )
        .select_related("customer", "dependant", "staff", "service")
        .order_by("starts_at", "id")
    )
    return visits


def visits_in_working_time(organization: Organization, visits: Iterable[Appointment]) -> set[UUID]:
    """Ids of those of `visits` that lie wholly in the hours of their person, as written now.

    Time off is not looked at. Visits more than two years ahead count as inside.
    """
    listed = list(visits)
    if not listed:
        return set()
    days = [day for visit in listed for day in _days(visit, organization.time_zone)]
    first, last = min(days), min(max(days), min(days) + FARTHEST)
    work = working_time(
        organization=organization,
        policy=policy_of(organization),
        staff_ids={visit.staff_id for visit in listed},
        first=first,
        last=last,
    )
    return {
        visit.pk
        for visit in listed
        if _days(visit, organization.time_zone)[1] > last
        or any(
            low <= visit.starts_at.timestamp() and visit.ends_at.timestamp() <= high
            for low, high in work.get(visit.staff_id, ())
        )
    }


def is_still_worked(visit: Appointment) -> bool:
    """Whether the person of the visit works at its time, as written now."""
    away = TimeOff.objects.filter(
        staff=visit.staff_id, starts_at__lt=visit.ends_at, ends_at__gt=visit.starts_at
    )
    return (
        Staff.objects.filter(pk=visit.staff_id, is_active=True).exists()
        and not away.exists()
        and visit.pk in visits_in_working_time(visit.organization, [visit])
    )


def _days(visit: Appointment, zone: str) -> tuple[date, date]:
    return to_zone(visit.starts_at, zone).date(), to_zone(visit.ends_at, zone).date()
