"""The end of a booking: keep the time, learn the name, show everything, act on a yes."""

from dataclasses import replace

from bot.flows import ids, times
from bot.flows.along import along_lines, chosen_lines
from bot.flows.choosing import (
    appointment_of,
    ask_day,
    price_and_duration,
    staff_of,
)
from bot.flows.desk import AppointmentView, Booked, Held, NotFound, SlotOption, Taken, TooLate
from bot.flows.refusals import appointment_not_found, choice_not_found, too_late
from bot.flows.rendering import Option, ask, at, bold, finish, lines, say
from bot.flows.state import ANYBODY, Goal, State, Step
from bot.flows.talk import Talk, Turn


def settle(talk: Talk, state: State) -> Turn:
    """`state` has service, person and start: hold it, then ask what is still missing."""
    if state.goal == Goal.MOVE:
        return ask_move(talk, state)
    if not state.hold_id:
        assert state.starts_at is not None
        outcome = talk.desk.hold(state.service_id, state.wanted_staff, state.starts_at, state.along)
        if isinstance(outcome, NotFound):
            return choice_not_found(talk, state.fresh())
        if isinstance(outcome, Taken):
            return slot_lost(talk, state, outcome.alternatives)
        state = replace(state, hold_id=outcome.hold_id, assigned_staff_id=outcome.staff_id)
    if not talk.desk.customer_name():
        return ask_name(talk, state)
    return ask_confirmation(talk, state)


def slot_lost(talk: Talk, state: State, alternatives: tuple[SlotOption, ...]) -> Turn:
    """Somebody was faster: the nearest free times, with everything else kept."""
    state = state.without_time()
    if not alternatives:
        lead = talk.t("Esse horário acabou de ser ocupado.")
        return ask_day(talk.saying(lead), state)
    first = talk.local(alternatives[0].starts_at).date()
    body = talk.t("Esse horário acabou de ser ocupado. Os mais próximos são estes:")
    return times.ask_slots(
        talk, replace(state, on=first), alternatives[: times.SLOTS_SHOWN - 1], body
    )


def ask_name(talk: Talk, state: State) -> Turn:
    body = talk.t("Seu horário está guardado por alguns minutos. Qual é o seu nome?")
    return say(talk, replace(at(state, Step.NAME), offered=()), body)


def ask_confirmation(talk: Talk, state: State) -> Turn:
    service = talk.desk.as_asked(state.service_id, state.along)
    if service is None or state.starts_at is None:
        return choice_not_found(talk, state.fresh())
    person = staff_of(talk, state.service_id, state.assigned_staff_id)
    body = lines(
        talk.t("Confira, por favor:") + "\n",
        bold(service.name),
        chosen_lines(talk, state, service),
        talk.t("com {name}", name=person.name) if person else "",
        when(talk, state),
        price_and_duration(talk, service) + "\n",
        talk.t("Posso marcar?"),
    )
    return ask(
        talk,
        at(state, Step.CONFIRM),
        body,
        [
            Option(ids.make(ids.YES, state.hold_id), talk.t("Confirmar")),
            Option(ids.OTHER_TIME, talk.t("Mudar horário")),
            Option(ids.QUIT, talk.t("Cancelar")),
        ],
    )


def when(talk: Talk, state: State) -> str:
    assert state.starts_at is not None
    day = talk.t.day(talk.local(state.starts_at).date())
    return talk.t("{day} às {time}", day=day, time=talk.t.time(state.starts_at))


def ask_move(talk: Talk, state: State) -> Turn:
    current = appointment_of(talk, state.appointment_id)
    if current is None or state.starts_at is None:
        return appointment_not_found(talk, state)
    staff_id = state.staff_id or ANYBODY
    person = staff_of(talk, state.service_id, staff_id)
    start = ids.moment_text(state.starts_at)
    old = talk.t.day(talk.local(current.starts_at).date())
    body = lines(
        talk.t("Mudar {service}?", service=bold(current.service_name)) + "\n",
        along_lines(talk, current.dependant_name, current.add_ons),
        talk.t("de {day} às {time}", day=old, time=talk.t.time(current.starts_at)),
        talk.t("para {moment}", moment=when(talk, state)),
        talk.t("com {name}", name=person.name) if person else "",
    )
    return ask(
        talk,
        at(state, Step.CONFIRM),
        body,
        [
            Option(ids.make(ids.MOVE_YES, current.id, staff_id, start), talk.t("Confirmar")),
            Option(ids.OTHER_TIME, talk.t("Outro horário")),
            Option(ids.QUIT, talk.t("Deixar como está")),
        ],
    )


def book(talk: Talk, state: State, hold_id: str) -> Turn:
    """The customer said yes to the summary that held `hold_id`."""
    outcome = talk.desk.book(hold_id)
    is_current = hold_id == state.hold_id and state.starts_at is not None
    if isinstance(outcome, Booked):
        body = booked_text(talk, outcome.appointment)
        return (
            finish(talk, state, body) if is_current or not state.hold_id else say(talk, state, body)
        )
    if not is_current:
        return choice_not_found(talk, state)
    return _book_expired(talk, state)


def _book_expired(talk: Talk, state: State) -> Turn:
    """The yes came after the hold ran out: the very same slot, if it is still free."""
    assert state.starts_at is not None
    staff_id = state.assigned_staff_id or state.wanted_staff
    held = talk.desk.hold(state.service_id, staff_id, state.starts_at, state.along)
    if isinstance(held, NotFound):
        return choice_not_found(talk, state.fresh())
    if isinstance(held, Held):
        outcome = talk.desk.book(held.hold_id)
        if isinstance(outcome, Booked):
            return finish(talk, state, booked_text(talk, outcome.appointment))
        talk.desk.release(held.hold_id)
        return slot_lost(talk, state, ())
    return slot_lost(talk, state, held.alternatives)


def move(talk: Talk, state: State) -> Turn:
    """The customer said yes to the new time in `state`."""
    assert state.starts_at is not None
    outcome = talk.desk.reschedule(state.appointment_id, state.wanted_staff, state.starts_at)
    if isinstance(outcome, TooLate):
        return too_late(talk, state, outcome)
    if isinstance(outcome, NotFound):
        return appointment_not_found(talk, state)
    if isinstance(outcome, Taken):
        return slot_lost(talk, state, outcome.alternatives)
    body = booked_text(talk, outcome.appointment)
    return finish(talk, replace(state, awaiting_confirmation="", awaiting_since=None), body)


def booked_text(talk: Talk, appointment: AppointmentView) -> str:
    """Everything the customer needs on the day."""
    name = talk.desk.customer_name().split(" ")[0]
    hello = talk.t("Prontinho, {name}! Está marcado:", name=name) if name else ""
    if appointment.is_pending:
        hello = talk.t("Pedido enviado! A equipe vai confirmar:")
    day = talk.t.day(talk.local(appointment.starts_at).date())
    price = "" if appointment.price is None else talk.t.money(appointment.price)
    return lines(
        (hello or talk.t("Prontinho! Está marcado:")) + "\n",
        bold(appointment.service_name),
        along_lines(talk, appointment.dependant_name, appointment.add_ons),
        talk.t("com {name}", name=appointment.staff_name) if appointment.staff_name else "",
        talk.t("{day} às {time}", day=day, time=talk.t.time(appointment.starts_at)),
        price,
        appointment.place or talk.profile.address,
        "" if appointment.place else talk.profile.map_url,
        "\n" + talk.t("Para remarcar ou cancelar, é só me escrever."),
    )
