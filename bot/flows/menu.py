"""The welcome and its menu."""

from bot.flows import ids
from bot.flows.rendering import Option, ask, at, bold, human
from bot.flows.state import State, Step
from bot.flows.talk import Talk, Turn


def welcome(talk: Talk, state: State) -> Turn:
    """Somebody starts a conversation: say who we are."""
    name = talk.desk.customer_name().split(" ")[0]
    business = bold(talk.profile.name)
    hello = talk.t("Oi! Aqui é {business}.", business=business)
    if name:
        hello = talk.t("Oi, {name}! Aqui é {business}.", name=name, business=business)
    return ask_menu(talk.saying(hello), state)


def ask_menu(talk: Talk, state: State) -> Turn:
    """Everything the front desk can do; whatever was being chosen is dropped."""
    options = [
        Option(ids.BOOK, talk.t("Agendar"), talk.t("Escolher serviço, dia e horário")),
        Option(ids.MINE, talk.t("Meus horários"), talk.t("Ver e confirmar")),
        Option(ids.MOVE, talk.t("Remarcar"), talk.t("Mudar um horário")),
        Option(ids.DROP, talk.t("Cancelar"), talk.t("Cancelar um horário")),
        Option(ids.PRICES, talk.t("Serviços e preços")),
        Option(ids.PLACE, talk.t("Endereço e horários")),
        human(talk),
    ]
    body = talk.t("Como posso ajudar? Toque no menu ou escreva do seu jeito.")
    return ask(talk, at(state.fresh(), Step.MENU), body, options, button=talk.t("Ver o menu"))
