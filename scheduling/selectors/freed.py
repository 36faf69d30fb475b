"""Stretches of time that somebody has given back, as whoever waits may look at them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from config.lib.formatting import to_zone
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment, TimeOff
from scheduling.selectors.waitlist import FreedTime
from scheduling.slots.working_hours import day_bounds

MOST_DAYS = 14
GIVES_BACK = (AppointmentStatus.CANCELLED, AppointmentStatus.NO_SHOW)


def days_of(freed: FreedTime, *, zone: str, now: datetime) -> list[FreedTime]:
    """The stretch cut at midnights, without what is past: people wait for a day. At most
    MOST_DAYS of them."""
    days: list[FreedTime] = []
    at = freed.starts_at
    if at <= now:
        first_minute = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
        at = freed.starts_at if freed.ends_at - at <= timedelta(days=1) else first_minute
    while at < freed.ends_at and len(days) < MOST_DAYS:
        midnight = datetime.fromtimestamp(day_bounds(to_zone(at, zone).date(), zone)[1], UTC)
        end = min(freed.ends_at, midnight)
        days.append(FreedTime(freed.staff, at, end))
        at = end
    return days


def freed_by_block(block: TimeOff, *, now: datetime) -> list[FreedTime]:
    """What a blocked stretch, as it was, has given back: a piece for each day."""
    freed = FreedTime(block.staff, block.starts_at, block.ends_at)
    return days_of(freed, zone=block.organization.time_zone, now=now)


def freed_by(visits: Iterable[Appointment]) -> list[FreedTime]:
    """What these visits, as they were, have given back."""
    return [FreedTime(visit.staff, visit.starts_at, visit.ends_at) for visit in visits]
