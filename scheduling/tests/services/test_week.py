"""What a week of working hours must fulfil."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.services.week import WeekInvalid, check_week
from scheduling.slots.working_hours import Hours, WeeklyShift


def hours(text: str) -> Hours:
    starts, ends = (time.fromisoformat(part) for part in text.split("-"))
    return Hours(starts, ends)


def shift(weekday: int, text: str, *breaks: str, **validity: date) -> WeeklyShift:
    return WeeklyShift(weekday, hours(text), tuple(map(hours, breaks)), **validity)


def problems(*shifts: WeeklyShift) -> dict[int, str]:
    with pytest.raises(WeekInvalid) as caught:
        check_week(shifts)
    return caught.value.problems


@pytest.mark.parametrize(
    "shifts",
    [
        [shift(0, "09:00-12:00"), shift(0, "12:00-18:00")],
        [shift(0, "09:00-18:00", "12:00-13:00", "15:00-15:15")],
        [shift(4, "22:00-02:00", "00:30-01:00"), shift(5, "02:00-06:00")],
        [shift(6, "22:00-02:00"), shift(0, "02:00-10:00")],
        [shift(2, "00:00-00:00".replace("00:00-", "08:00-"))],
        [
            shift(0, "09:00-18:00", valid_until=date(2026, 11, 30)),
            shift(0, "10:00-19:00", valid_from=date(2026, 12, 1)),
        ],
    ],
)
def test_good_week_passes(shifts: list[WeeklyShift]) -> None:
    check_week(shifts)


@pytest.mark.parametrize(
    ("shifts", "bad", "words"),
    [
        ([shift(0, "09:00-12:00"), shift(0, "11:59-18:00")], 1, "09:00 às 12:00"),
        ([shift(6, "22:00-02:00"), shift(0, "01:00-10:00")], 1, "22:00 às 02:00"),
        ([shift(0, "01:00-10:00"), shift(6, "22:00-02:00")], 1, "01:00 às 10:00"),
        ([shift(0, "09:00-09:00")], 0, "iguais"),
        ([shift(0, "09:00-18:00", "08:30-09:30")], 0, "dentro"),
        ([shift(0, "09:00-18:00", "17:30-18:30")], 0, "dentro"),
        ([shift(0, "09:00-18:00", "12:00-13:00", "12:30-14:00")], 0, "se cruzam"),
        ([shift(0, "09:00-18:00", "12:00-12:00")], 0, "duração"),
        (
            [
                shift(
                    0,
                    "09:00-18:00",
                    valid_from=date(2026, 12, 2),
                    valid_until=date(2026, 12, 1),
                )
            ],
            0,
            "data final",
        ),
    ],
)
def test_bad_week_says_which_and_why(shifts: list[WeeklyShift], bad: int, words: str) -> None:
    found = problems(*shifts)
    assert list(found) == [bad]
    assert words in found[bad]


@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 23), st.integers(0, 23)).filter(
            lambda row: row[1] != row[2]
        ),
        min_size=2,
        max_size=5,
    )
)
def test_a_week_is_refused_exactly_when_an_hour_is_worked_twice(
    rows: list[tuple[int, int, int]],
) -> None:
    worked: list[int] = []
    for weekday, starts, ends in rows:
        length = (ends - starts) % 24
        worked += [(weekday * 24 + starts + hour) % (7 * 24) for hour in range(length)]
    shifts = [shift(day, f"{starts:02}:00-{ends:02}:00") for day, starts, ends in rows]
    if len(worked) == len(set(worked)):
        check_week(shifts)
    else:
        assert problems(*shifts)
