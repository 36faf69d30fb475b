"""Several visits in one message: "banho quinta e tosa sexta", each service at its own time."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bot.understanding.contrast import Said, clauses_of, wanted_in
from bot.understanding.named import Known, Named, services_in, staff_in
from bot.understanding.spelling import days_respelled
from bot.understanding.when import When, read_when

FEWEST = 2
_JOINT = re.compile(r" (e|y|and|ou|or|o|then) ")


@dataclass(frozen=True, slots=True)
class Visit:
    """One of them: what is done, by whom, and when."""

    services: Named
    staff: Named
    when: When


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads a normalized part of a message; words in `own` are names of somebody."""

    services: Sequence[Known]
    staff: Sequence[Known]
    own: Collection[str]
    today: date
    locale: str

    def services_in(self, plain: str) -> Named:
        return services_in(wanted_in(plain, self.locale), self.services, self.own)

    def visit_in(self, plain: str) -> Visit:
        served = self.services_in(plain)
        people = staff_in(plain, self.staff, {*self.own, *served.words})
        return Visit(served, people, read_when(Said(plain), self.today, self.locale))


def visits_apart(text: str, said: Said, reader: Reader) -> tuple[Visit, ...]:
    """The visits in the order they are named, two or more; none where all is one visit, or
    where something is taken back."""
    if said.is_correction or said.tail or said.refused:
        return ()
    portions = [
        (joint, portion, bool(reader.services_in(portion).keys))
        for joint, portion in _portions(text, reader.locale)
    ]
    if sum(is_named for _, _, is_named in portions) < FEWEST:
        return ()
    visits: list[tuple[str, Visit]] = []
    waiting = ""
    for joint, portion, is_named in portions:
        if visits and not is_named:
            whole = f"{visits[-1][0]} {joint} {portion}"
            visits[-1] = whole, reader.visit_in(whole)
            continue
        waiting = f"{waiting} {joint} {portion}".strip()
        visit = reader.visit_in(waiting)
        if visit.services.keys and visit.when.is_said:
            visits.append((waiting, visit))
            waiting = ""
    found = tuple(visit for _, visit in visits)
    is_apart = len(found) >= FEWEST and all(_differ(one, other) for one, other in pairwise(found))
    return found if is_apart and not waiting else ()


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
