"""When a message for later may leave: the times offered, and the wall clock. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HOUR, AFTERNOON, TOMORROW, MONDAY, CHOSEN = "hour", "afternoon", "tomorrow", "monday", "chosen"
MORNING_AT, AFTERNOON_AT = time(9), time(15)
_MONDAY = 0


def offered_times(now: datetime, zone: str) -> dict[str, datetime]:
    """The short cuts that make sense at `now` (aware), soonest first, in UTC.

    "This afternoon" is offered until an hour before, "next Monday" unless that is tomorrow.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    tomorrow = today + timedelta(days=1)
    monday = today + timedelta(days=7 - today.weekday())
    afternoon = instant_of(datetime.combine(today, AFTERNOON_AT), zone)
    found = {HOUR: now + timedelta(hours=1)}
    if afternoon is not None and now + timedelta(hours=1) < afternoon:
        found[AFTERNOON] = afternoon
    found |= _morning(TOMORROW, tomorrow, zone)
    if tomorrow.weekday() != _MONDAY:
        found |= _morning(MONDAY, monday, zone)
    return found


def instant_of(wall: datetime, zone: str) -> datetime | None:
    """The UTC moment at which the clocks of `zone` show `wall` (naive).

    None for a time that the clocks skip when summer time begins; of the two moments at which
    they show the same when it ends, the first.
    """
    local = wall.replace(tzinfo=ZoneInfo(zone))
    moment = local.astimezone(UTC)
    shown = moment.astimezone(local.tzinfo).replace(tzinfo=None)
    return moment if shown == wall else None


def _morning(key: str, day: date, zone: str) -> dict[str, datetime]:
    moment = instant_of(datetime.combine(day, MORNING_AT), zone)
    return {key: moment} if moment is not None else {}
