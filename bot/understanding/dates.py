"""Days: what the text says, and what can't be.

Rules. A weekday is its next coming, never today (who means today says so): today is kept as
an alternative. "Que vem", "próxima", "next" is that weekday in the week after this one, weeks
beginning on Monday; the nearer one, if any, is the alternative. A day of the month without a
month is its next coming, today included. A day and month without a year is the next coming,
unless that is more than 300 days away: then it was meant as this year's, which is over.
Day before month; in English the month may come first where that makes a date.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from bot.understanding import day_phrases, exact_days, month_parts
from bot.understanding.impossible import Impossible
from bot.understanding.normalize import normalize
from bot.understanding.numbers import MAX_ROWS, number_pattern, read_choice, read_number


@dataclass(frozen=True, slots=True)
class DateReading:
    """One day (`on`, with other possible ones in `alternatives`), or a stretch of days
    (`first` to `last`, both included), or the reason why the day can't be."""

    on: date | None = None
    alternatives: tuple[date, ...] = ()
    first: date | None = None
    last: date | None = None
    impossible: Impossible | None = None

    @property
    def problem(self) -> str:
        """ "past" or "impossible" for a day that can't be, else empty."""
        if self.impossible is None:
            return ""
        return "past" if self.impossible == Impossible.PAST else "impossible"


Found = list[date] | tuple[date, date] | Impossible | None
_READERS: tuple[Callable[[str, date, str], Found], ...] = (
    exact_days.week_of,
    exact_days.numeric,
    exact_days.spelled,
    exact_days.day_of_month,
    exact_days.holiday,
    day_phrases.counted,
    month_parts.nth_weekday,
    month_parts.month_part,
    day_phrases.near,
    day_phrases.weekday,
    day_phrases.stretch,
    day_phrases.over,
)


def read_date(text: str, today: date, locale: str = "pt-BR") -> DateReading | None:
    """The day or days that the text speaks of, or None. `today` is the business's."""
    choice = read_choice(text, locale)
    if choice is not None and choice <= MAX_ROWS:
        return None
    return date_in(normalize(text, locale), today, locale)


@lru_cache(maxsize=8)
def _apart(locale: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<n>{number_pattern(locale)}) (?:dias?|days?) (?P<way>antes|depois|before|after"
        r"|despues)\b"
    )


def date_in(plain: str, today: date, locale: str) -> DateReading | None:
    """The same for text that is normalized already and is no choice from a list. "Dois dias
    antes" of a day is counted from it."""
    found = _date_in(plain, today, locale)
    apart = _apart(locale).search(plain) if found and found.on else None
    days = read_number(apart["n"], locale) if apart else None
    if found is None or found.on is None or apart is None or days is None:
        return found
    is_after = apart["way"] not in ("antes", "before")
    on = found.on + timedelta(days=days if is_after else -days)
    return DateReading(on=on) if on >= today else DateReading(impossible=Impossible.PAST)


def _date_in(plain: str, today: date, locale: str) -> DateReading | None:
    for reader in _READERS:
        found = reader(plain, today, locale)
        if isinstance(found, Impossible):
            return DateReading(impossible=found)
        if isinstance(found, tuple):
            return DateReading(first=found[0], last=found[1])
        if found:
            return DateReading(on=found[0], alternatives=tuple(found[1:]))
    return None
