"""Stretches of days that a figure looks at, on the organization's calendar."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from scheduling.slots.working_hours import day_bounds

DEFAULT = "30"
TOMORROW, WEEK_AHEAD, AHEAD = "tomorrow", "week-ahead", "ahead"
FURTHEST = 400  # days: nothing is booked further ahead

# What may be chosen on the home page: the last days, today included.
PERIODS: dict[str, str | Promise] = {
    "1": _("Hoje"),
    "7": _("7 dias"),
    "30": _("30 dias"),
    "90": _("90 dias"),
}
# What a list may look at besides.
SPANS: dict[str, str | Promise] = PERIODS | {
    TOMORROW: _("Amanhã"),
    WEEK_AHEAD: _("Próximos 7 dias"),
    AHEAD: _("De hoje em diante"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `first` to `last`, both included, in `zone`."""

    key: str
    first: date
    last: date
    zone: str

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def start(self) -> datetime:
        """The first moment."""
        return datetime.fromtimestamp(day_bounds(self.first, self.zone)[0], UTC)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return datetime.fromtimestamp(day_bounds(self.last, self.zone)[1], UTC)

    def before(self) -> "Span":
        """As many days, right before."""
        length = timedelta(days=self.days)
        return Span(self.key, self.first - length, self.last - length, self.zone)


def span_of(key: str, today: date, zone: str) -> Span:
    """The span of a key of `SPANS`; of the default one for any other key."""
    day = timedelta(days=1)
    if key == TOMORROW:
        return Span(key, today + day, today + day, zone)
    if key == WEEK_AHEAD:
        return Span(key, today, today + 6 * day, zone)
    if key == AHEAD:
        return Span(key, today, today + FURTHEST * day, zone)
    known = key if key in PERIODS else DEFAULT
    return Span(known, today - (int(known) - 1) * day, today, zone)
