"""Buttons and rows: what their ids say is done, whenever they are tapped."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.flows import along, appointments, commands, confirming, ids, information
from bot.flows.booking import (
    ask_time,
    continue_booking,
    go_back,
    moving_state,
    start_booking,
)
from bot.flows.choosing import appointment_of, ask_day, ask_service, ask_staff, let_go
from bot.flows.menu import ask_menu
from bot.flows.misunderstanding import resumed
from bot.flows.refusals import appointment_not_found, choice_not_found
from bot.flows.rendering import at, say
from bot.flows.state import Goal, State, Step
from bot.flows.talk import Talk, Turn

Arguments = tuple[str, ...]
Handler = Callable[[Talk, State, Arguments], Turn]


def answer_tap(talk: Talk, state: State, tap: ids.Tap) -> Turn:
    """Acts on a tap; one that is not ours, or is broken, is "not available" kindly."""
    found = _HANDLERS.get(tap.verb)
    if found is None or len(tap.arguments) != found[0]:
        return _more(talk, state, tap.arguments) if tap.verb == ids.MORE else _lost(talk, state)
    return found[1](talk, state, tap.arguments)


def is_known(reply_id: str) -> bool:
    """Whether the id is one of ours, by its verb."""
    verb = ids.parse(reply_id).verb
    return verb in _HANDLERS or verb == ids.MORE


def _lost(talk: Talk, state: State) -> Turn:
    return choice_not_found(talk, state)


def _booking(talk: Talk, state: State, service_id: str) -> State:
    """The booking that is open, or a new one, for this service and without a start."""
    free = let_go(talk, state)
    base = free if free.goal == Goal.BOOK else replace(free.fresh(), goal=Goal.BOOK)
    return base.for_service(service_id)


def _moving(talk: Talk, state: State, appointment_id: str) -> State | None:
    """The move that is open, or a new one, for this appointment; None when it is not there."""
    if state.goal == Goal.MOVE and state.appointment_id == appointment_id:
        return state.without_start()
    current = appointment_of(talk, appointment_id)
    return None if current is None else moving_state(talk, let_go(talk, state), current)


def _subject(talk: Talk, state: State, verb: str, subject: str) -> State | None:
    is_move = verb in (ids.MOVE_STAFF, ids.MOVE_DAY, ids.MOVE_SLOT, ids.MOVE_YES)
    return _moving(talk, state, subject) if is_move else _booking(talk, state, subject)


def _choose_service(talk: Talk, state: State, arguments: Arguments) -> Turn:
    return continue_booking(talk, _booking(talk, state, arguments[0]))


def _choose_whom(talk: Talk, state: State, arguments: Arguments) -> Turn:
    chosen = _booking(talk, state, arguments[0])
    return continue_booking(talk, replace(chosen, dependant_id=arguments[1], is_size_unsure=False))


def _choose_size(talk: Talk, state: State, arguments: Arguments) -> Turn:
    """Of whoever the question was about; then on with the booking."""
    dependant_id, size = arguments
    if size == along.UNSURE:
        state = replace(state, is_size_unsure=True)
    else:
        talk.desk.set_dependant_size(dependant_id, size)
    if state.goal != Goal.BOOK or not state.service_id:
        return _lost(talk, state)
    return continue_booking(talk, let_go(talk, state))


def _choose_add_on(talk: Talk, state: State, arguments: Arguments) -> Turn:
    chosen = _booking(talk, state, arguments[0])
    return continue_booking(talk, along.with_add_on(talk, chosen, arguments[1]))


def _settle_add_ons(talk: Talk, state: State, arguments: Arguments) -> Turn:
    chosen = _booking(talk, state, arguments[0])
    return continue_booking(talk, replace(chosen, has_add_ons_settled=True))


def _choose_staff(verb: str) -> Handler:
    def choose(talk: Talk, state: State, arguments: Arguments) -> Turn:
        chosen = _subject(talk, state, verb, arguments[0])
        if chosen is None:
            return appointment_not_found(talk, state)
        return continue_booking(talk, replace(chosen, staff_id=arguments[1]))

    return choose


def _choose_day(verb: str) -> Handler:
    def choose(talk: Talk, state: State, arguments: Arguments) -> Turn:
        chosen = _subject(talk, state, verb, arguments[0])
        day = ids.read_day(arguments[2])
        if chosen is None:
            return appointment_not_found(talk, state)
        if day is None:
            return _lost(talk, state)
        return continue_booking(talk, replace(chosen, staff_id=arguments[1], on=day))

    return choose


def _choose_slot(verb: str) -> Handler:
    def choose(talk: Talk, state: State, arguments: Arguments) -> Turn:
        start = ids.read_moment(arguments[2])
        if verb == ids.SLOT and _is_held(state, arguments, start):
            return continue_booking(talk, state)
        chosen = _subject(talk, state, verb, arguments[0])
        if chosen is None:
            return appointment_not_found(talk, state)
        if start is None:
            return _lost(talk, state)
        day = talk.local(start).date()
        chosen = replace(chosen, staff_id=arguments[1], on=day, starts_at=start)
        if verb == ids.MOVE_YES:
            return confirming.move(talk, chosen)
        return continue_booking(talk, chosen)

    return choose


def _is_held(state: State, arguments: Arguments, start: datetime | None) -> bool:
    """A second tap on the slot that is held already."""
    same = (state.service_id, state.staff_id) == arguments[:2] and state.starts_at == start
    return bool(state.hold_id) and state.goal == Goal.BOOK and same


def _other_date(talk: Talk, state: State, arguments: Arguments) -> Turn:
    if not state.service_id:
        return _lost(talk, state)
    asked = replace(at(let_go(talk, state), Step.DAY), on=None, offered=())
    body = talk.t("Qual dia? Escreva, por exemplo: 28/11, sexta que vem ou daqui a 10 dias.")
    return say(talk, asked, body)


def _other_day(talk: Talk, state: State, arguments: Arguments) -> Turn:
    if not state.service_id:
        return _lost(talk, state)
    return continue_booking(talk, replace(let_go(talk, state).without_time(), on=None))


def _other_time(talk: Talk, state: State, arguments: Arguments) -> Turn:
    if not state.service_id:
        return _lost(talk, state)
    return continue_booking(talk, let_go(talk, state).without_time())


def _more(talk: Talk, state: State, arguments: Arguments) -> Turn:
    """The next page of a list; the arguments repeat what the list was about."""
    match arguments:
        case (ids.SERVICE, offset):
            return ask_service(talk, _booking(talk, state, ""), ids.read_offset(offset))
        case (ids.PRICES, offset):
            turn = resumed(talk, information.show_prices(talk, state, ids.read_offset(offset)))
        case (ids.APPOINTMENT, goal, offset) if goal in (Goal.VIEW, Goal.MOVE, Goal.CANCEL):
            start = ids.read_offset(offset)
            turn = appointments.ask_appointment(talk, state, Goal(goal), start)
        case (ids.WHOM, service_id, offset):
            chosen = _booking(talk, state, service_id)
            turn = along.ask_whom(talk, chosen, ids.read_offset(offset))
        case (ids.ADD_ON, service_id, offset):
            chosen = _booking(talk, state, service_id)
            turn = along.ask_add_ons(talk, chosen, ids.read_offset(offset))
        case (verb, subject, *rest) if verb in _PAGES:
            found = _subject(talk, state, verb, subject)
            page = None if found is None else _page(talk, found, tuple(rest))
            turn = page or _lost(talk, state)
        case _:
            turn = _lost(talk, state)
    return turn


def _page(talk: Talk, chosen: State, rest: Arguments) -> Turn | None:
    """People (offset), days (person, after) or starts (person, day, offset)."""
    match rest:
        case (offset,):
            return ask_staff(talk, replace(chosen, staff_id=""), ids.read_offset(offset))
        case (staff_id, text):
            after = ids.read_day(text)
            asked = replace(chosen, staff_id=staff_id, on=None)
            return None if after is None else ask_day(talk, asked, after)
        case (staff_id, text, offset):
            day = ids.read_day(text)
            asked = replace(chosen, staff_id=staff_id, on=day)
            return None if day is None else ask_time(talk, asked, ids.read_offset(offset))
    return None


_PAGES = frozenset({ids.STAFF, ids.MOVE_STAFF, ids.DAY, ids.MOVE_DAY, ids.SLOT, ids.MOVE_SLOT})

# How many arguments each verb has, and what it does.
_HANDLERS: dict[str, tuple[int, Handler]] = {
    ids.MENU: (0, lambda talk, state, _: ask_menu(talk, state)),
    ids.BOOK: (0, lambda talk, state, _: start_booking(talk, state)),
    ids.MINE: (0, lambda talk, state, _: appointments.ask_appointment(talk, state, Goal.VIEW)),
    ids.MOVE: (0, lambda talk, state, _: appointments.ask_appointment(talk, state, Goal.MOVE)),
    ids.DROP: (0, lambda talk, state, _: appointments.ask_appointment(talk, state, Goal.CANCEL)),
    ids.PRICES: (0, lambda talk, state, _: resumed(talk, information.show_prices(talk, state))),
    ids.PLACE: (0, lambda talk, state, _: resumed(talk, information.show_place(talk, state))),
    ids.HUMAN: (0, lambda talk, state, _: commands.call_person(talk, state)),
    ids.BACK: (0, lambda talk, state, _: go_back(talk, state)),
    ids.QUIT: (0, lambda talk, state, _: commands.quit_flow(talk, state)),
    ids.OTHER_DATE: (0, _other_date),
    ids.OTHER_DAY: (0, _other_day),
    ids.OTHER_TIME: (0, _other_time),
    ids.SERVICE: (1, _choose_service),
    ids.WHOM: (2, _choose_whom),
    ids.SOMEBODY_NEW: (
        1,
        lambda talk, state, a: along.ask_new_name(talk, _booking(talk, state, a[0])),
    ),
    ids.SIZE: (2, _choose_size),
    ids.ADD_ON: (2, _choose_add_on),
    ids.ADD_ONS_DONE: (1, _settle_add_ons),
    ids.STAFF: (2, _choose_staff(ids.STAFF)),
    ids.DAY: (3, _choose_day(ids.DAY)),
    ids.SLOT: (3, _choose_slot(ids.SLOT)),
    ids.YES: (1, lambda talk, state, a: confirming.book(talk, state, a[0])),
    ids.MOVE_STAFF: (2, _choose_staff(ids.MOVE_STAFF)),
    ids.MOVE_DAY: (3, _choose_day(ids.MOVE_DAY)),
    ids.MOVE_SLOT: (3, _choose_slot(ids.MOVE_SLOT)),
    ids.MOVE_YES: (3, _choose_slot(ids.MOVE_YES)),
    ids.APPOINTMENT: (1, lambda talk, state, a: appointments.show_appointment(talk, state, a[0])),
    ids.CONFIRM: (1, lambda talk, state, a: appointments.confirm(talk, state, a[0])),
    ids.RESCHEDULE: (
        1,
        lambda talk, state, a: appointments.open_appointment(talk, state, Goal.MOVE, a[0]),
    ),
    ids.CANCEL: (1, lambda talk, state, a: appointments.ask_cancel(talk, state, a[0])),
    ids.CANCEL_YES: (1, lambda talk, state, a: appointments.cancel(talk, state, a[0])),
}
