"""Visits of several services that repeat: booked, moved and cancelled whole.

Each date is a visit like any other; moved alone it stays in the series and is marked by
differing from where the series has it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import Customer, Dependant, Organization, User
from config.lib.formatting import to_zone
from scheduling.enums import AppointmentStatus, CancelledBy, SeriesScope
from scheduling.models import Appointment, Staff, Visit, VisitSeries
from scheduling.selectors.chains import ChainDays, WantedService, chain_days
from scheduling.selectors.visit_places import Asked, movable_parts
from scheduling.selectors.visit_series import visits_ahead
from scheduling.services.brought import Brought, bring
from scheduling.services.changes import TransitionRefused, cancel_appointment
from scheduling.services.desk import NewCustomer, customer_for
from scheduling.services.occupancy import SlotTaken, lock_agendas, lock_key, lock_keys
from scheduling.services.series import DatesTaken, WhenTaken, check_pattern
from scheduling.services.visit_moves import reschedule_visit
from scheduling.services.visits import (
    MOST_PARTS,
    NobodyFree,
    VisitInvalid,
    book_parts,
    parts_able,
    whoever,
)
from scheduling.slots.recurrence import shifted

__all__ = ["DatesTaken", "book_visit_series", "cancel_visit_series", "reschedule_visit_series"]


@transaction.atomic
def book_visit_series(
    *,
    organization: Organization,
    key: UUID,
    customer: Customer | NewCustomer,
    wanted: Sequence[WantedService],
    people: Sequence[Staff],
    pattern: list[datetime],
    chosen: Mapping[int, datetime],
    every_weeks: int,
    actor: User | None,
    now: datetime,
    notes: str = "",
    brought: Brought | None = None,
) -> VisitSeries:
    """Book the whole visit on every chosen date, or on none.

    `wanted` and `people`: see `book_visit`; `pattern` and `chosen`: see `book_series`. Where
    anybody will do, each date has whoever is fair then. The same `key` again returns the
    series of the first time. Raises SeriesInvalid, VisitInvalid, DatesTaken, StaffCannot,
    TimeInvalid, AddOnUnfit, DependantUnfit, CustomerExists, PhoneNumberInvalid.
    """
    check_pattern(pattern, chosen, every_weeks)
    if not 2 <= len(wanted) <= MOST_PARTS:
        raise VisitInvalid
    lock_key(organization.pk, key)
    existing: VisitSeries | None = VisitSeries.objects.filter(key=key).first()
    if existing is not None:
        return existing
    lock_agendas(*whoever(wanted, people))
    person = customer_for(organization, customer, actor)
    series: VisitSeries = VisitSeries.objects.create(
        organization=organization,
        customer=person,
        key=key,
        starts_at=pattern[0],
        every_weeks=every_weeks,
        times=len(pattern),
    )
    dependant = bring(customer=person, brought=brought, actor=actor)
    days = _days(organization, wanted, people, chosen, now)
    booking = _Booking(series, days, dependant, notes, actor, now)
    taken = []
    for number, (ordinal, starts_at) in enumerate(sorted(chosen.items())):
        speaks_for = 0 if number else len(wanted) * len(chosen)
        try:
            booking.write(ordinal, pattern[ordinal - 1], starts_at, speaks_for=speaks_for)
        except SlotTaken:
            taken.append(starts_at)
    if taken:
        raise DatesTaken(taken)
    return series


@transaction.atomic
def reschedule_visit_series(
    *,
    visit: Visit,
    scope: SeriesScope,
    starts_at: datetime,
    asked: Asked,
    people: Sequence[Staff],
    actor: User | None,
    now: datetime,
    when_taken: WhenTaken = WhenTaken.REFUSE,
) -> list[Visit]:
    """Move this visit so that the first part that still may begins at `starts_at`, and the
    others of the scope by as many days, to the same hour on the wall.

    `asked` and `people`: see `reschedule_visit`; of the other visits, the parts of whoever is
    asked for anew follow. Visits that were moved alone stay where they are. Returns those that
    moved; raises DatesTaken (with REFUSE, or where not even one has room), TransitionRefused,
    StaffCannot, VisitChanged.
    """
    visit, members = _locked_members(visit, scope, now)
    movable = movable_parts(list(visit.parts.select_related("staff")))
    if not movable or not members:
        raise TransitionRefused(AppointmentStatus.COMPLETED, "RESCHEDULED")
    lock_agendas(*_people_of(members, asked, people))
    to = starts_at - (movable[0].starts_at - _whole(visit.starts_at))
    move = _Move(visit, movable, to, asked, people, actor, now)
    # Away from each other: a visit never waits for the place that the next is leaving.
    is_later = to > _whole(visit.series_starts_at)
    members.sort(key=move.target, reverse=is_later)
    total = sum(len(member.parts) for member in members)
    moved: list[Visit] = []
    taken: list[datetime] = []
    for member in members:
        try:
            move.apply(member, speaks_for=0 if moved else total)
        except SlotTaken:
            taken.append(move.target(member))
        else:
            moved.append(member.visit)
    if taken and (when_taken == WhenTaken.REFUSE or not moved):
        raise DatesTaken(taken)
    return moved


@transaction.atomic
def cancel_visit_series(
    *,
    visit: Visit,
    scope: SeriesScope,
    by: CancelledBy,
    actor: User | None,
    now: datetime,
    reason: str = "",
) -> list[Appointment]:
    """Cancel the visits of the scope that are still to come, moved ones included.

    Raises TransitionRefused when there is none.
    """
    lock_key(visit.organization_id, visit.series_id)
    ids = list(visits_ahead(visit, scope, now).values_list("pk", flat=True))
    rows = Appointment.objects.filter(visit__in=ids).select_for_update().order_by("id")
    parts = parts_able(
        sorted(rows, key=lambda part: (part.starts_at, part.pk)), AppointmentStatus.CANCELLED
    )
    if not parts:
        raise TransitionRefused(AppointmentStatus.COMPLETED, AppointmentStatus.CANCELLED)
    return [
        cancel_appointment(
            appointment=part,
            by=by,
            actor=actor,
            now=now,
            reason=reason,
            speaks_for=0 if number else len(parts),
        )
        for number, part in enumerate(parts)
    ]


@dataclass(frozen=True, slots=True)
class _Booking:
    """What all dates of a new series share."""

    series: VisitSeries
    days: ChainDays
    dependant: Dependant | None
    notes: str
    actor: User | None
    now: datetime

    def write(
        self, ordinal: int, planned_at: datetime, starts_at: datetime, *, speaks_for: int
    ) -> None:
        """One date: the whole visit or nothing of it. Raises SlotTaken."""
        chain = self.days.at(starts_at, trusts_named=True)
        if chain is None:
            raise NobodyFree
        with transaction.atomic():
            visit = Visit.objects.create(
                organization=self.series.organization,
                customer=self.series.customer,
                series=self.series,
                ordinal=ordinal,
                starts_at=starts_at,
                series_starts_at=planned_at,
            )
            book_parts(
                visit,
                chain,
                dependant=self.dependant,
                notes=self.notes,
                actor=self.actor,
                now=self.now,
                speaks_for=speaks_for,
            )


@dataclass(frozen=True, slots=True)
class _Member:
    """A visit that moves with its series, and what of it moves."""

    visit: Visit
    parts: list[Appointment]


@dataclass(frozen=True, slots=True)
class _Move:
    """The visit `visit` goes to `to` as a whole; `parts` are those of it that move."""

    visit: Visit
    parts: Sequence[Appointment]
    to: datetime
    asked: Asked
    people: Sequence[Staff]
    actor: User | None
    now: datetime

    def target(self, member: _Member) -> datetime:
        """Where a visit of the series goes as a whole."""
        return shifted(
            _whole(member.visit.series_starts_at),
            self.visit.organization.time_zone,
            since=_whole(self.visit.series_starts_at),
            to=self.to,
        )

    def apply(self, member: _Member, *, speaks_for: int) -> None:
        """Raises SlotTaken and what `reschedule_visit` does; all of the visit or nothing."""
        target = self.target(member)
        is_same = member.visit.pk == self.visit.pk
        with transaction.atomic():
            reschedule_visit(
                visit=member.visit,
                starts_at=member.parts[0].starts_at + (target - _whole(member.visit.starts_at)),
                asked=self.asked if is_same else _asked_of(member, self.parts, self.asked),
                people=self.people,
                actor=self.actor,
                now=self.now,
                speaks_for=speaks_for,
            )
        Visit.objects.filter(pk=member.visit.pk).update(series_starts_at=target)


def _days(
    organization: Organization,
    wanted: Sequence[WantedService],
    people: Sequence[Staff],
    chosen: Mapping[int, datetime],
    now: datetime,
) -> ChainDays:
    days = sorted(to_zone(at, organization.time_zone).date() for at in chosen.values())
    return chain_days(
        organization=organization,
        wanted=wanted,
        people=people,
        first=days[0],
        last=days[-1] + timedelta(days=1),
        now=now,
    )


def _locked_members(visit: Visit, scope: SeriesScope, now: datetime) -> tuple[Visit, list[_Member]]:
    """The visit as it is by now, and those that move with it: behind the lock of the series,
    then that of each visit."""
    lock_key(visit.organization_id, visit.series_id)
    ahead = visits_ahead(visit, scope, now)
    lock_keys(visit.organization_id, {visit.pk, *ahead.values_list("pk", flat=True)})
    rows = list(ahead.select_related("organization"))
    found = [one for one in rows if one.pk == visit.pk or not one.is_moved_alone]
    parts: dict[UUID | None, list[Appointment]] = {one.pk: [] for one in found}
    for part in Appointment.objects.filter(visit__in=found).select_related("staff"):
        parts[part.visit_id].append(part)
    members = [_Member(one, movable_parts(parts[one.pk])) for one in found]
    fresh: Visit = Visit.objects.select_related("organization").get(pk=visit.pk)
    return fresh, members


def _people_of(members: Sequence[_Member], asked: Asked, people: Sequence[Staff]) -> set[UUID]:
    """Ids of all whose agenda may be written."""
    now_with = {part.staff_id for member in members for part in member.parts}
    named = {person.pk for person in asked.values() if person is not None}
    return now_with | named | {person.pk for person in people}


def _asked_of(
    member: _Member, parts: Sequence[Appointment], asked: Asked
) -> dict[UUID, Staff | None]:
    """Whoever is new for a part of the first visit is so for the same part of this one: the
    first, second and so on of its service."""
    places = _numbered(member.parts)
    found: dict[UUID, Staff | None] = {}
    for place, part in _numbered(parts).items():
        if part.pk in asked and asked[part.pk] != part.staff and place in places:
            found[places[place].pk] = asked[part.pk]
    return found


def _numbered(parts: Sequence[Appointment]) -> dict[tuple[UUID, int], Appointment]:
    found: dict[tuple[UUID, int], Appointment] = {}
    for part in parts:
        number = sum(1 for service_id, _n in found if service_id == part.service_id)
        found[part.service_id, number] = part
    return found


def _whole(moment: datetime | None) -> datetime:
    """Of a visit in a series, which has both by constraint."""
    if moment is None:
        raise ValueError("not a visit of a series")
    return moment
