"""My appointments: see, confirm, cancel; choosing the one to move."""

from dataclasses import replace

from bot.flows import ids
from bot.flows.along import along_lines
from bot.flows.booking import start_move
from bot.flows.choosing import appointment_of
from bot.flows.desk import AppointmentView, AttendanceConfirmed, Cancelled, TooLate
from bot.flows.refusals import appointment_not_found, too_late
from bot.flows.rendering import Option, ask, at, bold, booking, finish, human, lines, menu, say
from bot.flows.state import Goal, State, Step
from bot.flows.talk import Talk, Turn

_VERBS = {Goal.VIEW: ids.APPOINTMENT, Goal.MOVE: ids.RESCHEDULE, Goal.CANCEL: ids.CANCEL}


def ask_appointment(talk: Talk, state: State, goal: Goal, offset: int = 0) -> Turn:
    """Which visit? With only one there is nothing to ask."""
    mine = talk.desk.my_appointments()
    if not mine:
        body = talk.t("Você não tem nenhum horário marcado.")
        return ask(talk, state.fresh(), body, [booking(talk), menu(talk), human(talk)])
    if len(mine) == 1:
        return open_appointment(talk, state, goal, mine[0].id)
    bodies = {
        Goal.MOVE: talk.t("Qual horário você quer mudar?"),
        Goal.CANCEL: talk.t("Qual horário você quer cancelar?"),
    }
    options = [
        Option(
            ids.make(_VERBS[goal], one.id),
            f"{talk.t.day(talk.local(one.starts_at).date())} {talk.t.time(one.starts_at)}",
            " · ".join(
                part for part in (one.dependant_name, one.service_name, one.staff_name) if part
            ),
        )
        for one in mine
    ]
    return ask(
        talk,
        replace(at(state.fresh(), Step.APPOINTMENTS), goal=goal),
        bodies.get(
            goal, talk.t("Estes são os seus horários. Toque em um para confirmar ou mudar.")
        ),
        options,
        button=talk.t("Ver horários"),
        more=lambda start: ids.make(ids.MORE, ids.APPOINTMENT, goal.value, str(start)),
        offset=offset,
    )


def open_appointment(talk: Talk, state: State, goal: Goal, appointment_id: str) -> Turn:
    if goal == Goal.MOVE:
        return start_move(talk, state, appointment_id)
    if goal == Goal.CANCEL:
        return ask_cancel(talk, state, appointment_id)
    return show_appointment(talk, state, appointment_id)


def describe(talk: Talk, one: AppointmentView) -> str:
    day = talk.t.day(talk.local(one.starts_at).date())
    return lines(
        bold(one.service_name),
        along_lines(talk, one.dependant_name, one.add_ons),
        talk.t("com {name}", name=one.staff_name) if one.staff_name else "",
        talk.t("{day} às {time}", day=day, time=talk.t.time(one.starts_at)),
    )


def show_appointment(talk: Talk, state: State, appointment_id: str) -> Turn:
    one = appointment_of(talk, appointment_id)
    if one is None:
        return appointment_not_found(talk, state)
    standing = talk.t("Presença confirmada.") if one.is_confirmed else ""
    if one.is_pending:
        standing = talk.t("Aguardando a equipe confirmar.")
    options = [
        Option(ids.make(ids.RESCHEDULE, one.id), talk.t("Remarcar")),
        Option(ids.make(ids.CANCEL, one.id), talk.t("Cancelar")),
    ]
    if one.is_confirmed or one.is_pending:
        options.append(menu(talk))
    else:
        options.insert(0, Option(ids.make(ids.CONFIRM, one.id), talk.t("Confirmar presença")))
    opened = replace(at(state.fresh(), Step.APPOINTMENT), goal=Goal.VIEW, appointment_id=one.id)
    return ask(talk, opened, lines(describe(talk, one), standing), options)


def confirm(talk: Talk, state: State, appointment_id: str) -> Turn:
    """The customer will come. What else is being talked about goes on."""
    outcome = talk.desk.confirm_attendance(appointment_id)
    state = replace(state, awaiting_confirmation="", awaiting_since=None)
    if not isinstance(outcome, AttendanceConfirmed):
        return appointment_not_found(talk, state)
    body = lines(
        talk.t("Presença confirmada! Esperamos você:"), describe(talk, outcome.appointment)
    )
    if state.goal in (Goal.BOOK, Goal.MOVE):
        return say(talk, state, body)
    return finish(talk, state, body)


def ask_cancel(talk: Talk, state: State, appointment_id: str) -> Turn:
    """Ask once; too late is said at once, not after the yes."""
    one = appointment_of(talk, appointment_id)
    if one is None:
        return appointment_not_found(talk, state)
    if one.changeable_until is not None and talk.now > one.changeable_until:
        return too_late(talk, state, TooLate(one.changeable_until))
    asked = replace(at(state.fresh(), Step.CANCELLING), goal=Goal.CANCEL, appointment_id=one.id)
    body = lines(talk.t("Quer mesmo cancelar este horário?"), describe(talk, one))
    return ask(
        talk,
        asked,
        body,
        [
            Option(ids.make(ids.CANCEL_YES, one.id), talk.t("Sim, cancelar")),
            Option(ids.make(ids.RESCHEDULE, one.id), talk.t("Remarcar")),
            Option(ids.QUIT, talk.t("Manter")),
        ],
    )


def cancel(talk: Talk, state: State, appointment_id: str) -> Turn:
    outcome = talk.desk.cancel(appointment_id)
    if isinstance(outcome, TooLate):
        return too_late(talk, state, outcome)
    if not isinstance(outcome, Cancelled):
        return appointment_not_found(talk, state)
    done = replace(state, awaiting_confirmation="", awaiting_since=None).finished(talk.now)
    body = lines(
        talk.t("Pronto, cancelei:"),
        describe(talk, outcome.appointment),
        "\n" + talk.t("Quando quiser voltar, é só chamar."),
    )
    turn = ask(talk, done, body, [booking(talk), menu(talk)])
    return replace(turn, finished=True)


def offer_change(talk: Talk, state: State, appointment_id: str) -> Turn:
    """The customer can't come to the visit of the reminder."""
    one = appointment_of(talk, appointment_id)
    state = replace(state, awaiting_confirmation="", awaiting_since=None)
    if one is None:
        return appointment_not_found(talk, state)
    opened = replace(at(state.fresh(), Step.APPOINTMENT), goal=Goal.VIEW, appointment_id=one.id)
    body = lines(talk.t("Sem problema. O que fazemos com este horário?"), describe(talk, one))
    options = [
        Option(ids.make(ids.RESCHEDULE, one.id), talk.t("Remarcar")),
        Option(ids.make(ids.CANCEL, one.id), talk.t("Cancelar")),
        human(talk),
    ]
    return ask(talk, opened, body, options)
