"""The figures of the home page: sums per day by one range of one index."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Sum
from django.db.models.functions import TruncDate

from analytics.periods import Span
from analytics.selectors.visits import CONDITIONS, VisitShow
from scheduling.models import Appointment

_COUNTED = {
    "booked": VisitShow.BOOKED,
    "by_bot": VisitShow.BOT,
    "by_desk": VisitShow.DESK,
    "completed": VisitShow.COMPLETED,
    "no_shows": VisitShow.NO_SHOW,
    "cancelled": VisitShow.CANCELLED,
}


@dataclass(slots=True)
class Figures:
    """Sums over some days: counts of visits, booked time, money of the visits done."""

    booked: int = 0
    by_bot: int = 0
    by_desk: int = 0
    completed: int = 0
    no_shows: int = 0
    cancelled: int = 0
    time: timedelta = timedelta(0)
    revenue: Decimal = Decimal(0)

    def add(self, other: "Figures") -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def minutes(self) -> int:
        """The booked time."""
        return int(self.time.total_seconds() // 60)


def daily_figures(first: Span, last: Span, staff_id: UUID | None = None) -> dict[date, Figures]:
    """What each day from the start of `first` to the end of `last` brought. One query."""
    rows: Any = Appointment.objects.filter(starts_at__gte=first.start, starts_at__lt=last.end)
    if staff_id:
        rows = rows.filter(staff_id=staff_id)
    sums: dict[str, Any] = {
        name: Count("starts_at", filter=CONDITIONS[show]) for name, show in _COUNTED.items()
    }
    sums["time"] = Sum(F("ends_at") - F("starts_at"), filter=CONDITIONS[VisitShow.TIME])
    sums["revenue"] = Sum("price", filter=CONDITIONS[VisitShow.COMPLETED])
    days = rows.order_by().values(day=TruncDate("starts_at", tzinfo=ZoneInfo(last.zone)))
    return {row.pop("day"): _figures(row) for row in days.annotate(**sums)}


def total(days: dict[date, Figures], span: Span) -> Figures:
    """The sum over the days of the span."""
    found = Figures()
    for day, figures in days.items():
        if span.first <= day <= span.last:
            found.add(figures)
    return found


def _figures(row: dict[str, Any]) -> Figures:
    return Figures(**{name: value for name, value in row.items() if value is not None})
