"""What is added to a visit, or left out again, in the customer's words."""

import re
from dataclasses import replace

from bot.flows import phrases
from bot.flows.along import with_add_on
from bot.flows.choosing import service_of
from bot.flows.desk import AddOnOption
from bot.flows.reading import Reading, Wanted, named
from bot.flows.state import BOOKING_STEPS, Goal, State, Step
from bot.flows.talk import Talk
from bot.understanding import normalize

_OUT = re.compile(
    r"\b(?:tira|tirar|tire|retira|retirar|remove|remover|cancela|cancelar|esquece|deixa sem|desisti"
    r"|quita|quitar|saca|sacar|olvida|drop|skip|forget|take (?:off|out)|leave out|sem|sin"
    r"|without)\b"
)
_TOO = re.compile(
    r"\b(?:tambem|junto|acrescent\w+|adicion\w+|inclui\w*|inclua|coloca\w*|bota|poe|mais|com"
    r"|tambien|agreg\w+|anad\w+|incluye|incluir|con|pon|also|too|add|include|with|plus)\b"
)


def told_add_ons(talk: Talk, state: State, reading: Reading) -> State | None:
    """Asked what to add: a no, the name of one, or of one that is not wanted."""
    service = service_of(talk, state.service_id)
    if state.step != Step.ADD_ONS or service is None or reading.wanted == Wanted.PRICE:
        return None
    if reading.is_no or reading.said in phrases.NOTHING_MORE:
        return replace(state, has_add_ons_settled=True)
    left = [one for one in service.add_ons if one.id not in state.add_ons]
    found = named(reading, [*left, *talk.desk.services()])
    if found not in [one.id for one in left]:
        found = None  # another service after all
    if found is None and reading.agrees and len(left) == 1:
        found = left[0].id
    if found is not None and not _OUT.search(reading.said):
        return with_add_on(talk, state, found)
    return replace(state, has_add_ons_settled=True) if _refused(reading, left) else None


def changed_add_ons(talk: Talk, state: State, reading: Reading) -> State | None:
    """ "Tira a hidratação", "com hidratação também", at any question of the booking."""
    service = service_of(talk, state.service_id)
    if state.step not in BOOKING_STEPS or state.goal != Goal.BOOK or service is None:
        return None
    chosen = [one for one in service.add_ons if one.id in state.add_ons]
    out = {one.id for one in chosen if _names(reading, one)}
    if out and (reading.refuses or _OUT.search(reading.said)):
        kept = tuple(one for one in state.add_ons if one not in out)
        return replace(state, add_ons=kept, has_add_ons_settled=True)
    left = [one for one in service.add_ons if one.id not in state.add_ons]
    more = [one for one in left if _names(reading, one)]
    is_more = (
        more
        and reading.wanted != Wanted.PRICE
        and not reading.refuses
        and _TOO.search(reading.said)
    )
    if not is_more or _OUT.search(reading.said):
        return None
    for one in more:
        state = with_add_on(talk, state, one.id)
    return replace(state, has_add_ons_settled=True)


def asked_about(talk: Talk, state: State, reading: Reading) -> AddOnOption | None:
    """What may be added and is asked the price of: nothing is added by that."""
    service = service_of(talk, state.service_id)
    if reading.wanted != Wanted.PRICE or service is None or state.step not in BOOKING_STEPS:
        return None
    return next((one for one in service.add_ons if _names(reading, one)), None)


def _refused(reading: Reading, offered: list[AddOnOption]) -> bool:
    is_out = reading.refuses or _OUT.search(reading.said)
    return bool(is_out) and any(_names(reading, one) for one in offered)


def _names(reading: Reading, one: AddOnOption) -> bool:
    """Whether all words of its name, but the small ones, are in the text."""
    words = [word for word in normalize(one.name).split() if len(word) > len("de")]
    said = set(reading.said.split())
    return bool(words) and said.issuperset(words)
