"""The first questions of a booking: which service, with whom, on which day."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

from bot.flows import ids
from bot.flows.desk import AppointmentView, DayOption, ServiceOption, StaffOption
from bot.flows.rendering import Option, ask, at, duration, human, menu
from bot.flows.state import ANYBODY, Goal, State, Step
from bot.flows.talk import Talk, Turn

DAYS_SHOWN = 8


def service_of(talk: Talk, service_id: str) -> ServiceOption | None:
    return next((item for item in talk.desk.services() if item.id == service_id), None)


def staff_of(talk: Talk, service_id: str, staff_id: str) -> StaffOption | None:
    return next((item for item in talk.desk.staff_for(service_id) if item.id == staff_id), None)


def appointment_of(talk: Talk, appointment_id: str) -> AppointmentView | None:
    mine = talk.desk.my_appointments()
    return next((item for item in mine if item.id == appointment_id), None)


def let_go(talk: Talk, state: State) -> State:
    """Give a held slot back, before free times are read again, and forget the start."""
    if state.hold_id:
        talk.desk.release(state.hold_id)
    return state.without_start()


def price_and_duration(talk: Talk, service: ServiceOption) -> str:
    """R$ 80,00 · 45 min."""
    price = talk.t("sob consulta") if service.price is None else talk.t.money(service.price)
    if service.depends_on_size and service.price_from is not None:
        least = talk.t.money(service.price_from)
        return talk.t("a partir de {price}, conforme o porte", price=least)
    return f"{price} · {duration(service.minutes)}"


def by_category(talk: Talk) -> list[ServiceOption]:
    """The price list, each category in one piece where it first appears."""
    services = talk.desk.services()
    order = list(dict.fromkeys(service.category for service in services))
    return sorted(services, key=lambda service: order.index(service.category))


def ask_service(
    talk: Talk,
    state: State,
    offset: int = 0,
    only: Collection[str] | None = None,
    body: str = "",
) -> Turn:
    """Which service? `only` are the ids to choose from, a page of them at most; `body` asks
    in other words."""
    services = [one for one in by_category(talk) if only is None or one.id in only]
    if not services:
        nothing = talk.t("Por aqui ainda não dá para agendar. Quer falar com a equipe?")
        return ask(talk, at(state, Step.SERVICE), nothing, [human(talk), menu(talk)])
    is_grouped = len({service.category for service in services}) > 1
    usual = talk.t("Qual destes você quer?") if only else talk.t("O que você quer agendar?")
    options = [
        Option(
            ids.make(ids.SERVICE, service.id),
            service.name,
            price_and_duration(talk, service),
            (service.category or talk.t("Outros serviços")) if is_grouped else "",
        )
        for service in services
    ]
    return ask(
        talk,
        at(state, Step.SERVICE),
        body or usual,
        options,
        button=talk.t("Ver serviços"),
        more=_more_services if only is None else None,
        offset=offset,
    )


def _more_services(start: int) -> str:
    return ids.make(ids.MORE, ids.SERVICE, str(start))


def ask_staff(talk: Talk, state: State, offset: int = 0, refused: Collection[str] = ()) -> Turn:
    """With whom? Without the people in `refused`, and then nobody is "no preference"."""
    verb, subject = staff_subject(state)
    people = [one for one in talk.desk.staff_for(state.service_id) if one.id not in refused]
    anybody = Option(ids.make(verb, subject, ANYBODY), talk.t("Sem preferência"))
    options = [] if refused and people else [anybody]
    options += [Option(ids.make(verb, subject, person.id), person.name) for person in people]
    return ask(
        talk,
        at(state, Step.STAFF),
        talk.t("Com quem você prefere?"),
        options,
        button=talk.t("Ver pessoas"),
        more=lambda start: ids.make(ids.MORE, verb, subject, str(start)),
        offset=offset,
    )


def ask_day(talk: Talk, state: State, after: date | None = None) -> Turn:
    """The next days with free times, strictly after `after`."""
    days = talk.desk.days(
        state.service_id,
        state.wanted_staff,
        after=after,
        limit=DAYS_SHOWN + 1,
        moving=state.appointment_id if state.goal == Goal.MOVE else "",
        along=state.along,
    )
    if not days:
        return _ask_without_days(talk, state, after)
    verb, subject = day_subject(state)
    shown = days if len(days) <= DAYS_SHOWN else days[: DAYS_SHOWN - 1]
    options = [
        _day_option(talk, day, ids.make(verb, *subject, day.on.isoformat())) for day in shown
    ]
    if len(shown) < len(days):
        last = shown[-1].on.isoformat()
        options.append(Option(ids.make(ids.MORE, verb, *subject, last), talk.t("Ver mais dias")))
    options.append(Option(ids.OTHER_DATE, talk.t("Outra data")))
    return ask(
        talk,
        replace(at(state, Step.DAY), on=None),
        talk.t("Que dia fica bom?"),
        options,
        button=talk.t("Ver dias"),
    )


def staff_subject(state: State) -> tuple[str, str]:
    """Verb and first argument of an id that chooses a person."""
    if state.goal == Goal.MOVE:
        return ids.MOVE_STAFF, state.appointment_id
    return ids.STAFF, state.service_id


def day_subject(state: State) -> tuple[str, tuple[str, str]]:
    """Verb and first arguments of an id that chooses a day."""
    if state.goal == Goal.MOVE:
        return ids.MOVE_DAY, (state.appointment_id, state.staff_id or ANYBODY)
    return ids.DAY, (state.service_id, state.staff_id or ANYBODY)


def _day_option(talk: Talk, day: DayOption, option_id: str) -> Option:
    name = talk.t.day(day.on)
    if day.on == talk.today:
        name = talk.t("Hoje, {day}", day=name)
    elif day.on == talk.today + timedelta(days=1):
        name = talk.t("Amanhã, {day}", day=name)
    return Option(option_id, name, talk.t.n("{n} horário", "{n} horários", day.free))


def _ask_without_days(talk: Talk, state: State, after: date | None) -> Turn:
    body = talk.t("Não encontrei horários livres nos próximos dias.")
    if after is not None:
        body = talk.t("Depois desse dia não há mais horários livres.")
    options = [human(talk), menu(talk)]
    if state.wanted_staff is not None and len(talk.desk.staff_for(state.service_id)) > 1:
        verb, subject = staff_subject(state)
        options.insert(0, Option(ids.make(verb, subject, ANYBODY), talk.t("Com outra pessoa")))
    return ask(talk, replace(at(state, Step.DAY), on=None), body, options)
