"""Times that came free and that somebody on the waiting list may still want."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import DateTimeRangeField
from django.db.models import (
    Count,
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.functions import Coalesce, Greatest, Least, TruncDate, TruncTime
from django.http import Http404

from accounts.models import Organization
from scheduling.enums import OCCUPYING, WaitlistStatus
from scheduling.models import Appointment, Vacancy, WaitlistEntry

SHORTEST = timedelta(minutes=15)
_LAST_SECOND = ExpressionWrapper(F("ends_at") - timedelta(seconds=1), output_field=DateTimeField())


def open_vacancies(
    *, organization: Organization, now: datetime, only_of: Collection[UUID] | None = None
) -> QuerySet[Vacancy]:
    """What is ahead, not settled, wanted by `wanted_by` people (annotated) and still free for
    a quarter of an hour or more; by time. `only_of`: agendas of these people alone."""
    zone = ZoneInfo(organization.time_zone)
    rows = Vacancy.objects.filter(settled_at=None, ends_at__gt=now).select_related("staff")
    if only_of is not None:
        rows = rows.filter(staff__in=only_of)
    found: QuerySet[Vacancy] = (
        rows.annotate(
            on=TruncDate("starts_at", tzinfo=zone),
            from_time=TruncTime("starts_at", tzinfo=zone),
            until_time=TruncTime(_LAST_SECOND, tzinfo=zone),  # midnight is of the day before
        )
        .annotate(wanted_by=_wanted_by(), left=_left())
        .filter(wanted_by__gt=0, left__gte=SHORTEST, staff__is_active=True)
        .order_by("starts_at", "id")
    )
    return found


def get_vacancy(vacancy_id: UUID) -> Vacancy:
    """The vacancy of the open scope; 404 for any other id."""
    found = Vacancy.objects.filter(pk=vacancy_id).select_related("staff", "organization").first()
    if found is None:
        raise Http404
    return found


def _wanted_by() -> Any:
    """How many wait for such a day and hour with this person, and a service of theirs."""
    waiting = WaitlistEntry.objects.filter(
        Q(staff=None) | Q(staff=OuterRef("staff")),
        Q(from_time=None) | Q(from_time__lte=OuterRef("until_time")),
        Q(until_time=None) | Q(until_time__gt=OuterRef("from_time")),
        status=WaitlistStatus.WAITING,
        first_on__lte=OuterRef("on"),
        last_on__gte=OuterRef("on"),
        service__is_active=True,
        service__staff_services__staff=OuterRef("staff"),
    )
    counted = waiting.order_by().values("organization").annotate(total=Count("pk")).values("total")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _left() -> Any:
    """How much of it nothing takes again."""
    span = Func(
        OuterRef("starts_at"),
        OuterRef("ends_at"),
        function="tstzrange",
        output_field=DateTimeRangeField(),
    )
    taken = (
        Appointment.objects.filter(
            staff=OuterRef("staff"), status__in=OCCUPYING, busy__overlap=span
        )
        .order_by()
        .values("staff")
        .annotate(
            total=Sum(
                ExpressionWrapper(
                    Least(F("ends_at"), OuterRef("ends_at"))
                    - Greatest(F("starts_at"), OuterRef("starts_at")),
                    output_field=DurationField(),
                )
            )
        )
        .values("total")
    )
    whole = ExpressionWrapper(F("ends_at") - F("starts_at"), output_field=DurationField())
    return ExpressionWrapper(
        whole - Coalesce(Subquery(taken, output_field=DurationField()), timedelta()),
        output_field=DurationField(),
    )
