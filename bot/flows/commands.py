"""What a customer may say at any moment: stop, thanks, a person please, another language."""

from dataclasses import replace

from bot.flows import ids
from bot.flows.rendering import Option, ask, finish, human, menu, say
from bot.flows.state import Goal, State
from bot.flows.talk import Talk, Turn

# What a person is called for.
HUMAN, LATE, MY_DATA, LOST = "human", "late", "my_data", "lost"


def call_person(talk: Talk, state: State, about: str = HUMAN) -> Turn:
    """A person answers from here. The team is told, and the customer, by the flow."""
    ended = state.finished(talk.now)
    return Turn(state=ended, handed_over=True, finished=True, came_to=about)


def running_late(talk: Talk, state: State) -> Turn:
    """The team answers itself whether that still works out."""
    return call_person(talk, state, LATE)


def my_data(talk: Talk, state: State) -> Turn:
    """What a customer may ask by law (LGPD, art. 18) is answered by a person."""
    return call_person(talk, state, MY_DATA)


def quit_flow(talk: Talk, state: State) -> Turn:
    """Drop what was being done; nothing that was booked changes."""
    bodies = {
        Goal.BOOK: talk.t("Tudo bem, não marquei nada. Quando quiser, é só chamar."),
        Goal.MOVE: talk.t("Certo, seu horário ficou como estava."),
        Goal.CANCEL: talk.t("Certo, seu horário está mantido."),
    }
    body = bodies.get(state.goal, talk.t("Tudo bem. Quando quiser, é só chamar."))
    came_to = "dropped" if state.goal == Goal.BOOK else ""
    return replace(finish(talk, state, body), came_to=came_to)


def rest(talk: Talk, state: State) -> Turn:
    """A yes or a no to nothing that was asked."""
    return finish(talk, state, talk.t("Certo! Qualquer coisa, é só me chamar."))


def welcome_thanks(talk: Talk, state: State) -> Turn:
    """A short closing; a question that is open stays open."""
    thanked = say(talk, state, talk.t("Por nada! Qualquer coisa, é só chamar."))
    return replace(thanked, came_to="thanks")


def opt_out(talk: Talk, state: State) -> Turn:
    talk.desk.opt_out()
    body = talk.t(
        "Pronto, você não vai mais receber nossas novidades. Avisos dos seus horários continuam. "
        "Para voltar a receber, escreva: quero receber."
    )
    return replace(finish(talk, state, body), came_to="stop")


def opt_in(talk: Talk, state: State) -> Turn:
    talk.desk.opt_in()
    body = talk.t("Combinado! Você vai receber nossas novidades. Para parar, escreva: parar.")
    return replace(finish(talk, state, body), came_to="opt_in")


def offer_more(talk: Talk, state: State) -> Turn:
    """After an end: something that was not understood does not start everything again."""
    body = talk.t("Se precisar de mais alguma coisa, estou por aqui.")
    return ask(talk, state, body, [menu(talk), human(talk)])


def offer_person(talk: Talk, state: State) -> Turn:
    """Several misunderstandings in a row: the choice is the customer's."""
    body = talk.t("Desculpe, não estou conseguindo entender. Prefere falar com uma pessoa?")
    return ask(talk, state, body, [human(talk), menu(talk)])


def explain_limits(talk: Talk, state: State, kind: str) -> Turn:
    """Once: what we received and can't read. The open question stays as it was."""
    if state.noted:
        return Turn(state=state)
    received = {
        "AUDIO": talk.t("Recebi seu áudio!"),
        "IMAGE": talk.t("Recebi sua foto!"),
        "VIDEO": talk.t("Recebi seu vídeo!"),
        "STICKER": talk.t("Adorei a figurinha!"),
        "DOCUMENT": talk.t("Recebi seu documento!"),
        "LOCATION": talk.t("Recebi sua localização!"),
        "CONTACTS": talk.t("Recebi o contato!"),
        "ORDER": talk.t("Recebi seu pedido!"),
    }.get(kind, talk.t("Recebi sua mensagem!"))
    body = talk.t(
        "{received} Por aqui eu entendo texto e botões. Pode escrever?", received=received
    )
    turn = ask(talk, state, body, [Option(ids.HUMAN, talk.t("Falar com atendente"))])
    return replace(turn, state=replace(state, noted=True))
