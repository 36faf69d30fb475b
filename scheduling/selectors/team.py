"""Reading the team for the people who run it."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import (
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.http import Http404

from accounts.models import Membership, User
from scheduling.enums import OCCUPYING, AppointmentStatus
from scheduling.models import (
    Appointment,
    Shift,
    ShiftBreak,
    ShiftException,
    Staff,
    TimeOff,
)
from scheduling.slots.working_hours import Hours, WeeklyShift


def linkable_users(staff: Staff | None) -> QuerySet[User]:
    """Members of the house without an agenda, and the one whose agenda `staff` is."""
    taken = Staff.objects.filter(user=OuterRef("user")).exclude(pk=staff.pk if staff else None)
    members = Membership.objects.filter(~Exists(taken)).values("user_id")
    return User.objects.filter(pk__in=members).order_by("name", "email")


def week_of(staff: Staff) -> list[WeeklyShift]:
    """The person's weekly hours, by weekday and time. Two queries."""
    shifts = Shift.objects.filter(staff=staff).order_by("weekday", "starts_at", "valid_from")
    breaks = ShiftBreak.objects.order_by("starts_at")
    return [
        WeeklyShift(
            shift.weekday,
            Hours(shift.starts_at, shift.ends_at),
            tuple(Hours(pause.starts_at, pause.ends_at) for pause in shift.breaks.all()),
            shift.valid_from,
            shift.valid_until,
        )
        for shift in shifts.prefetch_related(Prefetch("breaks", queryset=breaks))
    ]


def exceptions_from(staff: Staff, day: date) -> QuerySet[ShiftException]:
    """Dates with other hours from `day` on: the person's own and those of the whole team."""
    rows: QuerySet[ShiftException] = ShiftException.objects.filter(
        Q(staff=staff) | Q(staff__isnull=True), on__gte=day
    ).order_by("on", "starts_at", "id")
    return rows


def get_exception(staff: Staff, exception_id: UUID) -> ShiftException:
    """An exception of this person; 404 for any other id."""
    row: ShiftException | None = (
        ShiftException.objects.filter(pk=exception_id, staff=staff).select_related("staff").first()
    )
    if row is None:
        raise Http404
    return row


def time_off_from(staff: Staff, now: datetime) -> QuerySet[TimeOff]:
    """What is blocked and not over, with the number of `visits` inside. One query."""
    inside = (
        Appointment.objects.filter(
            staff=OuterRef("staff"),
            starts_at__lt=OuterRef("ends_at"),
            ends_at__gt=OuterRef("starts_at"),
            status__in=OCCUPYING,
        )
        .exclude(status__in=(AppointmentStatus.HELD, AppointmentStatus.COMPLETED))
        .order_by()
        .values("staff")
        .annotate(total=Count("pk"))
        .values("total")
    )
    rows: QuerySet[TimeOff] = (
        TimeOff.objects.filter(staff=staff, ends_at__gt=now)
        .annotate(visits=Coalesce(Subquery(inside, output_field=IntegerField()), 0))
        .order_by("starts_at", "id")
    )
    return rows
