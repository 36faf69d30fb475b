"""What a week of working hours must fulfil. Pure: no database."""

from collections.abc import Sequence
from datetime import date, time

from django.utils.translation import gettext as _

from scheduling.slots.working_hours import Hours, WeeklyShift

DAY = 24 * 60
WEEK = 7 * DAY


class WeekInvalid(Exception):
    """`problems` says for each bad shift, by its position, what is wrong with it."""

    def __init__(self, problems: dict[int, str]) -> None:
        super().__init__(str(problems))
        self.problems = problems


def check_week(shifts: Sequence[WeeklyShift]) -> None:
    """Raises WeekInvalid: order of dates, breaks inside the shift, no two at the same time."""
    problems: dict[int, str] = {}
    for position, shift in enumerate(shifts):
        problem = _own_problem(shift) or _clash(shift, shifts[:position])
        if problem:
            problems[position] = problem
    if problems:
        raise WeekInvalid(problems)


def span_of(hours: Hours) -> tuple[int, int]:
    """Minutes since the midnight before it; the end lies beyond 1440 for a night shift."""
    start, end = _minutes(hours.starts_at), _minutes(hours.ends_at)
    return start, end if end > start else end + DAY


def _own_problem(shift: WeeklyShift) -> str:
    if shift.valid_from and shift.valid_until and shift.valid_until < shift.valid_from:
        return _("A data final vem antes da inicial.")
    if shift.hours.starts_at == shift.hours.ends_at:
        return _("O início e o fim são iguais.")
    start, end = span_of(shift.hours)
    taken: list[tuple[int, int]] = []
    for pause in shift.breaks:
        if pause.starts_at == pause.ends_at:
            return _("A pausa precisa ter duração.")
        low, high = span_of(pause)
        if low < start:
            low, high = low + DAY, high + DAY
        if low < start or high > end:
            return _("A pausa precisa ficar dentro do horário de trabalho.")
        if any(low < other_high and other_low < high for other_low, other_high in taken):
            return _("Duas pausas se cruzam.")
        taken.append((low, high))
    return ""


def _clash(shift: WeeklyShift, others: Sequence[WeeklyShift]) -> str:
    for other in others:
        if _share_dates(shift, other) and _share_time(shift, other):
            return _("Cruza com o período das %(start)s às %(end)s.") % {
                "start": f"{other.hours.starts_at:%H:%M}",
                "end": f"{other.hours.ends_at:%H:%M}",
            }
    return ""


def _share_dates(one: WeeklyShift, two: WeeklyShift) -> bool:
    latest_start = max(one.valid_from or date.min, two.valid_from or date.min)
    return latest_start <= min(one.valid_until or date.max, two.valid_until or date.max)


def _share_time(one: WeeklyShift, two: WeeklyShift) -> bool:
    """On the circle of the week, since Sunday's night reaches into Monday."""
    (low, high), (other_low, other_high) = (_in_week(shift) for shift in (one, two))
    return any(low < other_high + turn and other_low + turn < high for turn in (-WEEK, 0, WEEK))


def _in_week(shift: WeeklyShift) -> tuple[int, int]:
    low, high = span_of(shift.hours)
    return shift.weekday * DAY + low, shift.weekday * DAY + high


def _minutes(wall: time) -> int:
    return wall.hour * 60 + wall.minute
