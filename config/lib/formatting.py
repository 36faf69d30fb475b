"""The one formatter of times, dates and money, for pages and for messages.

Instants are stored in UTC and shown in the organization's IANA zone, always. `locale` is a
BCP 47 tag of `LOCALES`; Babel (CLDR) knows the forms.
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date as babel_date
from babel.dates import format_time as babel_time
from babel.numbers import format_currency

LOCALES = ("pt-BR", "en", "es")

DateStyle = Literal["short", "weekday", "medium", "long", "full", "month"]

_PATTERNS: dict[str, dict[str, str]] = {
    "pt": {
        "short": "dd/MM",
        "weekday": "EEE, dd/MM",
        "medium": "d 'de' MMM 'de' y",
        "long": "EEEE, d 'de' MMMM",
        "full": "EEEE, d 'de' MMMM 'de' y",
        "month": "MMMM 'de' y",
    },
    "es": {
        "short": "dd/MM",
        "weekday": "EEE, dd/MM",
        "medium": "d MMM y",
        "long": "EEEE, d 'de' MMMM",
        "full": "EEEE, d 'de' MMMM 'de' y",
        "month": "MMMM 'de' y",
    },
    "en": {
        "short": "MMM d",
        "weekday": "EEE, MMM d",
        "medium": "MMM d, y",
        "long": "EEEE, MMMM d",
        "full": "EEEE, MMMM d, y",
        "month": "MMMM y",
    },
}


@lru_cache(maxsize=16)
def babel_locale(locale: str) -> Locale:
    return Locale.parse(locale, sep="-")


def to_zone(moment: datetime, zone: str) -> datetime:
    """`moment` (aware) on the wall clock of `zone`."""
    return moment.astimezone(ZoneInfo(zone))


def format_time(moment: datetime | time, zone: str, locale: str) -> str:
    """15:00; in English 3:00 PM."""
    wall = to_zone(moment, zone) if isinstance(moment, datetime) else moment
    return _time_text(wall.hour, wall.minute, locale)


def format_date(day: datetime | date, zone: str, locale: str, style: DateStyle = "medium") -> str:
    """A calendar day; an instant is first put on the wall clock of `zone`."""
    wall = to_zone(day, zone).date() if isinstance(day, datetime) else day
    return _date_text(wall, locale, style)


def format_datetime(moment: datetime, zone: str, locale: str, style: DateStyle = "weekday") -> str:
    """Day and time: "sáb, 28/11 15:00"."""
    return f"{format_date(moment, zone, locale, style)} {format_time(moment, zone, locale)}"


@lru_cache(maxsize=4 * 24 * 60)
def _time_text(hour: int, minute: int, locale: str) -> str:
    pattern = "h:mm a" if babel_locale(locale).language == "en" else "HH:mm"
    return str(babel_time(time(hour, minute), pattern, locale=babel_locale(locale)))


@lru_cache(maxsize=8192)
def _date_text(day: date, locale: str, style: DateStyle) -> str:
    language = babel_locale(locale)
    text = str(babel_date(day, _PATTERNS[language.language][style], locale=language))
    return text.replace(".,", ",")


@lru_cache(maxsize=8192)
def format_money(amount: Decimal, currency: str, locale: str) -> str:
    """`amount` in the form of the locale: R$ 80,00."""
    return str(format_currency(amount, currency, locale=babel_locale(locale))).replace(
        "\N{NO-BREAK SPACE}", " "
    )


def format_duration(duration: timedelta | int) -> str:
    """Minutes or a timedelta as "45 min", "1 h", "1 h 30"."""
    minutes = duration if isinstance(duration, int) else int(duration.total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"
