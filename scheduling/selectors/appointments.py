"""Reading appointments."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from accounts.models import Customer
from catalog.models import Service
from catalog.selectors.sizes import lasting
from scheduling.enums import UPCOMING, AppointmentStatus
from scheduling.models import Appointment, BookingPolicy
from scheduling.models.appointment import LONGEST


def upcoming_appointments(customer: Customer, now: datetime) -> QuerySet[Appointment]:
    """What the customer still has ahead, soonest first."""
    visits: QuerySet[Appointment] = (
        Appointment.objects.filter(customer=customer, status__in=UPCOMING, starts_at__gt=now)
        .select_related("service", "dependant", "staff__location", "organization")
        .order_by("starts_at")
    )
    return visits


def visits_ahead_of(customers: Iterable[Customer], *, since: datetime) -> QuerySet[Appointment]:
    """What these customers have booked from `since` on, soonest first."""
    visits: QuerySet[Appointment] = (
        Appointment.objects.filter(
            customer__in=list(customers), status__in=UPCOMING, starts_at__gte=since
        )
        .select_related("customer", "dependant", "service", "staff")
        .order_by("starts_at", "id")
    )
    return visits


def as_booked(visit: Appointment) -> Service:
    """The service of a visit as long as the visit is: for looking where else it fits."""
    return lasting(visit.service, int(visit.length.total_seconds() // 60))


def customer_cutoff(visit: Appointment, policy: BookingPolicy) -> datetime:
    """Until when the customer may move or cancel this visit alone."""
    return visit.starts_at - timedelta(minutes=policy.cancel_cutoff_minutes)


def agenda_between(start: datetime, end: datetime) -> QuerySet[Appointment]:
    """Visits that touch [start, end), with their people; holds are not shown.

    No visit is longer than `LONGEST`, which makes this one stretch of the index by day.
    """
    visits: QuerySet[Appointment] = (
        Appointment.objects.filter(
            starts_at__gt=start - LONGEST, starts_at__lt=end, ends_at__gt=start
        )
        .exclude(status=AppointmentStatus.HELD)
        .select_related("customer", "dependant", "staff__location", "service", "visit")
        .order_by("starts_at", "id")
    )
    return visits


def get_appointment(appointment_id: UUID) -> Appointment:
    """The visit of the open scope; 404 for any other id."""
    visit: Appointment | None = shown_visits().filter(pk=appointment_id).first()
    if visit is None:
        raise Http404
    return visit


def shown_visits() -> QuerySet[Appointment]:
    """The visits of the open scope with all that is shown of one; no holds."""
    shown = Appointment.objects.exclude(status=AppointmentStatus.HELD)
    visits: QuerySet[Appointment] = shown.select_related(
        "customer", "dependant", "staff", "service", "organization", "series", "visit__series"
    )
    return visits
