"""Kind answers when something can't be done; each keeps a way on."""

from bot.flows import ids
from bot.flows.desk import TooLate
from bot.flows.rendering import Option, ask, booking, human, menu
from bot.flows.state import State
from bot.flows.talk import Talk, Turn


def too_late(talk: Talk, state: State, outcome: TooLate) -> Turn:
    """The cut-off has passed: why, until when it was possible, and who can still help."""
    day = talk.t.day(talk.local(outcome.until).date())
    time = talk.t.time(outcome.until)
    body = talk.t(
        "Por aqui eu só consigo mudar ou cancelar este horário até {day} às {time}, "
        "e esse prazo já passou. A equipe pode ver isso com você.",
        day=day,
        time=time,
    )
    if talk.profile.phone:
        body += "\n" + talk.t("Telefone: {phone}", phone=talk.profile.phone)
    return ask(talk, state.fresh(), body, [human(talk), menu(talk)])


def appointment_not_found(talk: Talk, state: State) -> Turn:
    body = talk.t("Não encontrei esse horário. Talvez ele já tenha passado ou sido cancelado.")
    mine = Option(ids.MINE, talk.t("Meus horários"))
    return ask(talk, state.fresh(), body, [mine, booking(talk), human(talk)])


def choice_not_found(talk: Talk, state: State) -> Turn:
    """A tap on something that does not exist (any more); what was chosen so far is kept."""
    body = talk.t("Essa opção não está mais disponível.")
    return ask(talk, state, body, [booking(talk), menu(talk), human(talk)])
