"""The dates of something that comes again every so many weeks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def repeated(first: date, wall: time, zone: str, *, every_weeks: int, times: int) -> list[datetime]:
    """`times` moments (UTC), `every_weeks` weeks apart, at the same wall-clock time.

    Where the clocks change between two of them the hour on the wall stays, and the distance
    in seconds doesn't. An hour that the clocks skip becomes the moment after the gap.
    """
    return [
        wall_moment(first + timedelta(weeks=every_weeks * number), wall, zone)
        for number in range(times)
    ]


def wall_moment(day: date, wall: time, zone: str) -> datetime:
    """A wall-clock time of a zone, in UTC."""
    return datetime.combine(day, wall, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def times_until(first: date, last: date, *, every_weeks: int) -> int:
    """How many dates there are from `first` to `last`, both included; 0 in the wrong order."""
    return max((last - first).days // (7 * every_weeks) + 1, 0)


def shifted(moment: datetime, zone: str, *, since: datetime, to: datetime) -> datetime:
    """`moment` moved as `since` was moved to `to`: by so many days, to the same hour.

    Days are those of the wall clock; the new hour is that of `to`.
    """
    here = ZoneInfo(zone)
    days = (to.astimezone(here).date() - since.astimezone(here).date()).days
    day = moment.astimezone(here).date() + timedelta(days=days)
    return wall_moment(day, to.astimezone(here).time().replace(tzinfo=None), zone)
