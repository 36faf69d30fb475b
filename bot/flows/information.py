"""Prices, address and opening hours."""

from dataclasses import replace
from itertools import groupby

from bot.flows import ids
from bot.flows.choosing import by_category, price_and_duration, service_of
from bot.flows.desk import AddOnOption
from bot.flows.rendering import Option, ask, at, bold, booking, duration, human, lines, menu, say
from bot.flows.state import BOOKING_STEPS, State, Step
from bot.flows.talk import Talk, Turn

PRICES_SHOWN = 12
PRICES_SHOWN_IN_TEXT = 60  # in the middle of a booking there is no button for more


def show_prices(talk: Talk, state: State, offset: int = 0) -> Turn:
    """A page of the price list."""
    services = by_category(talk)
    if not services:
        body = talk.t("A lista de preços ainda está vazia.")
        return _tell(talk, state, body, [human(talk), menu(talk)], "prices")
    start = offset if offset < len(services) else 0
    size = PRICES_SHOWN_IN_TEXT if state.step in BOOKING_STEPS else PRICES_SHOWN
    page = services[start : start + size]
    blocks = [
        lines(
            bold(category),
            *(f"{one.name}: {price_and_duration(talk, one)}" for one in members),
        )
        for category, members in groupby(page, key=lambda one: one.category)
    ]
    options = [booking(talk), menu(talk)]
    if start + PRICES_SHOWN < len(services):
        following = ids.make(ids.MORE, ids.PRICES, str(start + PRICES_SHOWN))
        options.insert(1, Option(following, talk.t("Ver mais")))
    return _tell(talk, state, "\n\n".join(blocks), options, "prices")


def show_price(talk: Talk, state: State, service_id: str) -> Turn:
    """What one service costs."""
    service = service_of(talk, service_id)
    if service is None:
        return show_prices(talk, state)
    body = lines(bold(service.name), price_and_duration(talk, service))
    options = [
        Option(ids.make(ids.SERVICE, service.id), talk.t("Agendar")),
        Option(ids.PRICES, talk.t("Ver todos")),
        menu(talk),
    ]
    return _tell(talk, state, body, options, "prices")


def show_place(talk: Talk, state: State) -> Turn:
    """Where the business is, when it opens, how to call it."""
    profile = talk.profile
    body = lines(
        bold(profile.name),
        profile.address,
        profile.map_url,
        "\n" + talk.t("Horário de funcionamento:") if profile.hours else "",
        *profile.hours,
        "\n" + talk.t("Telefone: {phone}", phone=profile.phone) if profile.phone else "",
    )
    return _tell(talk, state, body, [booking(talk), menu(talk), human(talk)], "place")


def show_people(talk: Talk, state: State) -> Turn:
    """Who can be chosen, for the service that is open or for any."""
    people = talk.desk.staff_for(state.service_id or None)
    if not people:
        return ask_the_team(talk, state)
    body = talk.t("Quem atende: {names}.", names=", ".join(one.name for one in people))
    return _tell(talk, state, body, [booking(talk), human(talk), menu(talk)], "")


def show_add_on(talk: Talk, state: State, one: AddOnOption) -> Turn:
    """What something costs that may be added."""
    price = talk.t.money(one.price) if one.price else talk.t("sem custo")
    more = f" · + {duration(one.minutes)}" if one.minutes else ""
    return say(talk, state, f"{bold(one.name)}\n{price}{more}")


def show_rules(talk: Talk, state: State) -> Turn:
    """Until when the next visit may be moved or cancelled, or whom to ask."""
    coming = next((one for one in talk.desk.my_appointments() if one.changeable_until), None)
    if coming is None or coming.changeable_until is None or coming.changeable_until < talk.now:
        return ask_the_team(talk, state)
    until = talk.local(coming.changeable_until)
    body = talk.t(
        "Seu próximo horário ({service}) pode ser remarcado ou cancelado por aqui até {day} às "
        "{time}. Se precisar, é só me escrever.",
        service=coming.service_name,
        day=talk.t.day(until.date()),
        time=talk.t.time(coming.changeable_until),
    )
    options = [Option(ids.MINE, talk.t("Meus horários")), human(talk), menu(talk)]
    return _tell(talk, state, body, options, "")


def ask_the_team(talk: Talk, state: State) -> Turn:
    """What the front desk doesn't know, people do."""
    if state.step in BOOKING_STEPS:
        body = talk.t("Isso a equipe responde melhor. Se quiser, escreva: falar com atendente.")
        return say(talk, state, body)
    body = talk.t("Isso a equipe responde melhor. Quer falar com uma pessoa?")
    return _tell(talk, state, body, [human(talk), menu(talk)], "")


def _tell(talk: Talk, state: State, body: str, options: list[Option], about: str) -> Turn:
    """In the middle of a booking a plain text, so that the open question stays; otherwise
    with what can be done next."""
    if state.step in BOOKING_STEPS:
        return say(talk, state, body)
    told = ask(talk, at(state.fresh(), Step.MENU), body, options)
    return replace(told, came_to=about)
