"""Free starts of one person."""

from collections.abc import Iterator, Sequence

from scheduling.slots.intervals import Interval, clip, subtract

Grid = Sequence[tuple[int, int]]


def free_time(
    work: Sequence[Interval], busy: Sequence[Interval], *, start: int, end: int
) -> list[Interval]:
    """Working time that nothing takes, inside [start, end). Both inputs sorted by start; what
    is busy holds its own buffers already."""
    return clip(subtract(work, busy), start, end)


def free_starts(
    free: Sequence[Interval],
    *,
    duration: int,
    step: int,
    offset: int = 0,
    grid: Grid = (),
    buffer_before: int = 0,
    buffer_after: int = 0,
    not_before: int,
    not_after: int,
) -> list[int]:
    """Starts in [not_before, not_after) at which a visit fits; ascending.

    A visit takes [start - buffer_before, start + duration + buffer_after) of the person's
    time, all of it inside one free interval: buffers are working time, so they stick out of
    no shift. Starts lie on `grid`: from each `since` on, at `origin` plus multiples of `step`
    (see `wall_grid`; sorted by `since`). Without a grid they are multiples of `step` counted
    from `offset` (seconds the wall clock is ahead of UTC), which is right as long as `step`
    divides a day and the clocks don't change. Seconds, all of them.
    """
    starts: list[int] = []
    tail = duration + buffer_after
    origin = grid[0][1] if grid else -offset
    for low, high in free:
        first = max(low + buffer_before, not_before)
        last = min(high - tail, not_after - 1)
        if len(grid) < 2:
            starts.extend(range(first - (first - origin) % -step, last + 1, step))
            continue
        for begin, end, since in _stretches(grid, first, last):
            starts.extend(range(begin - (begin - since) % -step, end + 1, step))
    return starts


def _stretches(grid: Grid, first: int, last: int) -> Iterator[tuple[int, int, int]]:
    """(begin, end, origin) of the parts of [first, last] under each entry of the grid.

    What lies before the first entry is counted from that entry's origin.
    """
    low, high = 0, len(grid)
    while low < high:  # the entry in force at `first`
        middle = (low + high) // 2
        if grid[middle][0] <= first:
            low = middle + 1
        else:
            high = middle
    index = max(low - 1, 0)
    while first <= last and index < len(grid):
        following = index + 1
        end = last if following == len(grid) else min(last, grid[following][0] - 1)
        if first <= end:
            yield first, end, grid[index][1]
        first, index = max(first, end + 1), following
