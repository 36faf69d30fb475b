"""Appointments that repeat: booked, moved and cancelled as one act.

Each date is an appointment like any other, with its own reminders; moved alone it stays in
the series and is marked by differing from where the series has it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import Customer, Organization, User
from catalog.models import Service, ServiceAddOn
from scheduling.enums import CancelledBy, SeriesScope
from scheduling.models import Appointment, AppointmentSeries, Staff
from scheduling.models.series import MOST_DAYS, MOST_TIMES, MOST_WEEKS
from scheduling.selectors.series import members_ahead
from scheduling.services.booking import SeriesPlace, book_appointment
from scheduling.services.brought import Brought, bring
from scheduling.services.changes import (
    TransitionRefused,
    cancel_appointment,
    reschedule_appointment,
)
from scheduling.services.desk import NewCustomer, customer_for
from scheduling.services.occupancy import SlotTaken, lock_agendas, lock_key, update_if_free
from scheduling.slots.recurrence import shifted

__all__ = [
    "DatesTaken",
    "SeriesInvalid",
    "WhenTaken",
    "book_series",
    "cancel_series",
    "check_pattern",
    "reschedule_series",
]


class SeriesInvalid(Exception):
    """Out of bounds: 2 to 52 dates, 1 to 12 weeks apart, two years at most."""


class DatesTaken(SlotTaken):
    """These dates of the series have no room; nothing was changed."""

    def __init__(self, dates: Iterable[datetime]) -> None:
        self.dates = sorted(dates)
        super().__init__(*self.dates)


class WhenTaken(StrEnum):
    """What becomes of dates of a series that have no room where they should go."""

    REFUSE = "REFUSE"
    LEAVE = "LEAVE"


@transaction.atomic
def book_series(
    *,
    organization: Organization,
    key: UUID,
    customer: Customer | NewCustomer,
    service: Service,
    staff: Staff,
    pattern: list[datetime],
    chosen: Mapping[int, datetime],
    every_weeks: int,
    actor: User | None,
    now: datetime,
    duration_minutes: int | None = None,
    notes: str = "",
    add_ons: Sequence[ServiceAddOn] = (),
    brought: Brought | None = None,
) -> AppointmentSeries:
    """Book every chosen date, or none.

    `pattern` holds all dates of the series in order; `chosen` says by ordinal (from 1) which
    are booked and when, so one that is left out is skipped and another hour is possible. The
    same `key` again returns the series of the first time. Raises SeriesInvalid, DatesTaken,
    StaffCannot, TimeInvalid, AddOnUnfit, DependantUnfit, CustomerExists, PhoneNumberInvalid.
    """
    check_pattern(pattern, chosen, every_weeks)
    lock_key(organization.pk, key)
    existing: AppointmentSeries | None = AppointmentSeries.objects.filter(key=key).first()
    if existing is not None:
        return existing
    lock_agendas(staff.pk)
    person = customer_for(organization, customer, actor)
    dependant = bring(customer=person, brought=brought, actor=actor)
    series: AppointmentSeries = AppointmentSeries.objects.create(
        organization=organization,
        key=key,
        customer=person,
        service=service,
        staff=staff,
        starts_at=pattern[0],
        every_weeks=every_weeks,
        times=len(pattern),
    )
    taken = []
    for number, (ordinal, starts_at) in enumerate(sorted(chosen.items())):
        place = SeriesPlace(series, ordinal, pattern[ordinal - 1])
        details = {
            "actor": actor,
            "now": now,
            "duration_minutes": duration_minutes,
            "notes": notes,
            "add_ons": add_ons,
            "dependant": dependant,
            "speaks_for": 0 if number else len(chosen),
        }
        if not _is_booked(place, starts_at, details):
            taken.append(starts_at)
    if taken:
        raise DatesTaken(taken)
    return series


@transaction.atomic
def reschedule_series(
    *,
    appointment: Appointment,
    scope: SeriesScope,
    staff: Staff,
    starts_at: datetime,
    actor: User | None,
    now: datetime,
    duration_minutes: int | None = None,
    when_taken: WhenTaken = WhenTaken.REFUSE,
) -> list[Appointment]:
    """Move this date to `starts_at` and the others of the scope by as many days, to the same
    hour on the wall.

    Dates that were moved alone stay where they are. Returns those that moved; raises
    DatesTaken (with REFUSE, or where not even one has room), TransitionRefused, StaffCannot,
    TimeInvalid.
    """
    lock_agendas(staff.pk, *_agendas(appointment, scope, now))
    members = [
        member
        for member in members_ahead(appointment, scope, now).select_for_update().order_by("id")
        if member.pk == appointment.pk or not member.is_moved_alone
    ]
    if not members:
        raise TransitionRefused(appointment.status, "RESCHEDULED")
    zone, since = appointment.organization.time_zone, appointment.series_starts_at
    targets = {
        member.pk: shifted(
            member.series_starts_at or member.starts_at,
            zone,
            since=since or appointment.starts_at,
            to=starts_at,
        )
        for member in members
    }
    # Away from each other: a date never waits for the place that the next is leaving.
    is_later = starts_at > (since or appointment.starts_at)
    members.sort(key=lambda member: targets[member.pk], reverse=is_later)
    moved: list[Appointment] = []
    taken: list[datetime] = []
    for member in members:
        details = {"actor": actor, "now": now, "duration_minutes": duration_minutes}
        details["speaks_for"] = 0 if moved else len(members)
        try:
            moved.append(_move(member, staff, targets[member.pk], details))
        except SlotTaken:
            taken.append(targets[member.pk])
    if taken and (when_taken == WhenTaken.REFUSE or not moved):
        raise DatesTaken(taken)
    if scope == SeriesScope.ALL:
        AppointmentSeries.objects.filter(pk=appointment.series_id).update(staff=staff)
    return moved


@transaction.atomic
def cancel_series(
    *,
    appointment: Appointment,
    scope: SeriesScope,
    by: CancelledBy,
    actor: User | None,
    now: datetime,
    reason: str = "",
) -> list[Appointment]:
    """Cancel what is still to come of the series, moved dates included.

    Raises TransitionRefused when nothing is.
    """
    rows = members_ahead(appointment, scope, now).select_for_update().order_by("id")
    members = sorted(rows, key=lambda member: (member.starts_at, member.pk))
    if not members:
        raise TransitionRefused(appointment.status, "CANCELLED")
    return [
        cancel_appointment(
            appointment=member,
            by=by,
            actor=actor,
            now=now,
            reason=reason,
            speaks_for=0 if number else len(members),
        )
        for number, member in enumerate(members)
    ]


def check_pattern(
    pattern: list[datetime], chosen: Mapping[int, datetime], every_weeks: int
) -> None:
    """Raises SeriesInvalid where the dates are out of bounds, or none is chosen."""
    is_sane = 2 <= len(pattern) <= MOST_TIMES and 1 <= every_weeks <= MOST_WEEKS
    if not is_sane or not chosen or not set(chosen) <= set(range(1, len(pattern) + 1)):
        raise SeriesInvalid
    if pattern[-1] - pattern[0] > timedelta(days=MOST_DAYS):
        raise SeriesInvalid


def _is_booked(place: SeriesPlace, starts_at: datetime, details: dict[str, Any]) -> bool:
    series = place.series

    def insert() -> None:
        book_appointment(
            organization=series.organization,
            customer=series.customer,
            service=series.service,
            staff=series.staff,
            starts_at=starts_at,
            place=place,
            **details,
        )

    try:
        update_if_free(insert)
    except SlotTaken:
        return False
    return True


def _agendas(appointment: Appointment, scope: SeriesScope, now: datetime) -> set[UUID]:
    return set(members_ahead(appointment, scope, now).values_list("staff_id", flat=True))


def _move(
    member: Appointment, staff: Staff, starts_at: datetime, details: dict[str, Any]
) -> Appointment:
    moved = reschedule_appointment(
        appointment=member, staff=staff, starts_at=starts_at, by=CancelledBy.STAFF, **details
    )
    moved.series_starts_at = starts_at
    moved.save(update_fields=["series_starts_at"])
    return moved
