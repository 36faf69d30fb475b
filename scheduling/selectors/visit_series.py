"""Visits of several services that repeat: where their dates fit, and which are still ahead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Organization
from config.lib.formatting import to_zone
from scheduling.enums import UPCOMING, AppointmentStatus, SeriesScope
from scheduling.models import Appointment, Staff, Visit, VisitSeries
from scheduling.selectors.chains import ChainDays, WantedService, chain_days, closest
from scheduling.selectors.series import ALTERNATIVES, Problem, SeriesDate

BEGUN = (
    *(AppointmentStatus.ARRIVED, AppointmentStatus.IN_SERVICE),
    *(AppointmentStatus.COMPLETED, AppointmentStatus.NO_SHOW),
)


@dataclass(frozen=True, slots=True)
class SeriesVisit:
    """One date of a series of visits, with its parts by time."""

    visit: Visit
    parts: list[Appointment]

    @property
    def first(self) -> Appointment:
        """The first part that stands; of a cancelled visit the first of all."""
        off = AppointmentStatus.CANCELLED
        return min(self.parts, key=lambda part: (part.status == off, part.starts_at))

    @property
    def people(self) -> list[str]:
        return list(dict.fromkeys(part.staff.name for part in self.parts))


def visit_dates(
    *,
    organization: Organization,
    wanted: Sequence[WantedService],
    people: Sequence[Staff],
    moments: Sequence[datetime],
    now: datetime,
) -> list[SeriesDate]:
    """Each date of the whole visit with what stands against it.

    `moments` are in order; `people` may be chosen where anybody will do. The number of
    queries doesn't depend on how many dates, services or people there are.
    """
    zone = organization.time_zone
    days = chain_days(
        organization=organization,
        wanted=wanted,
        people=people,
        first=to_zone(moments[0], zone).date(),
        last=to_zone(moments[-1], zone).date(),
        now=now,
    )
    return [_date(days, ordinal, moment) for ordinal, moment in enumerate(moments, start=1)]


def visits_ahead(visit: Visit, scope: SeriesScope, now: datetime) -> QuerySet[Visit]:
    """What a change of this scope is about: visits of the series that are still to come whole,
    though a part may be cancelled."""
    parts = Appointment.objects.filter(visit=OuterRef("pk"))
    rows: QuerySet[Visit] = Visit.objects.filter(
        Exists(parts.filter(status__in=UPCOMING, starts_at__gt=now)),
        ~Exists(parts.filter(status__in=BEGUN)),
        series_id=visit.series_id,
    )
    if scope == SeriesScope.FOLLOWING:
        rows = rows.filter(ordinal__gte=visit.ordinal)
    return rows


def visit_series_of_key(key: UUID | None) -> VisitSeries | None:
    """The series that was booked under this key already."""
    found: VisitSeries | None = (
        VisitSeries.objects.filter(key=key).select_related("customer").first()
    )
    return found


def series_visits(series_id: UUID) -> list[SeriesVisit]:
    """All dates of a series in their order; one query."""
    rows = Appointment.objects.filter(visit__series=series_id).select_related("visit", "staff")
    parts: dict[Visit, list[Appointment]] = {}
    for part in rows.order_by("visit__ordinal", "starts_at", "id"):
        parts.setdefault(part.visit, []).append(part)
    return [SeriesVisit(visit, own) for visit, own in parts.items()]


def _date(days: ChainDays, ordinal: int, moment: datetime) -> SeriesDate:
    chain = days.at(moment)
    if chain is not None:
        is_open = any(part.why for part in chain.parts)
        people = dict.fromkeys(part.staff for part in chain.parts) if is_open else ()
        return SeriesDate(ordinal, moment, people=tuple(people))
    found = days.times(to_zone(moment, days.zone).date())
    alternatives = [one.starts_at for one in closest(found, moment, ALTERNATIVES)]
    return SeriesDate(ordinal, moment, _problem(days, moment), alternatives)


def _problem(days: ChainDays, moment: datetime) -> Problem:
    """Why it doesn't fit: only what is outside of somebody's hours may be kept all the same."""
    asked_for = days.at(moment, trusts_named=True)
    if asked_for is None:
        is_open = any(one.staff is None for one in days.wanted)
        return Problem.NOBODY if is_open else Problem.TAKEN
    return Problem.TAKEN if days.is_taken(asked_for) else Problem.CLOSED
