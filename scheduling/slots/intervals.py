"""Sorted, half-open intervals [start, end) of whole seconds since the Unix epoch."""

from collections.abc import Iterable, Sequence

Interval = tuple[int, int]


def merge(intervals: Iterable[Interval]) -> list[Interval]:
    """Any intervals, sorted and with touching or overlapping ones made one."""
    merged: list[Interval] = []
    last_end: int | None = None
    for start, end in sorted(intervals):
        if start >= end:
            continue
        if last_end is not None and start <= last_end:
            if end > last_end:
                merged[-1] = (merged[-1][0], end)
                last_end = end
        else:
            merged.append((start, end))
            last_end = end
    return merged


def subtract(intervals: Sequence[Interval], holes: Sequence[Interval]) -> list[Interval]:
    """What is left of `intervals` outside `holes`.

    Both sorted by start; `intervals` don't overlap each other, `holes` may. A hole of no
    length takes nothing away.
    """
    left: list[Interval] = []
    first = 0
    for start, end in intervals:
        position = start
        while first < len(holes) and holes[first][1] <= start:
            first += 1
        for index in range(first, len(holes)):
            hole_start, hole_end = holes[index]
            if hole_start >= end:
                break
            if hole_end <= max(hole_start, position):
                continue
            if hole_start > position:
                left.append((position, hole_start))
            position = hole_end
            if position >= end:
                break
        if position < end:
            left.append((position, end))
    return left


def clip(intervals: Iterable[Interval], start: int, end: int) -> list[Interval]:
    """The parts of `intervals` inside [start, end); none when that is empty."""
    if start >= end:
        return []
    return [
        (max(low, start), min(high, end)) for low, high in intervals if low < end and high > start
    ]
