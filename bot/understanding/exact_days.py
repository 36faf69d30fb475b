"""Days of the calendar: 12/12, 12 de dezembro, dia 12."""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from bot.understanding.calendar_words import any_of, months
from bot.understanding.impossible import Impossible
from bot.understanding.numbers import CARDINALS, number_pattern, read_number

Found = list[date] | Impossible | None
TOO_FAR_DAYS = 300

_ISO = re.compile(r"(?<![0-9/-])(20[0-9]{2})-([0-9]{1,2})-([0-9]{1,2})(?![0-9/-])")
_NUMERIC = re.compile(
    r"(?P<dia>\bdia )?(?<![0-9/.:,-])(?P<a>[0-9]{1,2})(?P<sep>[/.-])(?P<b>[0-9]{1,2})"
    r"(?:(?P=sep)(?P<year>[0-9]{4}|[0-9]{2}))?(?![0-9/:h,])(?!\.[0-9])(?!-[0-9])"
)


def numeric(plain: str, today: date, locale: str) -> Found:
    """2026-12-12, 12/12, 12/12/26; with dots or hyphens only beside a year or "dia"."""
    iso = _ISO.search(plain)
    if iso:
        return _checked(int(iso[1]), int(iso[2]), int(iso[3]), today)
    for found in _NUMERIC.finditer(plain):
        if found["sep"] != "/" and not (found["year"] or found["dia"]):
            continue
        day, month = int(found["a"]), int(found["b"])
        year = _year(found["year"])
        best = _dated(day, month, year, today)
        if locale != "en" or day == month:
            return best
        other = _dated(month, day, year, today)
        if isinstance(best, list):
            return best + other if isinstance(other, list) else best
        return other if isinstance(other, list) else best
    return None


@lru_cache(maxsize=8)
def _spelled(locale: str) -> re.Pattern[str]:
    month, day = any_of(months(locale)), number_pattern(locale)
    year = r"(?: (?:d[eo]l? )?(?P<{}>20[0-9]{{2}})\b)?"
    return re.compile(
        rf"\b(?P<d1>{day}|primeiro|primero)(?:o|st|nd|rd|th)?(?: de| of| do mes de"
        rf"|/)?[ ]?\b(?P<m1>{month})\b"
        + year.format("y1")
        + rf"|\b(?P<m2>{month}) (?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?\b(?![:h])"
        + year.format("y2")
    )


def spelled(plain: str, today: date, locale: str) -> Found:
    """12 de dezembro, 12 dez 2026, Dec 12, the 12th of December."""
    for found in _spelled(locale).finditer(plain):
        word = found["d1"] or found["d2"]
        day = 1 if word in ("primeiro", "primero") else read_number(word, locale)
        if day is None or word in ("a", "an"):
            continue
        month = months(locale)[found["m1"] or found["m2"]]
        return _dated(day, month, _year(found["y1"] or found["y2"]), today)
    return None


@lru_cache(maxsize=8)
def _week_of(locale: str) -> re.Pattern[str]:
    month = any_of(months(locale))
    return re.compile(
        rf"\b(?:semana|week) (?:que comeca |starting )?(?:d[aeo]l?|of|en)?(?: the| o| el| dia"
        rf"| em| on)*"
        rf" (?P<day>(?:{number_pattern(locale)})(?:st|nd|rd|th)?(?: (?:de|of) {month}"
        rf"|/[0-9]{{1,2}}|\b)"
        rf"|{month} [0-9]{{1,2}}(?:st|nd|rd|th)?)"
    )


def week_of(plain: str, today: date, locale: str) -> tuple[date, date] | None:
    """ "Semana do dia 7", "the week of December 7": Monday to Sunday, not before today."""
    found = _week_of(locale).search(plain)
    if found is None:
        return None
    named = found["day"] if "/" in found["day"] or " " in found["day"] else f"dia {found['day']}"
    named = re.sub(r"(?<=[0-9])(?:st|nd|rd|th)", "", named)
    days = numeric(named, today, locale) or spelled(named, today, locale)
    days = days or day_of_month(named, today, locale)
    if not isinstance(days, list):
        return None
    monday = days[0] - timedelta(days=days[0].weekday())
    return max(monday, today), monday + timedelta(days=6)


_HOLIDAYS = (
    (r"vespera d[eo] natal|noche ?buena|christmas eve", 24, 12),
    (r"vespera d[eo] ano novo|reveillon|noche ?vieja|new years? eve", 31, 12),
    (r"(?:o |no |dia de )?natal|navidad|christmas(?: day)?", 25, 12),
    (r"ano novo|ano nuevo|new years?(?: day)?", 1, 1),
)


def holiday(plain: str, today: date, locale: str) -> Found | tuple[date, date]:
    """Natal, véspera de ano novo: those that are on the same day every year, everywhere."""
    for pattern, day, month in _HOLIDAYS:
        found = re.search(rf"\b(?P<week>semana d[eo] |week of )?(?:{pattern})\b", plain)
        if found is None:
            continue
        dated = _dated(day, month, None, today)
        if found["week"] and isinstance(dated, list):
            monday = dated[0] - timedelta(days=dated[0].weekday())
            return max(monday, today), monday + timedelta(days=6)
        return dated
    return None


_NEXT_MONTH = re.compile(
    r"\b(?:mes que vem|proximo mes|mes seguinte|mes que viene|mes proximo|next month)\b"
)
_DAY_WORDS = {
    locale: "|".join(sorted(words, key=len, reverse=True)) for locale, words in CARDINALS.items()
}


@lru_cache(maxsize=8)
def _day_of_month(locale: str) -> re.Pattern[str]:
    words = _DAY_WORDS.get(locale, "[0-9]")
    return re.compile(
        rf"\bdia (?P<dia>[0-9]{{1,2}}|primeiro|primero|{words})o?\b(?![/:h])"
        r"|\b(?:on the|the) (?P<the>[0-9]{1,2})(?:st|nd|rd|th)\b"
        r"|\b(?P<th>1[1-9]|2[0-9]|3[01])(?:st|nd|rd|th)\b"
        r"|\bel (?P<el>1[1-9]|[2-9][0-9])\b(?![/:h])"
        r"|\bel (?P<small>[1-9]|10) (?=a las? |por la |en la |de la |despues |antes )"
    )


def day_of_month(plain: str, today: date, locale: str) -> Found:
    """Dia 12, el 12, the 12th: the next one, or that of next month when said so."""
    found = _day_of_month(locale).search(plain)
    if found is None:
        return None
    word = next(group for group in found.groups() if group)
    day = 1 if word in ("primeiro", "primero") else read_number(word, locale)
    if day is None or not 1 <= day <= 31:
        return Impossible.NO_SUCH_DATE
    if _NEXT_MONTH.search(plain):
        year, month = _following(today.year, today.month)
        return _checked(year, month, day, today)
    year, month = today.year, today.month
    if day < today.day:
        year, month = _following(year, month)
    while day > monthrange(year, month)[1]:
        year, month = _following(year, month)
    return [date(year, month, day)]


def _dated(day: int, month: int, year: int | None, today: date) -> Found:
    if year is not None:
        return _checked(year, month, day, today)
    coming = today.year + int((month, day) < (today.month, today.day))
    found = _checked(coming, month, day, today)
    if isinstance(found, list) and (found[0] - today).days > TOO_FAR_DAYS:
        return Impossible.PAST
    return found


def _checked(year: int, month: int, day: int, today: date) -> Found:
    try:
        found = date(year, month, day)
    except ValueError:
        return Impossible.NO_SUCH_DATE
    return Impossible.PAST if found < today else [found]


def _year(written: str | None) -> int | None:
    if not written:
        return None
    return int(written) if len(written) == 4 else 2000 + int(written)


def _following(year: int, month: int) -> tuple[int, int]:
    return (year + 1, 1) if month == 12 else (year, month + 1)
