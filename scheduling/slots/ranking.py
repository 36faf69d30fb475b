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


def best_first(
    ranked: Iterable[RankedStart],
    *,
    spread: Sequence[int] = (),
    fills_gaps: bool = True,
) -> list[int]:
    """Starts in an order of which every beginning is a good list to offer.

    Less waste first (with `fills_gaps`); among equals one of each part of the day in turn,
    and within a part the first, the last, the middle... `spread` are the sorted moments at
    which a new part begins (noon and 18:00, say). A start that several people have counts
    once, with its least waste.
    """
    groups: dict[int, list[int]] = {}
    for start, waste in sorted(_best(ranked).items()):
        groups.setdefault(waste if fills_gaps else 0, []).append(start)
    shown = [0] * (len(spread) + 1)
    return [start for waste in sorted(groups) for start in _in_turn(groups[waste], spread, shown)]


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
