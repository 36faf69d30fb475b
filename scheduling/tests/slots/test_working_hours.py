"""Working time on ordinary days and on days on which the clocks change."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.slots.availability import free_starts
from scheduling.slots.intervals import Interval
from scheduling.slots.working_hours import (
    Hours,
    WeeklyShift,
    day_bounds,
    to_epoch,
    wall_grid,
    working_intervals,
)

HOUR = 3600
ZONES = (
    "America/New_York",
    "Europe/Lisbon",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
    "America/Havana",
    "Asia/Kathmandu",
)
# (zone, day, real hours of that local day)
CHANGES = (
    ("America/New_York", date(2026, 3, 8), 23.0),
    ("America/New_York", date(2026, 11, 1), 25.0),
    ("Europe/Lisbon", date(2026, 3, 29), 23.0),
    ("Europe/Lisbon", date(2026, 10, 25), 25.0),
    ("America/Sao_Paulo", date(2018, 11, 4), 23.0),
    ("America/Sao_Paulo", date(2018, 2, 17), 25.0),
    ("America/Sao_Paulo", date(2026, 11, 4), 24.0),
    ("Australia/Lord_Howe", date(2026, 10, 4), 23.5),
    ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),
)
days = st.dates(date(2017, 1, 1), date(2027, 12, 31))
minutes = st.integers(0, 24 * 60 - 1).map(lambda m: time(m // 60, m % 60))


def hours(start: str, end: str) -> Hours:
    return Hours(time.fromisoformat(start), time.fromisoformat(end))


def worked(
    zone: str, first: date, *shifts: WeeklyShift, last: date | None = None, **changes: object
) -> list[Interval]:
    options: dict = {"exceptions": {}, "closed": ()} | changes
    return working_intervals(first=first, last=last or first, zone=zone, shifts=shifts, **options)


def walls(intervals: list[Interval], zone: str) -> list[str]:
    """ "4 09:00-12:00", the day of the month first."""
    shown = []
    for pair in intervals:
        start, end = (datetime.fromtimestamp(moment, ZoneInfo(zone)) for moment in pair)
        shown.append(f"{start:%-d %H:%M}-{end:%H:%M}")
    return shown


@given(st.sampled_from(ZONES), days, minutes)
def test_a_wall_time_shows_itself_unless_the_clocks_skip_it(
    zone: str, day: date, wall: time
) -> None:
    info = ZoneInfo(zone)
    shown = datetime.fromtimestamp(to_epoch(day, wall, zone), info)
    wanted = datetime.combine(day, wall)

    if shown.replace(tzinfo=None) == wanted:
        assert shown.fold == 0
        return
    eve = datetime.fromtimestamp(shown.timestamp() - 1, info)
    assert eve.replace(tzinfo=None) < wanted < shown.replace(tzinfo=None)
    assert eve.utcoffset() != shown.utcoffset()


@given(st.sampled_from(ZONES), days, minutes, minutes)
def test_a_later_wall_time_is_never_earlier(zone: str, day: date, one: time, two: time) -> None:
    assert to_epoch(day, min(one, two), zone) <= to_epoch(day, max(one, two), zone)


@pytest.mark.parametrize(("zone", "day", "length"), CHANGES)
def test_a_day_has_the_hours_it_really_has(zone: str, day: date, length: float) -> None:
    start, end = day_bounds(day, zone)
    assert end - start == length * HOUR

    all_day = worked(zone, day, WeeklyShift(day.weekday(), hours("00:00", "00:00")))
    assert all_day == [(start, end)]


@pytest.mark.parametrize(("zone", "day", "length"), CHANGES)
def test_nine_to_six_is_nine_hours_on_any_day(zone: str, day: date, length: float) -> None:
    [(start, end)] = worked(zone, day, WeeklyShift(day.weekday(), hours("09:00", "18:00")))

    assert end - start == 9 * HOUR
    assert walls([(start, end)], zone) == [f"{day.day} 09:00-18:00"]


@pytest.mark.parametrize(
    ("day", "shift", "expected"),
    [
        # 2:00 to 3:00 does not exist on 8 March, and 1:00 to 2:00 comes twice on 1 November.
        (date(2026, 3, 8), ("02:15", "02:45"), []),
        (date(2026, 3, 8), ("01:30", "02:30"), [("06:30", "07:00")]),
        (date(2026, 3, 8), ("02:30", "04:00"), [("07:00", "08:00")]),
        (date(2026, 11, 1), ("01:30", "03:00"), [("05:30", "08:00")]),
        (date(2026, 11, 1), ("00:00", "01:30"), [("04:00", "05:30")]),
    ],
)
def test_hours_across_a_change_in_new_york(
    day: date, shift: tuple[str, str], expected: list[tuple[str, str]]
) -> None:
    found = worked("America/New_York", day, WeeklyShift(6, hours(*shift)))

    shown = [tuple(f"{datetime.fromtimestamp(m, UTC):%H:%M}" for m in pair) for pair in found]
    assert shown == expected


@given(st.sampled_from(ZONES), days, minutes, minutes)
def test_work_lies_inside_its_local_days(zone: str, day: date, one: time, two: time) -> None:
    shifts = [WeeklyShift(weekday, Hours(one, two)) for weekday in range(7)]

    found = worked(zone, day, *shifts, last=day + timedelta(days=2))

    low, high = day_bounds(day, zone)[0], day_bounds(day + timedelta(days=2), zone)[1]
    assert all(low <= start < end <= high for start, end in found)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(found))


SP = "America/Sao_Paulo"
MONDAY = date(2026, 11, 23)


def test_breaks_split_a_shift() -> None:
    shift = WeeklyShift(0, hours("09:00", "18:00"), (hours("12:00", "13:00"),))

    assert walls(worked(SP, MONDAY, shift), SP) == ["23 09:00-12:00", "23 13:00-18:00"]


def test_a_shift_past_midnight_goes_on_the_next_day() -> None:
    shift = WeeklyShift(0, hours("20:00", "02:00"), (hours("00:00", "00:30"),))

    assert walls(worked(SP, MONDAY, shift), SP) == ["23 20:00-00:00"]
    tuesday = worked(SP, MONDAY + timedelta(days=1), shift)
    assert walls(tuesday, SP) == ["24 00:30-02:00"]


def test_a_shift_counts_only_while_it_is_valid() -> None:
    monday = WeeklyShift(
        0, hours("09:00", "10:00"), valid_from=MONDAY, valid_until=MONDAY + timedelta(days=7)
    )
    found = worked(SP, MONDAY - timedelta(days=7), monday, last=MONDAY + timedelta(days=21))

    assert walls(found, SP) == ["23 09:00-10:00", "30 09:00-10:00"]


def test_an_exception_replaces_the_hours_of_its_date_even_when_closed() -> None:
    every_day = [WeeklyShift(weekday, hours("09:00", "18:00")) for weekday in range(7)]
    found = worked(
        SP,
        MONDAY,
        *every_day,
        last=MONDAY + timedelta(days=3),
        exceptions={MONDAY: (), MONDAY + timedelta(days=1): (hours("10:00", "11:00"),)},
        closed=[MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)],
    )

    assert walls(found, SP) == ["24 10:00-11:00", "26 09:00-18:00"]


def test_a_closed_date_does_not_cut_the_night_before_it() -> None:
    nights = [WeeklyShift(weekday, hours("22:00", "02:00")) for weekday in range(7)]

    found = worked(SP, MONDAY, *nights, closed=[MONDAY])

    assert walls(found, SP) == ["23 00:00-02:00"]


@pytest.mark.parametrize(
    ("zone", "day", "step", "shift", "expected"),
    [
        (SP, MONDAY, 30, ("09:10", "11:00"), ["09:30", "10:00", "10:30"]),
        (SP, MONDAY, 50, ("09:10", "11:20"), ["09:10", "10:00", "10:50"]),
        ("Asia/Kathmandu", MONDAY, 60, ("09:00", "11:00"), ["09:00", "10:00"]),
        # Half an hour is skipped at 2:00; full hours stay full hours.
        (
            "Australia/Lord_Howe",
            date(2026, 10, 4),
            60,
            ("00:30", "05:00"),
            ["01:00", "03:00", "04:00"],
        ),
        # Half an hour comes twice before 2:00.
        (
            "Australia/Lord_Howe",
            date(2026, 4, 5),
            60,
            ("00:00", "04:00"),
            ["00:00", "01:00", "02:00", "03:00"],
        ),
    ],
)
def test_the_grid_follows_the_wall_clock(
    zone: str, day: date, step: int, shift: tuple[str, str], expected: list[str]
) -> None:
    work = worked(zone, day, WeeklyShift(day.weekday(), hours(*shift)))
    starts = free_starts(
        work,
        duration=30 * 60,
        step=step * 60,
        grid=wall_grid(work, zone=zone, step=step * 60),
        not_before=0,
        not_after=1 << 40,
    )

    assert [f"{datetime.fromtimestamp(s, ZoneInfo(zone)):%H:%M}" for s in starts] == expected


@given(st.sampled_from(ZONES), days, st.sampled_from([5, 10, 15, 20, 30, 60]))
def test_every_start_is_a_round_wall_time_all_around_the_clock(
    zone: str, day: date, step: int
) -> None:
    always = [WeeklyShift(weekday, hours("00:00", "00:00")) for weekday in range(7)]
    work = worked(zone, day, *always, last=day + timedelta(days=9))
    starts = free_starts(
        work,
        duration=60,
        step=step * 60,
        grid=wall_grid(work, zone=zone, step=step * 60),
        not_before=0,
        not_after=1 << 40,
    )

    shown = [datetime.fromtimestamp(start, ZoneInfo(zone)) for start in starts]
    assert {moment.minute % step for moment in shown} == {0}
    wanted = {
        (day + timedelta(days=later), minute)
        for later in range(10)
        for minute in range(0, 24 * 60, step)
    }
    missing = wanted - {(one.date(), one.hour * 60 + one.minute) for one in shown}
    # Only what the clocks skip may be missing, an hour at the most.
    assert len(missing) <= 60 // step
