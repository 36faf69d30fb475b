"""What a phrase wishes for (service, person, day, time) put into the booking in the state."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from bot.flows import times
from bot.flows.booking import continue_booking
from bot.flows.choosing import ask_day, ask_service, ask_staff, let_go, service_of
from bot.flows.reading import (
    Reading,
    refused_staff,
    services_meant,
    staff_meant,
    visits_meant,
    wants_all,
    whom_meant,
)
from bot.flows.state import ANYBODY, BOOKING_STEPS, Goal, State, Step
from bot.flows.talk import Talk, Turn
from bot.understanding import Visit


@dataclass(frozen=True, slots=True)
class Wishes:
    """None means not said. Times are minutes of the business's day. `services` are the ids
    that the words may mean when they don't mean just one; `first` is where a stretch of days
    begins; `dependant_name` is somebody whom nobody has written down yet; `later` are the ids
    of services for visits of their own, `has_all` says that all of `services` are wanted;
    `refused` are people the customer won't come to."""

    service_id: str | None = None
    staff_id: str | None = None
    on: date | None = None
    time_from: int | None = None
    time_to: int | None = None
    services: tuple[str, ...] = ()
    dependant_id: str | None = None
    dependant_name: str = ""
    first: date | None = None
    later: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    has_all: bool = False

    @property
    def has_time(self) -> bool:
        return self.time_from is not None or self.time_to is not None

    @property
    def is_empty(self) -> bool:
        return self == Wishes()


def when_of(reading: Reading) -> Wishes:
    """Only the day and the time of the phrase."""
    return Wishes(
        on=reading.on,
        time_from=reading.time_from,
        time_to=reading.time_to,
        first=reading.first,
    )


def read_wishes(talk: Talk, state: State, reading: Reading) -> Wishes:
    """Everything in the phrase that can be booked by; names are those of this business."""
    is_move = state.goal == Goal.MOVE
    visits = () if is_move or not reading.may_be_several else _visits(talk, reading)
    if visits:
        return _first_of(talk, visits, reading)
    services = () if is_move else tuple(services_meant(reading, talk.desk.services()))
    service_id = services[0] if len(services) == 1 else None
    performing = service_id or state.service_id or None
    current = state.assigned_staff_id or state.wanted_staff or ""
    people = talk.desk.staff_for(None) if reading.refuses_people else ()
    refused = refused_staff(reading, people, current)
    staff_id = _staff(talk, state, reading, performing, refused)
    several = services if len(services) > 1 and not state.service_id else ()
    known, new = (None, "") if is_move else _whom(talk, performing, reading)
    return Wishes(
        service_id,
        staff_id,
        reading.on,
        reading.time_from,
        reading.time_to,
        several,
        known,
        new,
        reading.first,
        refused=tuple(refused),
        has_all=bool(several) and wants_all(reading, talk.desk.services()),
    )


def _staff(
    talk: Talk, state: State, reading: Reading, service_id: str | None, refused: Collection[str]
) -> str | None:
    """Whom the phrase names, or ANYBODY as the answer to "with whom?". With somebody refused
    it is one of the others: the only one, or asked."""
    able = [one for one in talk.desk.staff_for(service_id) if one.id not in refused]
    if refused and service_id and len(able) == 1:
        return able[0].id
    staff_id = staff_meant(reading, able)
    if staff_id is None and service_id is not None:
        everybody = [one for one in talk.desk.staff_for(None) if one.id not in refused]
        staff_id = staff_meant(reading, everybody)
    if staff_id is None and reading.is_any and state.step == Step.STAFF and not refused:
        return ANYBODY
    return staff_id


def _visits(talk: Talk, reading: Reading) -> tuple[Visit, ...]:
    return visits_meant(reading, talk.today, talk.desk.services(), talk.desk.staff_for(None))


def _first_of(talk: Talk, visits: Sequence[Visit], reading: Reading) -> Wishes:
    """Of several visits the first one; the others are for later."""
    first = visits[0]
    keys, people, when = first.services.keys, first.staff.keys, first.when
    service_id = keys[0] if len(keys) == 1 else None
    known, new = _whom(talk, service_id, reading)
    is_day = when.date_from is not None and when.date_from == when.date_to
    return Wishes(
        service_id,
        people[0] if len(people) == 1 else None,
        when.date_from if is_day else None,
        when.time_from,
        when.time_to,
        keys if len(keys) > 1 else (),
        known,
        new,
        None if is_day else when.date_from,
        later=tuple(key for visit in visits[1:] for key in visit.services.keys),
    )


def _whom(talk: Talk, service_id: str | None, reading: Reading) -> tuple[str | None, str]:
    """ "Banho para o Thor": the id of one on the card, or a new name."""
    service = service_of(talk, service_id) if service_id else None
    if service is None or not service.for_kind:
        return None, ""
    known = talk.desk.dependants(service.for_kind)
    return whom_meant(reading, known, talk.desk.services(), talk.desk.staff_for(None))


def follow(talk: Talk, state: State, wishes: Wishes) -> Turn | None:
    """Go on with what was wished; None when it changes nothing."""
    base = state
    if state.goal not in (Goal.BOOK, Goal.MOVE) or state.step not in BOOKING_STEPS:
        base = replace(state.fresh(), goal=Goal.BOOK)
    changes = _changes(talk, base, wishes)
    is_refused = (base.assigned_staff_id or base.staff_id) in wishes.refused
    has_more = wishes.services or wishes.first or wishes.dependant_name or wishes.refused
    if not changes and not has_more:
        return None
    if is_refused and "staff_id" not in changes:
        changes["staff_id"] = ""
    talk = talk.saying(_one_by_one(talk, wishes))
    service_id = changes.pop("service_id", base.service_id)
    chosen = replace(let_go(talk, base).for_service(service_id), **changes)
    if wishes.services:
        one_by_one = talk.t("Vamos marcar um de cada vez. Qual vem primeiro?")
        body = one_by_one if wishes.has_all else ""
        return ask_service(talk, chosen, only=wishes.services, body=body)
    if wishes.dependant_name:
        chosen = _with_somebody_new(talk, chosen, wishes.dependant_name)
    if wishes.first is None:
        return _without(talk, continue_booking(talk, chosen), wishes.refused)
    return _from_day_on(talk, replace(chosen, on=None), wishes.first)


def _one_by_one(talk: Talk, wishes: Wishes) -> str:
    """Which of several visits comes first, and what is left for later."""
    names = {one.id: one.name for one in talk.desk.services()}
    later = [names[key] for key in wishes.later if key in names]
    first = [names[key] for key in (wishes.service_id, *wishes.services) if key in names]
    if not later or not first:
        return ""
    return talk.t(
        "Vamos marcar um de cada vez: primeiro {first}. Depois me peça {later}.",
        first=", ".join(first),
        later=", ".join(later),
    )


def _without(talk: Talk, turn: Turn, refused: Collection[str]) -> Turn:
    """Asked with whom: only the people that were not refused, nobody in their place."""
    if not refused or turn.state.step != Step.STAFF:
        return turn
    return ask_staff(talk, turn.state, refused=refused)


def _with_somebody_new(talk: Talk, state: State, name: str) -> State:
    service = service_of(talk, state.service_id)
    if service is None or not service.for_kind:
        return state
    made = talk.desk.add_dependant(service.for_kind, name)
    return replace(state, dependant_id=made.id, is_size_unsure=False)


def _from_day_on(talk: Talk, state: State, first: date) -> Turn:
    """ "Semana que vem": when the day is what is still open, the days from there on."""
    turn = continue_booking(talk, state)
    if turn.state.step != Step.DAY or first <= talk.today:
        return turn
    return ask_day(talk, turn.state, first - timedelta(days=1))


def _changes(talk: Talk, state: State, wishes: Wishes) -> dict[str, Any]:
    """The fields that differ. Another day or person keeps the wish for the same time."""
    changes: dict[str, Any] = {}
    for name in ("service_id", "staff_id", "dependant_id", "on"):
        value = getattr(wishes, name)
        if value is not None and value != getattr(state, name):
            changes[name] = value
    chosen = state.starts_at
    if "staff_id" in changes and chosen and changes["staff_id"] == state.assigned_staff_id:
        del changes["staff_id"]
    if wishes.has_time:
        wish = (wishes.time_from, wishes.time_to)
        minute = None if chosen is None else times.minute_of(talk, chosen)
        if wish != (minute, minute) and (chosen is not None or wish != _wish(state)):
            changes["time_from"], changes["time_to"] = wish
    elif changes and chosen is not None:
        changes["time_from"] = changes["time_to"] = times.minute_of(talk, chosen)
    return changes


def _wish(state: State) -> tuple[int | None, int | None]:
    return state.time_from, state.time_to
