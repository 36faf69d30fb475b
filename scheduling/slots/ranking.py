"""Which free starts to offer first: those that leave no unusable holes.

A hole is a rest of free time too short for the shortest visit of that person. Offering the
starts that make none fills the day instead of crumbling it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scheduling.slots.intervals import Interval


@dataclass(frozen=True, slots=True)
class RankedStart:
    """A start and the seconds of the person's time that it would make useless."""

    start: int
    waste: int


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
    best: dict[int, int] = {}
    for item in ranked:
        known = best.get(item.start)
        best[item.start] = item.waste if known is None else min(known, item.waste)
    return sorted(best, key=lambda start: (best[start], start))


def nearest(starts: Iterable[int], wanted: int, limit: int) -> list[int]:
    """The `limit` starts closest to a wanted one, closest first; the later of two equals."""
    return sorted(set(starts), key=lambda start: (abs(start - wanted), -start))[:limit]
