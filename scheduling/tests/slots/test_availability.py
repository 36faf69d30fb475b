"""Free starts against a reference that tries every second."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.slots.availability import Grid, free_starts, free_time
from scheduling.slots.intervals import Interval, merge

interval = st.tuples(st.integers(0, 200), st.integers(1, 60)).map(lambda p: (p[0], p[0] + p[1]))
intervals = st.lists(interval, max_size=8).map(sorted)
grids = st.lists(st.tuples(st.integers(0, 250), st.integers(-20, 250)), min_size=1, max_size=5)


@dataclass(frozen=True)
class Visit:
    duration: int
    before: int
    after: int

    def fits(self, start: int, free: set[int]) -> bool:
        return set(range(start - self.before, start + self.duration + self.after)) <= free


visits = st.builds(Visit, st.integers(1, 30), st.integers(0, 10), st.integers(0, 10))


def seconds(parts: list[Interval]) -> set[int]:
    return {second for start, end in parts for second in range(start, end)}


def origin_at(grid: Grid, moment: int) -> int:
    begun = [origin for since, origin in sorted(grid) if since <= moment]
    return begun[-1] if begun else sorted(grid)[0][1]


@given(intervals, intervals, visits, st.integers(1, 20), st.integers(-30, 30))
def test_starts_are_all_that_fit_on_the_even_grid_and_no_more(
    work: list[Interval], busy: list[Interval], visit: Visit, step: int, offset: int
) -> None:
    free = free_time(merge(work), busy, start=20, end=220)

    starts = free_starts(
        free,
        duration=visit.duration,
        step=step,
        offset=offset,
        buffer_before=visit.before,
        buffer_after=visit.after,
        not_before=40,
        not_after=180,
    )

    unused = (seconds(work) - seconds(busy)) & set(range(20, 220))
    assert starts == [
        start
        for start in range(40, 180)
        if visit.fits(start, unused) and (start + offset) % step == 0
    ]


@given(intervals, visits, st.integers(1, 20), grids)
def test_starts_follow_a_grid_that_begins_anew(
    work: list[Interval], visit: Visit, step: int, grid: list[tuple[int, int]]
) -> None:
    grid = sorted(dict(grid).items())

    starts = free_starts(
        merge(work),
        duration=visit.duration,
        step=step,
        grid=grid,
        buffer_before=visit.before,
        buffer_after=visit.after,
        not_before=10,
        not_after=240,
    )

    assert starts == [
        start
        for start in range(10, 240)
        if visit.fits(start, seconds(work)) and (start - origin_at(grid, start)) % step == 0
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (0, 0, [0, 15, 30]),
        (5, 0, [15, 30]),  # the first one would need time before the shift
        (0, 5, [0, 15]),  # the last one would end after it
        (5, 5, [15]),
    ],
)
def test_buffers_are_working_time(before: int, after: int, expected: list[int]) -> None:
    starts = free_starts(
        [(0, 60)],
        duration=30,
        step=15,
        buffer_before=before,
        buffer_after=after,
        not_before=0,
        not_after=60,
    )

    assert starts == expected
