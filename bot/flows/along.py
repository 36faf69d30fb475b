"""For whom, of what size, and what is added: what makes a visit longer, asked before its time."""

from collections.abc import Sequence
from dataclasses import replace

from bot.flows import ids, phrases
from bot.flows.choosing import service_of
from bot.flows.desk import AddOnOption, DependantOption, ServiceOption
from bot.flows.names import clean_name
from bot.flows.reading import Reading, Wanted, named
from bot.flows.rendering import Option, ask, at, duration, lines, say
from bot.flows.state import BOOKING_STEPS, Goal, State, Step
from bot.flows.talk import Talk, Turn

PET, CHILD = "PET", "CHILD"
UNSURE = "none"


def settle_along(talk: Talk, state: State) -> tuple[Talk, State, Turn | None]:
    """The booking in `state` with whom it is for; or the question that is still open.

    The only one whom the customer brings is taken for granted, and said.
    """
    service = service_of(talk, state.service_id)
    if service is None or state.goal != Goal.BOOK:
        return talk, state, None
    if service.for_kind:
        known = talk.desk.dependants(service.for_kind)
        one = _found(state.dependant_id, known)
        if one is None and state.step == Step.WHOM_NAME:
            return talk, state, ask_new_name(talk, state)
        if one is None and len(known) == 1:
            one = known[0]
            talk = talk.saying(_taken_for_granted(talk, one, service.for_kind))
        if one is None:
            return talk, state, ask_whom(talk, state)
        state = replace(state, dependant_id=one.id)
        if service.depends_on_size and not one.size and not state.is_size_unsure:
            return talk, state, ask_size(talk, state, one)
    if service.add_ons and not state.has_add_ons_settled:
        return talk, state, ask_add_ons(talk, state)
    return talk, state, None


def ask_whom(talk: Talk, state: State, offset: int = 0) -> Turn:
    """For whom of those on the card, or somebody new; with nobody on it, the name."""
    service = service_of(talk, state.service_id)
    kind = service.for_kind if service else ""
    known = talk.desk.dependants(kind) if kind else ()
    if not known:
        return ask_new_name(talk, state)
    options = [
        Option(ids.make(ids.WHOM, state.service_id, one.id), one.name, size_words(talk, one.size))
        for one in known
    ]
    another = Option(ids.make(ids.SOMEBODY_NEW, state.service_id), another_words(talk, kind))
    return ask(
        talk,
        replace(at(state, Step.WHOM), dependant_id=""),
        talk.t("Para quem é?"),
        options,
        extras=[another],
        button=talk.t("Ver nomes"),
        more=lambda start: ids.make(ids.MORE, ids.WHOM, state.service_id, str(start)),
        offset=offset,
    )


def ask_new_name(talk: Talk, state: State) -> Turn:
    service = service_of(talk, state.service_id)
    kind = service.for_kind if service else ""
    body = talk.t("Para quem é? Escreva o nome, por favor.")
    if kind == PET:
        body = talk.t("Qual é o nome do animal?")
    elif kind == CHILD:
        body = talk.t("Qual é o nome da criança?")
    return say(talk, replace(at(state, Step.WHOM_NAME), dependant_id="", offered=()), body)


def ask_size(talk: Talk, state: State, one: DependantOption) -> Turn:
    weights = {
        "S": talk.t("até 10 kg"),
        "M": talk.t("de 10 a 25 kg"),
        "L": talk.t("de 25 a 45 kg"),
        "XL": talk.t("mais de 45 kg"),
    }
    options = [
        Option(ids.make(ids.SIZE, one.id, size), size_words(talk, size), weight)
        for size, weight in weights.items()
    ]
    options.append(Option(ids.make(ids.SIZE, one.id, UNSURE), talk.t("Não sei")))
    body = talk.t("Qual é o porte de {name}?", name=one.name)
    return ask(talk, at(state, Step.SIZE), body, options, button=talk.t("Ver portes"))


def ask_add_ons(talk: Talk, state: State, offset: int = 0) -> Turn:
    """One list of what may still be added; it may be skipped."""
    service = service_of(talk, state.service_id)
    offered = service.add_ons if service else ()
    left = [one for one in offered if one.id not in state.add_ons]
    chosen = [one for one in offered if one.id in state.add_ons]
    body = talk.t("Quer acrescentar algo?")
    done = talk.t("Não, obrigado")
    if chosen:
        added = ", ".join(one.name for one in chosen)
        body = lines(talk.t("Incluído: {names}.", names=added), talk.t("Mais alguma coisa?"))
        done = talk.t("Só isso")
    options = [
        Option(ids.make(ids.ADD_ON, state.service_id, one.id), one.name, _cost(talk, one))
        for one in left
    ]
    return ask(
        talk,
        at(state, Step.ADD_ONS),
        body,
        options,
        extras=[Option(ids.make(ids.ADD_ONS_DONE, state.service_id), done)],
        button=talk.t("Ver adicionais"),
        more=lambda start: ids.make(ids.MORE, ids.ADD_ON, state.service_id, str(start)),
        offset=offset,
    )


def with_add_on(talk: Talk, state: State, add_on_id: str) -> State:
    """The booking with one more; settled when nothing is left to offer."""
    service = service_of(talk, state.service_id)
    offered = [one.id for one in service.add_ons] if service else []
    chosen = tuple(one for one in offered if one == add_on_id or one in state.add_ons)
    return replace(state, add_ons=chosen, has_add_ons_settled=len(chosen) == len(offered))


def size_words(talk: Talk, size: str) -> str:
    """Empty for a size nobody knows."""
    words = {
        "S": talk.t("Pequeno"),
        "M": talk.t("Médio"),
        "L": talk.t("Grande"),
        "XL": talk.t("Gigante"),
    }
    return words.get(size, "")


def another_words(talk: Talk, kind: str) -> str:
    if kind == PET:
        return talk.t("Outro animal")
    return talk.t("Outra criança") if kind == CHILD else talk.t("Outra pessoa")


def told_whom(talk: Talk, state: State, reading: Reading) -> State | Turn | None:
    """A typed answer about whom: the booking with it, a question, or None when it is none."""
    service = service_of(talk, state.service_id)
    if service is None or not service.for_kind or state.goal != Goal.BOOK:
        return None
    if state.step in BOOKING_STEPS and reading.said in phrases.ANOTHER_ONE:
        return ask_new_name(talk, state)
    if state.step == Step.WHOM:
        found = named(reading, talk.desk.dependants(service.for_kind))
        return replace(state, dependant_id=found) if found else None
    if state.step != Step.WHOM_NAME or _is_something_else(reading):
        return None
    name = clean_name(reading.text)
    if not name:
        return None
    made = talk.desk.add_dependant(service.for_kind, name)
    return replace(state, dependant_id=made.id, is_size_unsure=False)


def told_size(talk: Talk, state: State, reading: Reading) -> State | None:
    """ "É de porte grande", "não sei"."""
    if state.step != Step.SIZE:
        return None
    words = set(reading.said.split())
    size = next((size for size, names in phrases.SIZES if not words.isdisjoint(names)), "")
    if size:
        talk.desk.set_dependant_size(state.dependant_id, size)
        return state
    is_unsure = reading.said in phrases.UNSURE or reading.is_any
    return replace(state, is_size_unsure=True) if is_unsure else None


def along_lines(talk: Talk, name: str, add_ons: tuple[str, ...]) -> str:
    """ "para Thor" and what was added, a line each; empty for a plain visit."""
    whom = talk.t("para {name}", name=name) if name else ""
    return lines(whom, *(f"+ {one}" for one in add_ons))


def chosen_lines(talk: Talk, state: State, service: ServiceOption) -> str:
    """The same for the booking in `state`."""
    known = talk.desk.dependants(service.for_kind) if service.for_kind else ()
    one = _found(state.dependant_id, known)
    added = tuple(add_on.name for add_on in service.add_ons if add_on.id in state.add_ons)
    return along_lines(talk, one.name if one else "", added)


def _taken_for_granted(talk: Talk, one: DependantOption, kind: str) -> str:
    return talk.t(
        "É para {name}. Se for para outro, escreva: {another}.",
        name=one.name,
        another=another_words(talk, kind).lower(),
    )


def _found(dependant_id: str, known: Sequence[DependantOption]) -> DependantOption | None:
    return next((one for one in known if one.id == dependant_id), None)


def _cost(talk: Talk, one: AddOnOption) -> str:
    price = f"+ {talk.t.money(one.price)}" if one.price else talk.t("sem custo")
    return f"{price} · + {duration(one.minutes)}" if one.minutes else price


def _is_something_else(reading: Reading) -> bool:
    is_plain = reading.wanted in (Wanted.NONE, Wanted.GREETING)
    return not is_plain or reading.is_yes or reading.is_no or reading.has_when
