import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.slots.ranking import (
    RankedStart,
    best_first,
    nearest,
    rank,
)

HOUR = 60
starts_with_waste = st.lists(
    st.builds(RankedStart, st.integers(0, 500), st.sampled_from([0, 0, 0, 10, 20])), max_size=60
)
borders = st.lists(st.integers(0, 500), max_size=3).map(sorted)


def least(ranked: list[RankedStart]) -> dict[int, int]:
    return {
        one.start: min(other.waste for other in ranked if other.start == one.start)
        for one in ranked
    }


def test_waste_is_what_no_other_visit_could_use() -> None:
    starts = [0, 15, 30, 60, 75, 90]

    ranked = rank(starts, [(0, 120)], duration=30, shortest=30)

    assert [(one.start, one.waste) for one in ranked] == [
        (0, 0),
        (15, 15),
        (30, 0),
        (60, 0),
        (75, 15),
        (90, 0),
    ]


def test_waste_counts_the_buffers_of_the_visit() -> None:
    ranked = rank([5, 20], [(0, 60)], duration=30, buffer_before=5, buffer_after=10, shortest=20)

    assert [one.waste for one in ranked] == [15, 15]


@given(starts_with_waste, borders, st.integers(0, 12))
def test_nothing_wasteful_is_offered_while_something_better_is_left(
    ranked: list[RankedStart], spread: list[int], limit: int
) -> None:
    waste = least(ranked)

    offered = best_first(ranked, spread=spread)[:limit]

    left_out = [waste[start] for start in waste if start not in offered]
    assert not offered or not left_out or max(waste[one] for one in offered) <= min(left_out)


@given(starts_with_waste, borders, st.integers(1, 12))
def test_parts_of_the_day_are_shown_evenly(
    ranked: list[RankedStart], spread: list[int], limit: int
) -> None:
    def part(start: int) -> int:
        return sum(border <= start for border in spread)

    offered = best_first(ranked, spread=spread, fills_gaps=False)[:limit]

    shown = [part(start) for start in offered]
    for start in {one.start for one in ranked} - set(offered):
        assert all(shown.count(part(start)) >= shown.count(other) - 1 for other in set(shown))


def test_a_free_day_is_offered_from_morning_to_evening() -> None:
    day = [RankedStart(minute, 0) for minute in range(9 * HOUR, 20 * HOUR, 15)]

    offered = sorted(best_first(day, spread=[12 * HOUR, 18 * HOUR])[:6])

    assert [f"{one // HOUR}:{one % HOUR:02}" for one in offered] == [
        *("9:00", "11:45"),
        *("12:00", "17:45"),
        *("18:00", "19:45"),
    ]


@given(starts_with_waste, borders)
def test_the_whole_order_has_every_start_once(ranked: list[RankedStart], spread: list[int]) -> None:
    assert sorted(best_first(ranked, spread=spread)) == sorted({one.start for one in ranked})


def test_the_least_waste_of_several_people_counts() -> None:
    ranked = [RankedStart(10, 5), RankedStart(20, 0), RankedStart(10, 0), RankedStart(5, 5)]

    assert best_first(ranked) == [10, 20, 5]


@given(st.lists(st.integers(0, 500)), st.integers(0, 500), st.integers(0, 9))
def test_nearest_leaves_out_nothing_closer(starts: list[int], wanted: int, limit: int) -> None:
    found = nearest(starts, wanted, limit)

    distances = [abs(start - wanted) for start in found]
    assert distances == sorted(distances)
    assert len(found) == min(limit, len(set(starts)))
    rest = [abs(start - wanted) for start in set(starts) - set(found)]
    assert not distances or not rest or distances[-1] <= min(rest)


@pytest.mark.parametrize(("wanted", "expected"), [(10, [20, 0]), (11, [20, 0]), (9, [0, 20])])
def test_nearest_prefers_the_later_of_two_equals(wanted: int, expected: list[int]) -> None:
    assert nearest([0, 20], wanted, 2) == expected
