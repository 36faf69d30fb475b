"""Which free starts to offer first: those that leave no unusable holes.

A hole is a rest of free time too short for the shortest visit of that person. Offering the
starts that make none fills the day instead of crumbling it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from scheduling.slots.intervals import Interval


@dataclass(frozen=True, slots=True)
class RankedStart:
    """A start and the seconds of the person's time that it would make useless."""

    start: int
    waste: int


class Strength(IntEnum):
    """The owner's slider between the customer's freedom and a day without holes."""

    FREEDOM = 0  # holes don't count
    PREFER_FULL = 1  # starts that waste more come later
    ONLY_FULL = 2  # only the starts that waste least


def rank(
    starts: Sequence[int],
    free: Sequence[Interval],
    *,
    duration: int,
    buffer_before: int = 0,
    buffer_after: int = 0,
    shortest: int,
) -> list[RankedStart]:
    """Each start with its waste, in the order given.

    `free` is sorted and holds every start; `shortest` is the footprint (visit and buffers)
    of the shortest visit that could fill a rest.
    """
    lows = [low for low, _ in free]
    ranked = []
    for start in starts:
        low, high = free[bisect_right(lows, start - buffer_before) - 1]
        before = start - buffer_before - low
        after = high - (start + duration + buffer_after)
        waste = sum(rest for rest in (before, after) if 0 < rest < shortest)
        ranked.append(RankedStart(start, waste))
    return ranked


def least_waste(ranked: Iterable[RankedStart]) -> list[int]:
    """Starts, those with the least waste first, earlier ones before later ones."""
    best = _best(ranked)
    return sorted(best, key=lambda start: (best[start], start))


def best_first(
    ranked: Iterable[RankedStart],
    *,
    spread: Sequence[int] = (),
    strength: Strength = Strength.PREFER_FULL,
) -> list[int]:
    """Starts in an order of which every beginning is a good list to offer.

    Less waste first; among equals one of each part of the day in turn, and within a part the
    first, the last, the middle... `spread` are the sorted moments at which a new part begins
    (noon and 18:00, say). A start that several people have counts once, with its least waste.
    """
    groups: dict[int, list[int]] = {}
    for start, waste in sorted(_best(ranked).items()):
        groups.setdefault(0 if strength == Strength.FREEDOM else waste, []).append(start)
    wanted = sorted(groups)
    if strength == Strength.ONLY_FULL:
        wanted = wanted[:1]
    shown = [0] * (len(spread) + 1)
    return [start for waste in wanted for start in _in_turn(groups[waste], spread, shown)]


def offer(
    ranked: Iterable[RankedStart],
    *,
    limit: int,
    spread: Sequence[int] = (),
    strength: Strength = Strength.PREFER_FULL,
) -> list[int]:
    """At most `limit` starts for one list, chosen as `best_first` does, in order of time."""
    return sorted(best_first(ranked, spread=spread, strength=strength)[: max(limit, 0)])


def nearest(starts: Iterable[int], wanted: int, limit: int) -> list[int]:
    """The `limit` starts closest to a wanted one, closest first; the later of two equals."""
    return sorted(set(starts), key=lambda start: (abs(start - wanted), -start))[:limit]


def _best(ranked: Iterable[RankedStart]) -> dict[int, int]:
    best: dict[int, int] = {}
    for item in ranked:
        known = best.get(item.start)
        best[item.start] = item.waste if known is None else min(known, item.waste)
    return best


def _in_turn(starts: Sequence[int], spread: Sequence[int], shown: list[int]) -> Iterable[int]:
    """One start after the other, always of the part shown least so far (`shown` counts on)."""
    parts: list[list[int]] = [[] for _ in shown]
    for start in starts:
        parts[bisect_right(spread, start)].append(start)
    queues = {index: _outside_in(part)[::-1] for index, part in enumerate(parts) if part}
    while queues:
        index = min(queues, key=lambda part: (shown[part], part))
        yield queues[index].pop()
        shown[index] += 1
        if not queues[index]:
            del queues[index]


def _outside_in(starts: Sequence[int]) -> list[int]:
    """The first, the last, the middle, the middles of the halves, and so on."""
    order = list(starts[:1]) + list(starts[1:][-1:])
    halves = [(0, len(starts) - 1)]
    for low, high in halves:
        if high - low > 1:
            middle = (low + high) // 2
            order.append(starts[middle])
            halves += [(low, middle), (middle, high)]
    return order
