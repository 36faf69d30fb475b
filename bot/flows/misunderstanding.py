"""When nothing was understood: a hint, then a way to a person, then a person. No loops."""

from collections.abc import Callable
from dataclasses import replace

from bot.flows import appointments, commands
from bot.flows.booking import continue_booking
from bot.flows.menu import ask_menu, welcome
from bot.flows.state import BOOKING_STEPS, Goal, State, Step
from bot.flows.talk import Talk, Turn

OFFER_PERSON_AT = 3
HAND_OVER_AT = 4


def not_understood(talk: Talk, state: State, hint: str = "") -> Turn:
    """The same question in another way, after `hint`; the fourth time in a row a person is
    called, so that two machines can't talk for ever."""
    count = state.retries + 1
    if count >= HAND_OVER_AT:
        return commands.call_person(talk, state, commands.LOST)
    if count == OFFER_PERSON_AT:
        turn = commands.offer_person(talk, state)
    elif count == 2:
        helped = replace(talk.saying(talk.t("Ainda não entendi.")), with_help=True)
        turn = ask_again(helped, state)
    else:
        turn = ask_again(talk.saying(hint or _hint(talk, state)), state)
    after = replace(turn.state, retries=count)
    return replace(turn, state=after, wants_more_time=True, is_unread=True)


def ask_again(talk: Talk, state: State) -> Turn:
    """The open question once more, as things stand now."""
    if state.step in BOOKING_STEPS:
        return continue_booking(talk, state)
    if state.step == Step.APPOINTMENTS:
        return appointments.ask_appointment(talk, state, state.goal)
    if state.step == Step.APPOINTMENT:
        return appointments.show_appointment(talk, state, state.appointment_id)
    if state.step == Step.CANCELLING:
        return appointments.ask_cancel(talk, state, state.appointment_id)
    if state.is_cooling_down(talk.now):
        return commands.offer_more(talk, state)
    return ask_menu(talk, state) if state.step == Step.MENU else welcome(talk, state)


def resumed(talk: Talk, told: Turn) -> Turn:
    """After an answer in the middle of a booking, the open question again."""
    if told.state.step not in BOOKING_STEPS:
        return told
    again = ask_again(replace(talk, lead=""), told.state)
    return replace(again, replies=(*told.replies, *again.replies))


def _hint(talk: Talk, state: State) -> str:
    hints: dict[Step, Callable[[], str]] = {
        Step.SERVICE: lambda: talk.t("Não encontrei esse serviço. Escolha um da lista:"),
        Step.STAFF: lambda: talk.t("Não encontrei essa pessoa. Escolha na lista:"),
        Step.DAY: lambda: talk.t("Não entendi o dia. Escreva, por exemplo: amanhã ou 28/11."),
        Step.TIME: lambda: talk.t("Não entendi o horário. Escreva, por exemplo: 15h ou de manhã."),
        Step.NAME: lambda: talk.t("Escreva só o seu nome, por favor."),
        Step.WHOM_NAME: lambda: talk.t("Escreva só o nome, por favor."),
        Step.SIZE: lambda: talk.t("Não entendi o porte. Escolha um da lista:"),
        Step.CONFIRM: lambda: talk.t("Não entendi. Toque em um botão ou escreva sim ou não."),
        Step.CANCELLING: lambda: talk.t("Não entendi. Escreva sim ou não."),
        Step.MENU: lambda: talk.t("Você pode escrever, por exemplo: agendar amanhã às 15h."),
    }
    if state.step == Step.IDLE and state.goal == Goal.NONE:
        return ""
    return hints.get(state.step, lambda: talk.t("Não entendi. Escolha uma opção:"))()
