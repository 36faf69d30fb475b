"""Booking and moving a visit: ask the first thing that is not known yet.

There is no fixed path. A tap or a phrase fills in what it says; `continue_booking` asks for
the next missing piece, and the end is always the summary that waits for a yes.
"""

from dataclasses import replace
from datetime import timedelta

from bot.flows import choosing, confirming, times
from bot.flows.along import settle_along
from bot.flows.choosing import appointment_of, ask_day, ask_service, ask_staff, let_go
from bot.flows.desk import AppointmentView, SlotOption, TooLate
from bot.flows.menu import ask_menu
from bot.flows.refusals import appointment_not_found, too_late
from bot.flows.state import ALONG_STEPS, ANYBODY, Goal, State, Step
from bot.flows.talk import Talk, Turn


def start_booking(talk: Talk, state: State) -> Turn:
    return continue_booking(talk, replace(let_go(talk, state).fresh(), goal=Goal.BOOK))


def start_move(talk: Talk, state: State, appointment_id: str) -> Turn:
    """Ask the new day for a visit, with the same person where she still works."""
    current = appointment_of(talk, appointment_id)
    if current is None:
        return appointment_not_found(talk, state)
    return continue_booking(talk, moving_state(talk, let_go(talk, state), current))


def moving_state(talk: Talk, state: State, current: AppointmentView) -> State:
    person = choosing.staff_of(talk, current.service_id, current.staff_id)
    return replace(
        state.fresh(),
        goal=Goal.MOVE,
        appointment_id=current.id,
        service_id=current.service_id,
        staff_id=person.id if person else ANYBODY,
    )


def continue_booking(talk: Talk, state: State) -> Turn:
    """The next question of the booking in `state`."""
    refusal = _refused_move(talk, state) if state.goal == Goal.MOVE else None
    if refusal is not None:
        return refusal
    talk, state = _checked(talk, state)
    if not state.service_id:
        return ask_service(talk, state)
    talk, state, question = settle_along(talk, state)
    if question is not None:
        return question
    if not state.staff_id:
        return ask_staff(talk, state)
    if state.on is None:
        return ask_day(talk, state)
    return ask_time(talk, state) if state.starts_at is None else confirming.settle(talk, state)


def _refused_move(talk: Talk, state: State) -> Turn | None:
    """Why this visit can't be moved (any more); None when it can."""
    current = appointment_of(talk, state.appointment_id)
    if current is None:
        return appointment_not_found(talk, state)
    if current.changeable_until is not None and talk.now > current.changeable_until:
        return too_late(talk, state, TooLate(current.changeable_until))
    return None


def _checked(talk: Talk, state: State) -> tuple[Talk, State]:
    """Choices that are still true: what vanished meanwhile is asked again."""
    if not state.service_id:
        return talk, state
    if state.goal == Goal.BOOK and choosing.service_of(talk, state.service_id) is None:
        lead = talk.t("Esse serviço não está mais disponível.")
        return talk.saying(lead), replace(
            state.without_start(), service_id="", staff_id="", dependant_id=""
        )
    people = talk.desk.staff_for(state.service_id)
    is_known = state.staff_id in ("", ANYBODY) or any(one.id == state.staff_id for one in people)
    if not is_known:
        talk = talk.saying(talk.t("Essa pessoa não faz este serviço."))
        state = replace(state.without_start(), staff_id="")
    if not state.staff_id and len(people) == 1:
        state = replace(state, staff_id=people[0].id)
    elif not state.staff_id and not people:
        state = replace(state, staff_id=ANYBODY)
    return talk, state


def ask_time(talk: Talk, state: State, offset: int = 0) -> Turn:
    """The free starts of the chosen day; a wish for a time picks or narrows."""
    assert state.on is not None
    day = talk.t.day(state.on)
    slots = _free(talk, state)
    if not slots:
        lead = talk.t("{day}: não tenho horário livre.", day=day)
        after = state.on - timedelta(days=1) if state.on > talk.today else None
        return ask_day(talk.saying(lead), state, after)
    body = talk.t("{day}: qual horário?", day=day)
    low, high = state.time_from, state.time_to
    if low is not None and low == high:
        chosen = times.exactly(talk, slots, low)
        if chosen is not None:
            return confirming.settle(talk, replace(state, starts_at=chosen.starts_at))
        body = talk.t("{day}: nessa hora não tenho. O mais perto é:", day=day)
        return times.ask_slots(talk, state, times.nearest(talk, slots, low), body)
    fitting = times.between(talk, slots, low, high)
    if not fitting:
        body = talk.t("{day}: nesse período não tenho. Estes estão livres:", day=day)
    return times.ask_slots(talk, state, fitting or slots, body, offset)


def _free(talk: Talk, state: State) -> list[SlotOption]:
    """The starts of the day; when moving, without the one the customer has now."""
    assert state.on is not None
    moving = state.appointment_id if state.goal == Goal.MOVE else ""
    current = appointment_of(talk, moving) if moving else None
    slots = talk.desk.slots(
        state.service_id, state.wanted_staff, on=state.on, moving=moving, along=state.along
    )
    same_person = current is not None and state.staff_id == current.staff_id
    return [
        slot
        for slot in slots
        if not (same_person and current is not None and slot.starts_at == current.starts_at)
    ]


def go_back(talk: Talk, state: State) -> Turn:
    """One question back; from the first one to the menu."""
    state = let_go(talk, state)
    has_choice = bool(state.service_id) and len(talk.desk.staff_for(state.service_id)) > 1
    if state.step in (Step.CONFIRM, Step.NAME):
        return continue_booking(talk, state.without_time())
    if state.step == Step.TIME:
        return continue_booking(talk, replace(state.without_time(), on=None))
    if state.step == Step.DAY and has_choice:
        return ask_staff(talk, replace(state.without_time(), on=None, staff_id=""))
    if state.goal == Goal.BOOK and state.step in {Step.DAY, Step.STAFF} | ALONG_STEPS:
        return ask_service(talk, replace(state.fresh(), goal=Goal.BOOK))
    return ask_menu(talk, state)
