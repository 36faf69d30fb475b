import itertools

from hypothesis import given
from hypothesis import strategies as st

from scheduling.slots.intervals import Interval, clip, merge, subtract

interval = st.tuples(st.integers(0, 120), st.integers(0, 30)).map(lambda p: (p[0], p[0] + p[1]))
intervals = st.lists(interval, max_size=12)


def seconds(parts: list[Interval]) -> set[int]:
    return {second for start, end in parts for second in range(start, end)}


def is_canonical(parts: list[Interval]) -> bool:
    return all(start < end for start, end in parts) and all(
        first[1] < second[0] for first, second in itertools.pairwise(parts)
    )


@given(intervals)
def test_merge_keeps_every_second_in_the_fewest_pieces(parts: list[Interval]) -> None:
    merged = merge(parts)

    assert seconds(merged) == seconds(parts)
    assert is_canonical(merged)
    assert merge(merged) == merged


@given(intervals, intervals)
def test_merge_does_not_care_about_order_or_grouping(
    left: list[Interval], right: list[Interval]
) -> None:
    assert merge(left + right) == merge(merge(right) + left)


@given(intervals, intervals)
def test_subtract_leaves_what_the_holes_do_not_take(
    parts: list[Interval], holes: list[Interval]
) -> None:
    left = subtract(merge(parts), sorted(holes))

    assert seconds(left) == seconds(parts) - seconds(holes)
    assert is_canonical(left)


@given(intervals, intervals)
def test_subtract_does_not_care_whether_holes_overlap(
    parts: list[Interval], holes: list[Interval]
) -> None:
    assert subtract(merge(parts), sorted(holes)) == subtract(merge(parts), merge(holes))


@given(intervals, st.integers(0, 150), st.integers(0, 150))
def test_clip_is_the_intersection_with_one_interval(
    parts: list[Interval], start: int, end: int
) -> None:
    clipped = clip(merge(parts), start, end)

    assert seconds(clipped) == seconds(parts) & set(range(start, end))
    assert is_canonical(clipped)
