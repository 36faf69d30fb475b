"""The visits of each day as bars, drawn on the server."""

from dataclasses import dataclass
from datetime import date, timedelta

from analytics.periods import Span
from analytics.selectors.figures import Figures

WIDTH, HEIGHT, GAP = 720, 140, 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One day: what it counts, and where it stands in a drawing of WIDTH by HEIGHT."""

    day: date
    by_bot: int
    by_desk: int
    x: int
    width: int
    bot_y: int
    bot_height: int
    desk_y: int
    desk_height: int

    @property
    def booked(self) -> int:
        return self.by_bot + self.by_desk


def bars_of(days: dict[date, Figures], span: Span) -> list[Bar]:
    """A bar for each day of the span, the team's share on top of the bot's; none for one day, or
    where nothing was booked."""
    if span.days < 2:
        return []
    shown = [span.first + timedelta(days=count) for count in range(span.days)]
    figures = [days.get(day, Figures()) for day in shown]
    highest = max(one.by_bot + one.by_desk for one in figures)
    if not highest:
        return []
    step = WIDTH // span.days
    bars = []
    for index, (day, one) in enumerate(zip(shown, figures, strict=True)):
        bot = round(one.by_bot * HEIGHT / highest)
        desk = round(one.by_desk * HEIGHT / highest)
        bars.append(
            Bar(
                day=day,
                by_bot=one.by_bot,
                by_desk=one.by_desk,
                x=index * step,
                width=max(step - GAP, 2),
                bot_y=HEIGHT - bot,
                bot_height=bot,
                desk_y=HEIGHT - bot - desk,
                desk_height=desk,
            )
        )
    return bars
