"""Typed answers to the question that is open: each rule answers, or leaves it to the next."""

from dataclasses import replace

from bot.flows import along, appointments, commands, confirming, ids, times
from bot.flows.added import changed_add_ons, told_add_ons
from bot.flows.booking import continue_booking
from bot.flows.choosing import let_go
from bot.flows.misunderstanding import ask_again
from bot.flows.names import clean_name
from bot.flows.reading import Problem, Reading, Wanted, day_of_month, named, titled
from bot.flows.rendering import Option, ask, at, say
from bot.flows.state import BOOKING_STEPS, Goal, Offer, State, Step
from bot.flows.talk import Talk, Turn
from bot.flows.taps import answer_tap
from bot.flows.wishes import Wishes, follow, read_wishes, when_of


def told_name(talk: Talk, state: State, reading: Reading) -> Turn | None:
    """The answer to "what is your name?"; something else entirely is left to other rules."""
    is_something_else = (
        reading.wanted not in (Wanted.NONE, Wanted.GREETING)
        or reading.is_yes
        or reading.is_no
        or reading.has_when
    )
    if state.step != Step.NAME or is_something_else:
        return None
    name = clean_name(reading.text)
    if not name:
        return None
    talk.desk.set_customer_name(name)
    return continue_booking(talk, state)


def told_along(talk: Talk, state: State, reading: Reading) -> Turn | None:
    """For whom, of what size, what is added: typed instead of tapped."""
    whom = along.told_whom(talk, state, reading)
    if isinstance(whom, Turn):
        return whom
    told = whom or along.told_size(talk, state, reading) or told_add_ons(talk, state, reading)
    told = told or changed_add_ons(talk, state, reading)
    if told is None:
        return None
    told = let_go(talk, told)
    return follow(talk, told, when_of(reading)) or continue_booking(talk, told)


def answered_reminder(talk: Talk, state: State, reading: Reading) -> Turn | None:
    """An answer to a reminder, as long as that was the last thing we asked."""
    awaited = state.awaited(talk.now)
    if not awaited:
        return None
    if reading.agrees:
        return appointments.confirm(talk, state, awaited)
    if reading.wanted == Wanted.RESCHEDULE:
        return appointments.open_appointment(talk, state, Goal.MOVE, awaited)
    if reading.wanted == Wanted.CANCEL:
        return appointments.ask_cancel(talk, state, awaited)
    if reading.is_no or reading.wanted == Wanted.CANNOT_COME:
        return appointments.offer_change(talk, state, awaited)
    return None


def chosen_title(talk: Talk, state: State, reading: Reading) -> Turn | None:
    """What is on a button, written instead of tapped."""
    reply_id = titled(reading, state.offered)
    return None if reply_id is None else answer_tap(talk, state, ids.parse(reply_id))


def chosen_number(talk: Talk, state: State, reading: Reading) -> Turn | None:
    """A bare number: an hour when that hour is free, otherwise the row that was shown."""
    number = reading.number
    is_grave = state.step in (Step.CONFIRM, Step.CANCELLING)  # "um" and "1?" are no yes
    is_plain = reading.is_bare_number and "?" not in reading.text
    if number is None or (is_grave and not is_plain):
        return None
    if state.step == Step.TIME and state.on is not None and reading.is_bare_number:
        moving = state.appointment_id if state.goal == Goal.MOVE else ""
        slots = talk.desk.slots(
            state.service_id, state.wanted_staff, on=state.on, moving=moving, along=state.along
        )
        afternoon = [] if number <= len(state.offered) else [(number + 12) * 60]
        for minute in [number * 60, *afternoon]:
            if times.exactly(talk, slots, minute) is not None:
                return follow(talk, state, Wishes(time_from=minute, time_to=minute))
    offered = state.offered if number > 0 else _alike(state)
    index = number - 1 if number > 0 else len(offered) + number
    if 0 <= index < len(offered):
        return answer_tap(talk, state, ids.parse(offered[index].id))
    if state.step == Step.DAY and reading.is_bare_number:
        return follow(talk, state, Wishes(on=day_of_month(number, talk.today)))
    return None


def _alike(state: State) -> tuple[Offer, ...]:
    """The rows that are choices as the first one is: "o último" is no "Outro dia"."""
    verbs = [ids.parse(one.id).verb for one in state.offered]
    return tuple(one for one, verb in zip(state.offered, verbs, strict=True) if verb == verbs[0])


def yes_or_no(talk: Talk, state: State, reading: Reading) -> Turn | None:
    if state.step == Step.CONFIRM:
        return _confirmation(talk, state, reading)
    if state.step == Step.TIME and state.starts_at is not None and reading.agrees:
        return continue_booking(talk, state)  # the summary, once more
    if state.step == Step.CANCELLING:
        if reading.agrees_to_cancel or _repeats_cancel(reading):
            return appointments.cancel(talk, state, state.appointment_id)
        is_kept = reading.is_no or reading.wanted == Wanted.CONFIRM
        return commands.quit_flow(talk, state) if is_kept else None
    if state.step == Step.APPOINTMENT and reading.agrees:
        return appointments.confirm(talk, state, state.appointment_id)
    return None


def _repeats_cancel(reading: Reading) -> bool:
    """ "Cancelar", "sim, pode cancelar": asked whether to cancel, the same word is a yes."""
    is_doubtful = "?" in reading.text or "nao" in reading.said.split()
    return reading.wanted == Wanted.CANCEL and reading.words <= 3 and not is_doubtful


def _confirmation(talk: Talk, state: State, reading: Reading) -> Turn | None:
    """A yes books exactly what the summary showed; a yes with a change shows it again."""
    problem = impossible(talk, state, reading)
    change = problem or follow(talk, state, read_wishes(talk, state, reading))
    if change is not None:
        return change
    if reading.agrees:
        is_move = state.goal == Goal.MOVE
        return (
            confirming.move(talk, state) if is_move else confirming.book(talk, state, state.hold_id)
        )
    if reading.puts_off:
        return _kept_for_now(talk, state)
    return _what_else(talk, state) if reading.is_no else None


def _kept_for_now(talk: Talk, state: State) -> Turn:
    """The summary stays open while the customer asks somebody or thinks."""
    body = talk.t(
        "Tudo bem! Guardo esse horário por alguns minutos. Quando decidir, escreva sim ou peça "
        "outro horário."
    )
    if state.goal == Goal.MOVE:
        body = talk.t("Tudo bem! Por enquanto seu horário fica como está. Quer mudar? Escreva sim.")
    return say(talk, state, body)


def _what_else(talk: Talk, state: State) -> Turn:
    """A no to the summary: the time stays held while the customer says what is wrong."""
    options = [
        Option(ids.OTHER_TIME, talk.t("Outro horário")),
        Option(ids.OTHER_DAY, talk.t("Outro dia")),
        Option(ids.QUIT, talk.t("Deixar para depois")),
    ]
    return ask(talk, at(state, Step.TIME), talk.t("Sem problema. O que você quer mudar?"), options)


def own_appointment(talk: Talk, state: State, reading: Reading) -> Turn | None:
    """Which of my visits: by its day, its time or its service."""
    if state.step != Step.APPOINTMENTS:
        return None
    service = named(reading, talk.desk.services())
    found = [
        one
        for one in talk.desk.my_appointments()
        if reading.on in (None, talk.local(one.starts_at).date())
        and service in (None, one.service_id)
        and reading.time_from in (None, times.minute_of(talk, one.starts_at))
    ]
    said_something = reading.on or service or reading.time_from is not None
    if said_something and len(found) == 1:
        return appointments.open_appointment(talk, state, state.goal, found[0].id)
    return None


def problem_with(talk: Talk, reading: Reading) -> str:
    """Why the day or time that was written can't be; empty when it can."""
    problems = {
        Problem.PAST: talk.t("Esse dia já passou."),
        Problem.DATE: talk.t("Esse dia não existe no calendário."),
        Problem.TIME: talk.t("Esse horário não existe."),
    }
    return problems.get(reading.problem, "")


def impossible(talk: Talk, state: State, reading: Reading) -> Turn | None:
    """A day or time that can't be is said to be so, kindly, and asked again."""
    problem = problem_with(talk, reading)
    if not problem or state.step not in BOOKING_STEPS:
        return None
    return ask_again(talk.saying(problem), state)


def whatever(talk: Talk, state: State, reading: Reading) -> Turn | None:
    """ "Tanto faz": the first day, the best time by the desk's order."""
    if not reading.is_any or state.step not in (Step.DAY, Step.TIME) or not state.service_id:
        return None
    moving = state.appointment_id if state.goal == Goal.MOVE else ""
    service, staff = state.service_id, state.wanted_staff
    on = state.on
    if on is None:
        days = talk.desk.days(service, staff, after=None, limit=1, moving=moving, along=state.along)
        return continue_booking(talk, replace(state, on=days[0].on)) if days else None
    slots = talk.desk.slots(service, staff, on=on, moving=moving, along=state.along)
    fitting = times.between(talk, slots, state.time_from, state.time_to)
    if not fitting:
        return None
    minute = times.minute_of(talk, fitting[0].starts_at)
    return follow(talk, state, Wishes(time_from=minute, time_to=minute))
