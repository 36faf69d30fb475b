"""What a phrase wishes for (service, person, day, time) put into the booking in the state."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from bot.flows import times
from bot.flows.booking import continue_booking
from bot.flows.choosing import ask_day, ask_service, let_go, service_of
from bot.flows.reading import Reading, services_meant, staff_meant, whom_meant
from bot.flows.state import ANYBODY, BOOKING_STEPS, Goal, State, Step
from bot.flows.talk import Talk, Turn


@dataclass(frozen=True, slots=True)
class Wishes:
    """None means not said. Times are minutes of the business's day. `services` are the ids
    that the words may mean when they don't mean just one; `first` is where a stretch of days
    begins; `dependant_name` is somebody whom nobody has written down yet."""

    service_id: str | None = None
    staff_id: str | None = None
    on: date | None = None
    time_from: int | None = None
    time_to: int | None = None
    services: tuple[str, ...] = ()
    dependant_id: str | None = None
    dependant_name: str = ""
    first: date | None = None

    @property
    def has_time(self) -> bool:
        return self.time_from is not None or self.time_to is not None

    @property
    def is_empty(self) -> bool:
        return self == Wishes()


def read_wishes(talk: Talk, state: State, reading: Reading) -> Wishes:
    """Everything in the phrase that can be booked by; names are those of this business."""
    is_move = state.goal == Goal.MOVE
    services = () if is_move else tuple(services_meant(reading, talk.desk.services()))
    service_id = services[0] if len(services) == 1 else None
    performing = service_id or state.service_id or None
    staff_id = staff_meant(reading, talk.desk.staff_for(performing))
    if staff_id is None and performing is not None:
        staff_id = staff_meant(reading, talk.desk.staff_for(None))
    if staff_id is None and reading.is_any and state.step == Step.STAFF:
        staff_id = ANYBODY
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
    if not changes and not wishes.services and wishes.first is None and not wishes.dependant_name:
        return None
    service_id = changes.pop("service_id", base.service_id)
    chosen = replace(let_go(talk, base).for_service(service_id), **changes)
    if wishes.services:
        return ask_service(talk, chosen, only=wishes.services)
    if wishes.dependant_name:
        chosen = _with_somebody_new(talk, chosen, wishes.dependant_name)
    if wishes.first is None:
        return continue_booking(talk, chosen)
    return _from_day_on(talk, replace(chosen, on=None), wishes.first)


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
