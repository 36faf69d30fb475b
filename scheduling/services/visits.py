"""Visits of several services: booked, confirmed and cancelled as one act.

Each part is an appointment like any other and may go its own way afterwards.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import Customer, Dependant, Organization, User
from scheduling.enums import STEPS_BACK, TRANSITIONS, AppointmentStatus, CancelledBy
from scheduling.models import Appointment, Staff, Visit
from scheduling.selectors.chains import ChainTime, ChosenService, WantedService, chain_at
from scheduling.services.booking import book_appointment
from scheduling.services.brought import Brought, bring
from scheduling.services.changes import TransitionRefused, cancel_appointment, change_status
from scheduling.services.desk import NewCustomer, customer_for
from scheduling.services.occupancy import SlotTaken, lock_agendas, lock_key, update_if_free
from scheduling.services.resources import ResourceTaken

MOST_PARTS = 6

__all__ = [
    "MOST_PARTS",
    "NobodyFree",
    "PartTaken",
    "VisitInvalid",
    "book_parts",
    "book_visit",
    "cancel_visit",
    "change_visit_status",
    "parts_able",
    "whoever",
]


class VisitInvalid(Exception):
    """A visit has from 2 to MOST_PARTS services."""


class NobodyFree(SlotTaken):
    """There is nobody for one of the services at its time."""


class PartTaken(SlotTaken):
    """The person of one part has no time for it."""

    def __init__(self, part: ChosenService) -> None:
        super().__init__(part.staff.name)
        self.part = part


@transaction.atomic
def book_visit(
    *,
    organization: Organization,
    key: UUID,
    customer: Customer | NewCustomer,
    wanted: Sequence[WantedService],
    people: Sequence[Staff],
    starts_at: datetime,
    actor: User | None,
    now: datetime,
    notes: str = "",
    brought: Brought | None = None,
) -> Visit:
    """Book several services one after the other: all of them or none.

    `people` are those who may be chosen where anybody will do; `wanted` are fitted to
    `brought` (scheduling.selectors.chains). The same `key` again returns the visit of the
    first time. Raises VisitInvalid, PartTaken, NobodyFree, StaffCannot, TimeInvalid,
    AddOnUnfit, DependantUnfit, CustomerExists, PhoneNumberInvalid.
    """
    if not 2 <= len(wanted) <= MOST_PARTS:
        raise VisitInvalid
    lock_key(organization.pk, key)
    existing: Visit | None = Visit.objects.filter(key=key).first()
    if existing is not None:
        return existing
    lock_agendas(*whoever(wanted, people))
    chain = chain_at(organization=organization, wanted=wanted, people=people, at=starts_at, now=now)
    if chain is None:
        raise NobodyFree
    person = customer_for(organization, customer, actor)
    dependant = bring(customer=person, brought=brought, actor=actor)
    visit: Visit = Visit.objects.create(organization=organization, customer=person, key=key)
    book_parts(
        visit,
        chain,
        dependant=dependant,
        notes=notes,
        actor=actor,
        now=now,
        speaks_for=len(chain.parts),
    )
    return visit


def book_parts(
    visit: Visit,
    chain: ChainTime,
    *,
    dependant: Dependant | None,
    notes: str,
    actor: User | None,
    now: datetime,
    speaks_for: int,
) -> None:
    """Write the parts of a new visit, in the caller's transaction: the first one keeps the
    notes and speaks for all. Raises PartTaken, ResourceTaken and what booking raises."""
    for number, part in enumerate(chain.parts):
        is_for = dependant is not None and part.service.for_kind == dependant.kind
        _book_part(
            visit,
            part,
            actor=actor,
            now=now,
            notes="" if number else notes,
            dependant=dependant if is_for else None,
            speaks_for=0 if number else speaks_for,
        )


@transaction.atomic
def cancel_visit(
    *, visit: Visit, by: CancelledBy, actor: User | None, now: datetime, reason: str = ""
) -> list[Appointment]:
    """Cancel every part that may still be; raises TransitionRefused when there is none.

    Cancelling twice is the same as once.
    """
    parts = _locked_parts(visit)
    if all(part.status == AppointmentStatus.CANCELLED for part in parts):
        return parts
    open_parts = _able(parts, AppointmentStatus.CANCELLED)
    for number, part in enumerate(open_parts):
        cancel_appointment(
            appointment=part,
            by=by,
            actor=actor,
            now=now,
            reason=reason,
            speaks_for=0 if number else len(open_parts),
        )
    return open_parts


@transaction.atomic
def change_visit_status(
    *, visit: Visit, to: AppointmentStatus, actor: User | None, now: datetime
) -> list[Appointment]:
    """Bring every part that may go there to `to`; raises TransitionRefused when there is
    none, SlotTaken."""
    parts = _locked_parts(visit)
    if all(part.status == to for part in parts):
        return parts
    return [
        change_status(appointment=part, to=to, actor=actor, now=now) for part in _able(parts, to)
    ]


def parts_able(parts: Sequence[Appointment], to: AppointmentStatus) -> list[Appointment]:
    """Those that may go forward to `to`: an act on the whole visit takes nothing back."""
    return [
        part
        for part in parts
        if to in TRANSITIONS[part.status] and (part.status, to) not in STEPS_BACK
    ]


def whoever(wanted: Sequence[WantedService], people: Sequence[Staff]) -> set[UUID]:
    """Ids of all whose agenda may be written: locked first, and always in one order."""
    named = {one.staff.pk for one in wanted if one.staff}
    is_open = any(one.staff is None for one in wanted)
    return named | ({person.pk for person in people} if is_open else set())


def _book_part(
    visit: Visit, part: ChosenService, *, actor: User | None, now: datetime, **details: Any
) -> None:
    def insert() -> None:
        book_appointment(
            organization=visit.organization,
            customer=visit.customer,
            service=part.service,
            staff=part.staff,
            starts_at=part.starts_at,
            actor=actor,
            now=now,
            duration_minutes=int((part.ends_at - part.starts_at).total_seconds() // 60),
            visit=visit,
            add_ons=part.add_ons,
            **details,
        )

    try:
        update_if_free(insert)
    except ResourceTaken:
        raise
    except SlotTaken as error:
        raise PartTaken(part) from error


def _locked_parts(visit: Visit) -> list[Appointment]:
    """By id, so that two acts on one visit wait for each other in one order; then by time."""
    rows = Appointment.objects.filter(visit=visit).select_for_update().order_by("id")
    return sorted(rows, key=lambda part: (part.starts_at, part.pk))


def _able(parts: Sequence[Appointment], to: AppointmentStatus) -> list[Appointment]:
    found = parts_able(parts, to)
    if not found:
        raise TransitionRefused(parts[0].status, to)
    return found
