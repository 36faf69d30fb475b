"""Typed text: commands first, then answers to the open question, then intents and wishes."""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.flows import answers, appointments, commands, information
from bot.flows.added import asked_about
from bot.flows.booking import go_back, start_booking
from bot.flows.languages import switch_language
from bot.flows.menu import ask_menu, welcome
from bot.flows.misunderstanding import not_understood, resumed
from bot.flows.others import asked_others
from bot.flows.reading import Reading, Wanted, read, said_at_least, services_meant
from bot.flows.state import BOOKING_STEPS, Goal, State, Step
from bot.flows.talk import Talk, Turn
from bot.flows.wishes import follow, read_wishes, when_of

SHORT_WORDS = 6
Rule = Callable[[Talk, State, Reading], Turn | None]


def answer_text(talk: Talk, state: State, text: str) -> Turn:
    """The first rule that has something to say answers."""
    reading = read(text, talk.now.astimezone(talk.zone), talk.t.locale)
    for rule in _RULES:
        turn = rule(talk, state, reading)
        if turn is not None:
            return turn
    return not_understood(talk, state)


def _command(talk: Talk, state: State, reading: Reading) -> Turn | None:
    commanded: dict[Wanted, Callable[[Talk, State], Turn]] = {
        Wanted.OPT_OUT: commands.opt_out,
        Wanted.OPT_IN: commands.opt_in,
        Wanted.HUMAN: commands.call_person,
        Wanted.MENU: ask_menu,
        Wanted.BACK: go_back,
        Wanted.QUIT: commands.quit_flow,
        Wanted.RUNNING_LATE: commands.running_late,
        Wanted.MY_DATA: commands.my_data,
    }
    found = commanded.get(reading.wanted)
    if found is not None:
        return found(talk, state)
    return switch_language(talk, state, reading.said)


def _intent(talk: Talk, state: State, reading: Reading) -> Turn | None:
    if state.step in BOOKING_STEPS and reading.wanted == Wanted.CANCEL:
        if state.goal == Goal.MOVE:
            return appointments.ask_cancel(talk, state, state.appointment_id)
        return commands.quit_flow(talk, state)
    if state.step in BOOKING_STEPS and reading.wanted == Wanted.CONFIRM:
        return None
    opened = state.appointment_id if state.step in (Step.APPOINTMENT, Step.CANCELLING) else ""
    goals = {
        Wanted.APPOINTMENTS: Goal.VIEW,
        Wanted.CONFIRM: Goal.VIEW,
        Wanted.CANNOT_COME: Goal.VIEW,
        Wanted.RESCHEDULE: Goal.MOVE,
        Wanted.CANCEL: Goal.CANCEL,
    }
    goal = goals.get(reading.wanted)
    if goal is None:
        return _information(talk, state, reading)
    if reading.wanted == Wanted.CANNOT_COME:
        return _cannot_come(talk, state, reading, opened)
    if opened and goal != Goal.VIEW:
        return _moved(talk, appointments.open_appointment(talk, state, goal, opened), reading)
    if goal == Goal.MOVE and state.goal == Goal.MOVE and state.step in BOOKING_STEPS:
        return None
    return _moved(talk, appointments.ask_appointment(talk, state, goal), reading)


def _cannot_come(talk: Talk, state: State, reading: Reading, opened: str) -> Turn:
    """To move or to cancel: asked about the one visit that can be meant."""
    mine = [one.id for one in talk.desk.my_appointments()]
    if opened or len(mine) == 1:
        return appointments.offer_change(talk, state, opened or mine[0])
    return appointments.ask_appointment(talk, state, Goal.VIEW)


def _moved(talk: Talk, turn: Turn, reading: Reading) -> Turn:
    """ "Remarcar para sexta às 10": the day that was asked for along with the move."""
    is_open = turn.state.goal == Goal.MOVE and turn.state.step in BOOKING_STEPS
    if not is_open or not reading.has_when:
        return turn
    return follow(talk, turn.state, when_of(reading)) or turn


def _information(talk: Talk, state: State, reading: Reading) -> Turn | None:
    add_on = asked_about(talk, state, reading)
    if add_on is not None:
        told = information.show_add_on(talk, state, add_on)
    elif reading.wanted in (Wanted.PRICE, Wanted.SERVICES):
        meant = services_meant(reading, talk.desk.services())
        service = meant[0] if len(meant) == 1 else None
        told = (
            information.show_price(talk, state, service)
            if service is not None
            else information.show_prices(talk, state)
        )
    elif reading.wanted in (Wanted.HOURS, Wanted.ADDRESS):
        told = information.show_place(talk, state)
    else:
        return None
    return resumed(talk, told)


_WHO_WORKS = re.compile(
    r"^(?:(?:e|oi|ola|hola|hi|and|y) )?(?:quem (?:e que )?(?:trabalha|atende|sao|faz|tem|esta)"
    r"|quien(?:es)? (?:trabaja|atiende|son|hace|esta)\w*|who (?:works|does|is|are|do you have)"
    r"|(?:quais|que|qual|what|which|cuales) (?:sao )?(?:os |as |los |the )?(?:profission\w+|pessoas"
    r"|barbeir\w+|cabeleireir\w+|profesional\w*|personas|peluquer\w+|stylists?|barbers?|groomers?))\b"
)


def _people(talk: Talk, state: State, reading: Reading) -> Turn | None:
    """ "Quem trabalha aí?"."""
    if not _WHO_WORKS.search(reading.said) or reading.has_when:
        return None
    return resumed(talk, information.show_people(talk, state))


def _aside(talk: Talk, state: State, reading: Reading) -> Turn | None:
    """A question on rules or on something that only people know: no wish, no misunderstanding."""
    is_wish = state.step in BOOKING_STEPS and reading.has_when
    if reading.asks_rules:
        return resumed(talk, information.show_rules(talk, state))
    if reading.changes_a_visit and state.step not in BOOKING_STEPS:
        return information.ask_the_team(talk, state)
    if reading.wanted != Wanted.NONE or is_wish or not reading.asks_aside:
        return None
    return replace(resumed(talk, information.ask_the_team(talk, state)), is_unread=True)


def _another_day(talk: Talk, state: State, reading: Reading) -> Turn | None:
    """A day for the visit that is open: "pode ser segunda?"."""
    has_day = reading.on is not None or reading.first is not None
    if state.step != Step.APPOINTMENT or not has_day or reading.wanted != Wanted.NONE:
        return None
    if services_meant(reading, talk.desk.services()):
        return None
    opened = appointments.open_appointment(talk, state, Goal.MOVE, state.appointment_id)
    return _moved(talk, opened, reading)


def _wish(talk: Talk, state: State, reading: Reading) -> Turn | None:
    wishes = read_wishes(talk, state, reading)
    if state.step in BOOKING_STEPS:
        followed = follow(talk, state, wishes)
        if followed is None and not wishes.is_empty and "?" not in reading.text:
            return not_understood(talk, state, talk.t("Isso eu já anotei."))
        return followed
    names_service = wishes.service_id is not None or bool(wishes.services)
    wants_booking = reading.wanted == Wanted.BOOK or names_service
    is_short = reading.words <= SHORT_WORDS and not wishes.is_empty
    if wants_booking:
        talk = talk.saying(answers.problem_with(talk, reading))
    if wants_booking and wishes.is_empty:
        return start_booking(talk, state)
    if wants_booking or (is_short and state.step in (Step.IDLE, Step.MENU)):
        return follow(talk, state, wishes)
    return None


def _courtesy(talk: Talk, state: State, reading: Reading) -> Turn | None:
    """Thanks and greetings; after an end a yes or "ok" needs no answer."""
    if reading.wanted == Wanted.THANKS:
        return commands.welcome_thanks(talk, state)
    is_over = state.is_cooling_down(talk.now)
    if is_over and (reading.is_yes or reading.is_no or not reading.said):
        return Turn(state=state)
    if state.step == Step.MENU and (reading.is_yes or reading.is_no):
        return commands.rest(talk, state)
    if state.step == Step.IDLE and (reading.wanted == Wanted.GREETING or not is_over):
        is_unread = reading.wanted == Wanted.NONE and reading.words > 1
        return replace(welcome(talk, state), is_unread=is_unread)
    if reading.wanted == Wanted.GREETING:
        return not_understood(talk, state, talk.t("Oi! Vamos continuar:"))
    return None


def _at_least(talk: Talk, state: State, reading: Reading) -> Turn | None:
    """A short text of which no rule before has heard anything: a no to what is open, thanks."""
    if reading.words > SHORT_WORDS:
        return None
    told = said_at_least(reading)
    if told.wanted == Wanted.THANKS:
        return commands.welcome_thanks(talk, state)
    if told.is_no == reading.is_no:
        return None
    answers_to_no = (answers.answered_reminder, answers.told_along, answers.yes_or_no)
    turns = (rule(talk, state, told) for rule in answers_to_no)
    return next((turn for turn in turns if turn is not None), None)


_RULES: tuple[Rule, ...] = (
    _command,
    answers.answered_reminder,
    answers.chosen_title,
    answers.chosen_number,
    answers.told_name,
    answers.told_along,
    asked_others,
    answers.yes_or_no,
    _intent,
    answers.own_appointment,
    answers.impossible,
    _another_day,
    _people,
    _aside,
    answers.whatever,
    _wish,
    _at_least,
    _courtesy,
)
