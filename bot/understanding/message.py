"""One reading of a whole message: what is wanted, of whom, for whom and when.

The rule above all others: what may mean two things is not decided here. Two services, two
people or two days that fit equally well are `alternatives`, and what is not known is
`missing`; whoever asked shows both before anything is booked.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.understanding import whom
from bot.understanding.apart import Reader, Visit, visits_apart
from bot.understanding.asked import (
    ASKS_FOR_NOTHING,
    asks_about_rules,
    asks_aside,
    at_least,
    changes_a_visit,
    intent_of,
    is_no_wish,
)
from bot.understanding.contrast import Said, cancelled, moved_to, still_said, without_refused
from bot.understanding.impossible import Impossible
from bot.understanding.intents import any_in, refuses_change
from bot.understanding.languages import guess_language
from bot.understanding.named import (
    NOTHING,
    Known,
    Named,
    for_children,
    latest,
    services_in,
    staff_in,
)
from bot.understanding.normalize import normalize
from bot.understanding.when import When, read_when

MAX_TEXT = 1000  # characters; the rest of a longer message is not read


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading, or another visit where each service has a day of its own: what is
    given replaces that of the message, the rest stays."""

    services: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    time_from: int | None = None
    time_to: int | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """Everything that one message says. `services` and `staff` are keys, `dependants` names.

    Days and times are both included (one day, one time: twice the same); times are minutes
    of the business's day. `missing` holds "service", "date", "time" and "dependant", as far
    as the intent needs them; `problems` says why a day or time can't be. `language` is that
    of the message.
    """

    intent: str = "none"
    services: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    is_any_staff: bool = False
    dependants: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    time_from: int | None = None
    time_to: int | None = None
    alternatives: tuple[Alternative, ...] = ()
    missing: tuple[str, ...] = ()
    problems: tuple[Impossible, ...] = ()
    language: str = "pt-BR"


def understand(
    text: str,
    *,
    now: datetime,
    locale: str,
    services: Sequence[Known],
    staff: Sequence[Known],
    dependants: Sequence[Known] = (),
    is_offered: bool = False,
) -> Understood:
    """Read a typed message. `now` is aware and on the business's wall clock; `dependants` are
    those the customer is known to bring. `is_offered`: a time was just offered, so a bare day
    or time corrects it. Never raises for any text."""
    text = text[:MAX_TEXT]
    language = guess_language(text, locale)
    said = still_said(text, language)
    asked = intent_of(text, said, language)
    if asked in ASKS_FOR_NOTHING:
        return Understood(intent=asked, language=language)
    said = _for(asked, said, language)
    if asked == "none" and is_no_wish(said.plain):
        return Understood(intent=at_least(normalize(text, language)), language=language)
    served, people, names = _who(text, said, services, staff, dependants)
    when = read_when(said, now.date(), language, is_general=asked == "hours")
    visits: tuple[Visit, ...] = ()
    if when.is_said and asked in ("book", "none"):
        own = whom.known_in(said.plain, dependants)
        visits = visits_apart(text, said, Reader(services, staff, own, now.date(), language))
    if visits:
        served, people, when = visits[0].services, visits[0].staff, visits[0].when
    has_head = bool(said.head and services_in(said.head, services).keys)
    is_complete = bool(served.keys and when.is_said and not said.tail)
    is_named = served != NOTHING or people != NOTHING or bool(names)
    if asked == "reschedule" and said.is_instead and not when.is_said:
        asked = "none"  # another service, not another time
    intent = _settled(
        asked,
        said,
        normalize(text, language),
        has_slot=is_named or when.is_said or bool(said.refused),
        is_turn=(said.is_correction or is_offered) and not (has_head or is_complete),
    )
    if served.keys and changes_a_visit(said):
        intent = "none"
    when = _meant(when, intent)
    is_any = any_in(said.plain) and not (people.keys or people.doubts)
    is_any = is_any and intent not in ASKS_FOR_NOTHING
    return Understood(
        intent=intent,
        services=served.keys,
        staff=people.keys,
        is_any_staff=is_any and _means_person(said.plain, when),
        dependants=names,
        date_from=when.date_from,
        date_to=when.date_to,
        time_from=when.time_from,
        time_to=when.time_to,
        alternatives=(*_alternatives(served, people, when), *map(_another, visits[1:])),
        missing=_missing(intent, served, names, when, services),
        problems=when.problems,
        language=language,
    )


def _another(visit: Visit) -> Alternative:
    return Alternative(
        services=visit.services.keys,
        staff=visit.staff.keys,
        date_from=visit.when.date_from,
        date_to=visit.when.date_to,
        time_from=visit.when.time_from,
        time_to=visit.when.time_to,
    )


def _for(asked: str, said: Said, language: str) -> Said:
    """What still stands, as far as this intent is about it."""
    if asked == "cancel":
        return cancelled(said)
    return without_refused(moved_to(said) if asked == "reschedule" else said, language)


_NO_PROBLEM = ("my_appointments", "running_late", "price")


def _meant(when: When, intent: str) -> When:
    """A delay of ten minutes is no range of times, and a chat that asks for nothing no day."""
    if intent == "none":
        return When(problems=when.problems)
    if intent in _NO_PROBLEM:
        when = replace(when, problems=())
    is_vague = intent == "running_late" and when.time_from != when.time_to
    return When() if is_vague else when


def _who(
    text: str,
    said: Said,
    services: Sequence[Known],
    staff: Sequence[Known],
    dependants: Sequence[Known],
) -> tuple[Named, Named, tuple[str, ...]]:
    """Services, people and pets; after "na verdade" those named there, if any are."""
    own = whom.known_in(said.plain, dependants)
    taken = whom.words_of(services, staff)
    served = latest(said, lambda plain: services_in(plain, services, own))
    if whom.speaks_of_a_child(said.plain) or _is_child(own, dependants):
        served = for_children(served, services)
    kinds = {one.key: one.for_kind for one in services}
    is_for_pets = any(kinds[key] for key in served.keys)
    used = {*own, *served.words}
    people = latest(said, lambda plain: staff_in(plain, staff, used))
    new = whom.unknown_in(text, said.plain, taken | people.words | set(own), lower=is_for_pets)
    order = {word: number for number, word in enumerate(reversed(said.plain.split()))}
    names = sorted({**own, **new}.items(), key=lambda item: -order.get(item[0], 0))
    return served, people, tuple(dict.fromkeys(name for _, name in names))


def _is_child(named: Mapping[str, str], dependants: Sequence[Known]) -> bool:
    return any(one.for_kind == "CHILD" and one.name in named.values() for one in dependants)


def _settled(asked: str, said: Said, whole: str, *, has_slot: bool, is_turn: bool) -> str:
    """The intent, where only the whole message tells: a correction needs something new."""
    if asked == "none" and refuses_change(whole):
        return "no" if at_least(whole) == "none" else at_least(whole)
    if asked == "none" and not has_slot:
        return at_least(whole)
    if asked != "none" or not has_slot or asks_aside(said.plain) or asks_about_rules(whole):
        return asked
    return "correct" if is_turn else "book"


_ANY_TIME = re.compile(
    r"\b(?:qualquer|any|cualquier|tanto faz|da igual|indiferente|nao importa|no importa"
    r"|doesnt matter) (?:o |a |el |la |que |the |what |which )?(?:dia|data|hora|horario|fecha|time"
    r"|day|periodo|tarde|manha|manana|noite|noche|momento|afternoon|morning|evening)\b"
    r"|\bwhenever\b|\bany(?:time| time| day)\b"
)


_ANY_PERSON = re.compile(
    r"\b(?:quem|quien|who\w*|pessoa|profissional|profesional|persona|any(?:one|body)|person|stylist"
    r"|barber|com qualquer|(?:com|con) cualquier\w*|atendente|barbeir[oa]|cabeleireir[oa]"
    r"|dela|deles|delas|voces)\b"
)


def _means_person(plain: str, when: When) -> bool:
    """ "Qualquer horário" and "sexta ou sábado, tanto faz" leave the time open, not the person."""
    if (when.other_days or when.other_times) and not _ANY_PERSON.search(plain):
        return False
    return _ANY_TIME.search(plain) is None


def _alternatives(served: Named, people: Named, when: When) -> tuple[Alternative, ...]:
    return (
        *(Alternative(services=(key,)) for keys in served.doubts for key in keys),
        *(Alternative(staff=(key,)) for keys in people.doubts for key in keys),
        *(Alternative(date_from=on, date_to=on) for on in when.other_days),
        *(Alternative(time_from=at, time_to=at) for at in when.other_times),
    )


def _missing(
    intent: str, served: Named, names: tuple[str, ...], when: When, services: Sequence[Known]
) -> tuple[str, ...]:
    """What must still be asked before a time can be offered."""
    if intent not in ("book", "reschedule"):
        return ()
    kinds = {one.key: one.for_kind for one in services}
    needs = {
        "service": intent == "book" and not served.keys,
        "date": when.date_from is None,
        "time": when.time_from is None and when.time_to is None,
        "dependant": intent == "book" and not names and any(kinds[key] for key in served.keys),
    }
    return tuple(name for name, is_needed in needs.items() if is_needed)
