"""Free starts of one person."""

from collections.abc import Sequence

from scheduling.slots.intervals import Interval, clip, subtract


def free_time(
    work: Sequence[Interval], busy: Sequence[Interval], *, start: int, end: int
) -> list[Interval]:
    """Working time that nothing takes, inside [start, end). Both inputs sorted by start."""
    return clip(subtract(work, busy), start, end)


def free_starts(
    free: Sequence[Interval],
    *,
    duration: int,
    step: int,
    offset: int = 0,
    buffer_before: int = 0,
    buffer_after: int = 0,
    not_before: int,
    not_after: int,
) -> list[int]:
    """Starts in [not_before, not_after) at which a visit fits; ascending.

    A visit takes [start - buffer_before, start + duration + buffer_after) of the person's
    time, all of it inside one free interval: buffers are working time. Starts lie on the
    grid of multiples of `step` counted from `offset` (the zone's offset, so that the grid
    follows the wall clock). Seconds, all of them.
    """
    starts: list[int] = []
    tail = duration + buffer_after
    for low, high in free:
        first = max(low + buffer_before, not_before)
        first += -(first + offset) % step
        last = min(high - tail, not_after - 1)
        starts.extend(range(first, last + 1, step))
    return starts
