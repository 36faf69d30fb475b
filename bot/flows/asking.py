"""The questions of the front desk by name, as a flow asks them.

A flow's node asks one of `ASKS`; what a turn of the conversation leads to is one of them
too, or one of `WANTS`, which a flow answers in its own way, or `DONE`.
"""

from collections.abc import Callable
from dataclasses import replace

from bot.flows import appointments, information
from bot.flows.booking import continue_booking, start_booking
from bot.flows.commands import HUMAN, LATE, LOST, MY_DATA
from bot.flows.menu import welcome
from bot.flows.state import ANYBODY, Goal, State, Step
from bot.flows.talk import Talk, Turn

MENU, PRICES, PLACE, VISITS, CANCEL = "menu", "prices", "place", "visits", "cancel"
SERVICE, WHOM, ADD_ONS, STAFF = "service", "whom", "add_ons", "staff"
TIME, NAME, CONFIRM = "time", "name", "confirm"
CHAIN = (SERVICE, WHOM, ADD_ONS, STAFF, TIME, NAME, CONFIRM)  # of a booking, in their order
ASKS = (MENU, *CHAIN, VISITS, CANCEL, PRICES, PLACE)
DONE = "done"
# What `Turn.came_to` may say. A flow calls the person, and says so; for the others it has
# its own words in the place of the last reply.
CALLS = (HUMAN, LATE, MY_DATA, LOST)
PARTINGS = ("stop", "opt_in", "thanks", "dropped")
WANTS = (*CALLS, *PARTINGS)

_OF_STEP = {
    Step.IDLE: MENU,
    Step.MENU: MENU,
    Step.SERVICE: SERVICE,
    Step.WHOM: WHOM,
    Step.WHOM_NAME: WHOM,
    Step.SIZE: WHOM,
    Step.ADD_ONS: ADD_ONS,
    Step.STAFF: STAFF,
    Step.DAY: TIME,
    Step.TIME: TIME,
    Step.NAME: NAME,
    Step.CONFIRM: CONFIRM,
    Step.APPOINTMENTS: VISITS,
    Step.APPOINTMENT: VISITS,
    Step.CANCELLING: CANCEL,
}
# What each question says when nothing was written for it.
USUAL = {
    MENU: "Como posso ajudar? Toque no menu ou escreva do seu jeito.",
    SERVICE: "O que você quer agendar?",
    WHOM: "Para quem é?",
    ADD_ONS: "Quer acrescentar algo?",
    STAFF: "Com quem você prefere?",
    TIME: "Que dia fica bom?",
    NAME: "Seu horário está guardado por alguns minutos. Qual é o seu nome?",
    CONFIRM: "Posso marcar?",
    VISITS: "Estes são os seus horários. Toque em um para confirmar ou mudar.",
    CANCEL: "Quer mesmo cancelar este horário?",
}


def open_question(state: State) -> str:
    """Which of ASKS the customer is about to answer; empty between two conversations."""
    return "" if state.step == Step.IDLE else _OF_STEP[state.step]


def leads_to(turn: Turn) -> str:
    """Which question is open after the turn, what is wanted, or DONE."""
    step = turn.state.step
    is_quiet = step in (Step.IDLE, Step.MENU)
    if turn.came_to in WANTS and is_quiet:
        return turn.came_to
    if turn.came_to in (PRICES, PLACE) and step == Step.MENU:
        return turn.came_to
    is_silent = step == Step.IDLE and not turn.replies
    return DONE if (turn.finished and is_quiet) or is_silent else _OF_STEP[step]


def ask_for(talk: Talk, state: State, asks: str, *, skips: str = "") -> Turn:
    """Ask one of ASKS, or what has to be known before it. `skips` is a question that the
    flow leaves out: it is answered by what changes least. Like `advance`, it never raises
    for a state that `State.from_dict` reads."""
    turn = _ASKING[asks](talk, _without(state, skips))
    if state.hold_id and state.hold_id != turn.state.hold_id:
        talk.desk.release(state.hold_id)
    return replace(turn, state=replace(turn.state, touched_at=talk.now))


def can_skip(asks: str) -> bool:
    """Whether a booking can do without this question."""
    return asks in (ADD_ONS, STAFF)


def _without(state: State, skips: str) -> State:
    if skips == ADD_ONS:
        return replace(state, has_add_ons_settled=True)
    return replace(state, staff_id=ANYBODY) if skips == STAFF else state


def _book(talk: Talk, state: State) -> Turn:
    is_open = state.goal in (Goal.BOOK, Goal.MOVE)
    return continue_booking(talk, state) if is_open else start_booking(talk, state)


_ASKING: dict[str, Callable[[Talk, State], Turn]] = {
    MENU: welcome,
    PRICES: lambda talk, state: information.show_prices(talk, state.fresh()),
    PLACE: lambda talk, state: information.show_place(talk, state.fresh()),
    VISITS: lambda talk, state: appointments.ask_appointment(talk, state, Goal.VIEW),
    CANCEL: lambda talk, state: appointments.ask_appointment(talk, state, Goal.CANCEL),
    **dict.fromkeys(CHAIN, _book),
}
