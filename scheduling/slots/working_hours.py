"""From weekly shifts to working time.

Every wall-clock time is converted by itself (never midnight plus minutes), so a day with a
change of the clocks has the hours it really has. A time that the change skips counts as the
moment of the change; one that comes twice is taken at its first coming. So a later wall time
never comes out earlier, and work that lies wholly in a skipped hour does not happen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from scheduling.slots.intervals import Interval, clip, merge, subtract

_EPOCH = date(1970, 1, 1).toordinal()
_DAY = 86_400
_STEADY_DAY = date(1970, 1, 1)  # its midnight in UTC is second 0
_ONE_CHANGE = 7 * _DAY  # no zone changes its clocks twice in a week


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of a day; one that ends at or before its start runs into the next day."""

    starts_at: time
    ends_at: time


@dataclass(frozen=True, slots=True)
class WeeklyShift:
    """Working hours on a weekday (Monday is 0), with breaks; validity days included."""

    weekday: int
    hours: Hours
    breaks: tuple[Hours, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None

    def is_valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


def working_intervals(
    *,
    first: date,
    last: date,
    zone: str,
    shifts: Sequence[WeeklyShift],
    exceptions: dict[date, tuple[Hours, ...]],
    closed: Iterable[date],
) -> list[Interval]:
    """Working time from `first` to `last` (both included), sorted and merged.

    `exceptions` replace a date's shifts (no hours: a day off). A `closed` date has no work
    unless an exception of its own gives it hours. A shift past midnight belongs to the date
    on which it starts: the eve of `first` is looked at too, and a closed date does not cut
    the night before it. Raises ZoneInfoNotFoundError for a zone nobody knows.
    """
    closed_days = set(closed)
    week: list[list[tuple[WeeklyShift, list[Interval]]]] = [[] for _ in range(7)]
    for shift in shifts:
        week[shift.weekday].append((shift, _shift_spans(_STEADY_DAY, shift, "UTC")))
    worked: list[Interval] = []
    for ordinal in range(first.toordinal() - 1, last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        special = exceptions.get(day)
        if special is not None:
            worked += [_span(day, hours, zone) for hours in special]
        elif day not in closed_days:
            offset = _steady_offset(zone, day)
            for shift, pattern in week[day.weekday()]:
                if not shift.is_valid_on(day):
                    continue
                if offset is None:
                    worked += _shift_spans(day, shift, zone)
                else:  # a day like any other: the shift's pattern, moved to this day
                    midnight = (ordinal - _EPOCH) * _DAY - offset
                    worked += [(midnight + low, midnight + high) for low, high in pattern]
    return clip(merge(worked), day_bounds(first, zone)[0], day_bounds(last, zone)[1])


def day_bounds(day: date, zone: str) -> Interval:
    """The first second of a local day, and of the next."""
    return to_epoch(day, time.min, zone), to_epoch(day + timedelta(days=1), time.min, zone)


def to_epoch(day: date, wall: time, zone: str) -> int:
    """A wall-clock moment of a zone as seconds since the epoch."""
    naive = (day.toordinal() - _EPOCH) * _DAY
    naive += wall.hour * 3600 + wall.minute * 60 + wall.second
    offset = _steady_offset(zone, day)
    if offset is not None:
        return naive - offset
    moment = datetime.combine(day, wall, tzinfo=ZoneInfo(zone))
    before, after = (_utc_offset(moment.replace(fold=fold)) for fold in (0, 1))
    if after <= before:
        return naive - before
    return _change_between(naive - after, naive - before, zone)  # skipped: PEP 495's gap


def _change_between(low: int, high: int, zone: str) -> int:
    """The first second on the new offset, where exactly one change lies in (low, high]."""
    old = zone_offset(low, zone)
    while high - low > 1:
        middle = (low + high) // 2
        if zone_offset(middle, zone) == old:
            low = middle
        else:
            high = middle
    return high


def wall_grid(work: Iterable[Interval], *, zone: str, step: int) -> list[tuple[int, int]]:
    """The grid of starts that people expect, as (since, origin) for `free_starts`.

    A step that divides the hour counts from the full hour on the wall clock (9:00, 9:15 even
    where the shift starts at 9:10); any other one from the start of each working interval. A
    change of the clocks inside an interval starts a new grid.
    """
    if 3600 % step:
        return [(start, start) for start, _ in work]
    grid: list[tuple[int, int]] = []
    for low, high in work:
        for start in range(low, high, _ONE_CHANGE):
            end = min(start + _ONE_CHANGE, high)
            offset = _offset_nearby(start, zone)
            if not grid or grid[-1][1] != -offset:
                grid.append((start, -offset))
            if offset != _offset_nearby(end, zone):
                change = _change_between(start, end, zone)
                grid.append((change, -zone_offset(change, zone)))
    return grid


def _offset_nearby(moment: int, zone: str) -> int:
    # The calendar day in UTC is at most a day off, which a steady offset has looked at.
    offset = _steady_offset(zone, date.fromordinal(_EPOCH + moment // _DAY))
    return zone_offset(moment, zone) if offset is None else offset


@lru_cache(maxsize=16_384)
def _steady_offset(zone: str, day: date) -> int | None:
    """The zone's offset (seconds) on a day without a change of the clocks; None with one."""
    info = ZoneInfo(zone)
    offsets = {
        _utc_offset(datetime.combine(day + timedelta(days=days), time.min, tzinfo=info))
        for days in (-1, 0, 1, 2)
    }
    return offsets.pop() if len(offsets) == 1 else None


def zone_offset(moment: int, zone: str) -> int:
    """Seconds that the zone's wall clock is ahead of UTC at a moment."""
    return _utc_offset(datetime.fromtimestamp(moment, ZoneInfo(zone)))


def _utc_offset(moment: datetime) -> int:
    offset = moment.utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0


def _shift_spans(day: date, shift: WeeklyShift, zone: str) -> list[Interval]:
    span = _span(day, shift.hours, zone)
    if not shift.breaks:
        return [span]
    breaks = []
    for pause in shift.breaks:
        # A break after midnight of a night shift belongs to the next day.
        is_next_day = pause.starts_at < shift.hours.starts_at
        breaks.append(_span(day + timedelta(days=1) if is_next_day else day, pause, zone))
    return subtract([span], merge(breaks))


def _span(day: date, hours: Hours, zone: str) -> Interval:
    end_day = day if hours.ends_at > hours.starts_at else day + timedelta(days=1)
    return to_epoch(day, hours.starts_at, zone), to_epoch(end_day, hours.ends_at, zone)
