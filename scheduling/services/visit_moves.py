"""Moving a visit of several services as one act, and taking back a state of all of it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from accounts.models import User
from scheduling.enums import STEPS_BACK, AppointmentStatus, CancelledBy
from scheduling.models import Appointment, Staff, Visit
from scheduling.selectors.visit_places import (
    Asked,
    PartPlace,
    WantedMove,
    movable_parts,
    visit_time_at,
)
from scheduling.services.changes import TransitionRefused, change_status, reschedule_appointment
from scheduling.services.occupancy import SlotTaken, lock_agendas, lock_key
from scheduling.services.resources import ResourceTaken
from scheduling.services.visits import NobodyFree

__all__ = ["NobodyFree", "PlaceTaken", "VisitChanged", "reschedule_visit", "take_back_status"]


class PlaceTaken(SlotTaken):
    """The person of one part has no time for it there."""

    def __init__(self, place: PartPlace) -> None:
        super().__init__(place.staff.name)
        self.place = place


class VisitChanged(Exception):
    """Somebody has changed a part of the visit in the same moment."""


@transaction.atomic
def reschedule_visit(
    *,
    visit: Visit,
    starts_at: datetime,
    asked: Asked,
    people: Sequence[Staff],
    actor: User | None,
    now: datetime,
    speaks_for: int | None = None,
) -> list[Appointment]:
    """Move all parts that still may so that the first of them begins at `starts_at`.

    The pauses between them stay. `asked` says who shall do a part (None: anybody of
    `people`); the others keep their person. All of them move or none, and one event speaks
    to the customer, for them or for `speaks_for` (scheduling.events). Returns what has moved;
    nothing where the visit is there already. Raises PlaceTaken, NobodyFree, ResourceTaken,
    StaffCannot, TransitionRefused, VisitChanged.
    """
    lock_key(visit.organization_id, visit.pk)
    known = _agendas(visit, asked, people)
    lock_agendas(*known)
    parts = _locked(visit)
    movable = movable_parts(parts)
    if not movable:
        raise TransitionRefused(parts[0].status, "RESCHEDULED")
    if not {part.staff_id for part in movable} <= known:
        raise VisitChanged
    found = visit_time_at(
        organization=visit.organization,
        wanted=WantedMove(movable, asked, people),
        at=starts_at,
        now=now,
    )
    if found is None:
        raise NobodyFree
    if visit.series_id is not None:
        by = found.starts_at - movable[0].starts_at
        Visit.objects.filter(pk=visit.pk).update(starts_at=F("starts_at") + by)
    places = [place for place in found.places if _is_elsewhere(place)]
    return _move(places, actor, now, len(places) if speaks_for is None else speaks_for)


@transaction.atomic
def take_back_status(
    *,
    visit: Visit,
    part_ids: Collection[UUID],
    since: AppointmentStatus,
    to: AppointmentStatus,
    actor: User | None,
    now: datetime,
) -> list[Appointment]:
    """Undo what was said of all of them: those of `part_ids` that are still `since` go back
    to `to`. Raises TransitionRefused when there is none, SlotTaken."""
    parts = [part for part in _locked(visit) if part.pk in part_ids and part.status == since]
    if not parts or (since, to) not in STEPS_BACK:
        raise TransitionRefused(since, to)
    return [change_status(appointment=part, to=to, actor=actor, now=now) for part in parts]


def _agendas(visit: Visit, asked: Asked, people: Sequence[Staff]) -> set[UUID]:
    """Whoever's time may be written; locked first, and always in one order."""
    now_with = set(Appointment.objects.filter(visit=visit).values_list("staff_id", flat=True))
    named = {staff.pk for staff in asked.values() if staff is not None}
    is_open = any(staff is None for staff in asked.values())
    return now_with | named | ({person.pk for person in people} if is_open else set())


def _locked(visit: Visit) -> list[Appointment]:
    """All parts, locked in the order of their ids, with what the rules read of them."""
    rows = Appointment.objects.filter(visit=visit).order_by("id")
    list(rows.select_for_update().values_list("pk"))
    return list(rows.select_related("staff", "service"))


def _is_elsewhere(place: PartPlace) -> bool:
    return (place.staff.pk, place.starts_at) != (place.part.staff_id, place.part.starts_at)


def _move(
    places: list[PartPlace], actor: User | None, now: datetime, speaks_for: int
) -> list[Appointment]:
    """The first part speaks for all; who goes later makes room from the end."""
    if not places:
        return []
    speaker, is_later = places[0], places[0].starts_at > places[0].part.starts_at
    moved = []
    for place in reversed(places) if is_later else places:
        try:
            moved.append(_move_part(place, speaks_for if place is speaker else 0, actor, now))
        except ResourceTaken:
            raise
        except SlotTaken as error:
            raise PlaceTaken(place) from error
    return sorted(moved, key=lambda part: (part.starts_at, part.pk))


def _move_part(place: PartPlace, speaks_for: int, actor: User | None, now: datetime) -> Appointment:
    return reschedule_appointment(
        appointment=place.part,
        staff=place.staff,
        starts_at=place.starts_at,
        by=CancelledBy.STAFF,
        actor=actor,
        now=now,
        speaks_for=speaks_for,
    )
