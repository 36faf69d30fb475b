"""The times offered for a message, and the wall clock, where clocks jump."""

from datetime import UTC, datetime

from bot.later_times import instant_of, offered_times

wall = datetime.fromisoformat
SAO_PAULO, NEW_YORK, LISBON = "America/Sao_Paulo", "America/New_York", "Europe/Lisbon"


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


def test_in_the_morning_all_are_offered_soonest_first() -> None:
    offered = offered_times(at(2026, 11, 19, 12, 30), SAO_PAULO)  # a Thursday, 9:30 there
    assert offered == {
        "hour": at(2026, 11, 19, 13, 30),
        "afternoon": at(2026, 11, 19, 18),
        "tomorrow": at(2026, 11, 20, 12),
        "monday": at(2026, 11, 23, 12),
    }
    assert list(offered.values()) == sorted(offered.values())


def test_afternoon_goes_when_an_hour_from_now_is_later() -> None:
    assert "afternoon" in offered_times(at(2026, 11, 19, 16, 59), SAO_PAULO)
    assert "afternoon" not in offered_times(at(2026, 11, 19, 17), SAO_PAULO)


def test_monday_is_not_said_twice_and_on_a_monday_is_the_next() -> None:
    assert "monday" not in offered_times(at(2026, 11, 22, 15), SAO_PAULO)
    assert offered_times(at(2026, 11, 23, 15), SAO_PAULO)["monday"] == at(2026, 11, 30, 12)


def test_morning_after_the_clocks_change_is_nine_on_the_wall() -> None:
    saturday = at(2026, 10, 31, 15)  # the night after, New York leaves summer time
    assert offered_times(saturday, NEW_YORK)["tomorrow"] == at(2026, 11, 1, 14)


def test_day_is_that_of_the_zone_near_midnight() -> None:
    assert offered_times(at(2026, 11, 20, 1), SAO_PAULO)["tomorrow"] == at(2026, 11, 20, 12)


def test_skipped_hour_is_none_and_doubled_hour_is_the_first() -> None:
    assert instant_of(wall("2027-03-28T01:30"), LISBON) is None
    assert instant_of(wall("2026-10-25T01:30"), LISBON) == at(2026, 10, 25, 0, 30)
    assert instant_of(wall("2026-11-25T09:00"), SAO_PAULO) == at(2026, 11, 25, 12)
