"""Several visits in one message: "banho quinta e tosa sexta", each service at its own time."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bot.understanding.contrast import Said, clauses_of, wanted_in
from bot.understanding.named import Known, Named, services_in, staff_in
from bot.understanding.spelling import days_respelled
from bot.understanding.when import When, read_when

_JOINT = re.compile(r" (e|y|and|ou|or|o|then) ")


@dataclass(frozen=True, slots=True)
class Visit:
    """One of them: what is done, by whom, and when."""

    services: Named
    staff: Named
    when: When


def visits_apart(
    text: str, said: Said, locale: str, read: Callable[[str], Visit]
) -> tuple[Visit, ...]:
    """The visits in the order they are named, two or more; none where all is one visit, or
    where something is taken back. `read` reads a normalized part of the message."""
    if said.is_correction or said.tail or said.refused:
        return ()
    visits: list[tuple[str, Visit]] = []
    waiting = ""
    for joint, portion in _portions(text, locale):
        if visits and not read(portion).services.keys:
            whole = f"{visits[-1][0]} {joint} {portion}"
            visits[-1] = whole, read(whole)
            continue
        waiting = f"{waiting} {joint} {portion}".strip() if waiting else portion
        visit = read(waiting)
        if visit.services.keys and visit.when.is_said:
            visits.append((waiting, visit))
            waiting = ""
    found = tuple(visit for _, visit in visits)
    is_apart = len(found) > 1 and all(_differ(one, other) for one, other in pairwise(found))
    return found if is_apart and not waiting else ()


def visit_reader(
    services: Sequence[Known],
    staff: Sequence[Known],
    own: Collection[str],
    today: date,
    locale: str,
) -> Callable[[str], Visit]:
    """What `visits_apart` reads a part with; words in `own` are names of somebody."""

    def read(plain: str) -> Visit:
        plain = wanted_in(plain, locale)
        served = services_in(plain, services, own)
        people = staff_in(plain, staff, {*own, *served.words})
        return Visit(served, people, read_when(Said(plain), today, locale))

    return read


def _portions(text: str, locale: str) -> list[tuple[str, str]]:
    """Each with the word that joins it to the one before."""
    found: list[tuple[str, str]] = []
    for clause in clauses_of(text, locale):
        parts = _JOINT.split(f" {days_respelled(clause)} ")
        found.append(("", parts[0].strip()))
        found += [(parts[at], parts[at + 1].strip()) for at in range(1, len(parts), 2)]
    return [(joint, portion) for joint, portion in found if portion]


def _differ(one: Visit, other: Visit) -> bool:
    """Other services, and both on days of their own or both at times of their own."""
    if set(one.services.keys) & set(other.services.keys):
        return False
    days = (one.when.date_from, other.when.date_from)
    times = [(each.when.time_from, each.when.time_to) for each in (one, other)]
    has_days = None not in days and days[0] != days[1]
    has_times = (None, None) not in times and times[0] != times[1]
    return has_days or has_times
