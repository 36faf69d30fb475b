"""Whether the rooms and equipment that a service needs are free."""

from bisect import bisect_right
from collections.abc import Sequence

from scheduling.slots.intervals import Interval

# Per type that is needed: for each of its resources the sorted time in which it is taken.
Places = Sequence[Sequence[Sequence[Interval]]]


def has_places(places: Places, low: int, high: int) -> bool:
    """Whether of each type one resource is free all through [low, high)."""
    return all(any(_is_free(taken, low, high) for taken in kind) for kind in places)


def _is_free(taken: Sequence[Interval], low: int, high: int) -> bool:
    after = bisect_right(taken, (low, low))
    if after < len(taken) and taken[after][0] < high:
        return False
    return after == 0 or taken[after - 1][1] <= low
