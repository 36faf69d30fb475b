from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from scheduling.slots.recurrence import repeated, shifted, times_until

NEW_YORK = "America/New_York"  # clocks go forward on 8 March 2026, back on 1 November


def test_hour_on_the_wall_stays_when_the_clocks_change() -> None:
    found = repeated(date(2026, 2, 23), time(10), NEW_YORK, every_weeks=1, times=3)
    assert found == [
        datetime(2026, 2, 23, 15, tzinfo=UTC),
        datetime(2026, 3, 2, 15, tzinfo=UTC),
        datetime(2026, 3, 9, 14, tzinfo=UTC),
    ]


def test_skipped_hour_becomes_the_moment_after_the_gap() -> None:
    (found,) = repeated(date(2026, 3, 8), time(2, 30), NEW_YORK, every_weeks=1, times=1)
    assert found.astimezone(ZoneInfo(NEW_YORK)).time() == time(3, 30)


def test_times_until_counts_both_ends() -> None:
    first = date(2026, 11, 2)
    assert times_until(first, date(2026, 11, 30), every_weeks=2) == 3
    assert times_until(first, date(2026, 11, 29), every_weeks=2) == 2
    assert times_until(first, first, every_weeks=2) == 1
    assert times_until(first, date(2026, 11, 1), every_weeks=2) == 0


def test_shift_moves_days_and_takes_the_new_hour() -> None:
    zone = ZoneInfo(NEW_YORK)
    moved = shifted(
        datetime(2026, 3, 10, 10, tzinfo=zone),
        NEW_YORK,
        since=datetime(2026, 3, 3, 10, tzinfo=zone),
        to=datetime(2026, 3, 4, 9, 30, tzinfo=zone),
    )
    assert moved.astimezone(zone) == datetime(2026, 3, 11, 9, 30, tzinfo=zone)
