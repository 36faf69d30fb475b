"""Days: "amanhã", "sexta que vem", "dia 12", "12/12", "el viernes", "next friday".

A weekday means its next coming after today; the same weekday as today is today only when
"hoje" is said, else in a week. "que vem", "próxima" and "next" mean the weekday of the
following week (Monday to Sunday), as Brazilians mostly do.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

IMPOSSIBLE = "impossible"
PAST = "past"

_WEEKDAYS = {
    "segunda": 0, "lunes": 0, "monday": 0, "mon": 0,
    "terca": 1, "martes": 1, "tuesday": 1, "tue": 1,
    "quarta": 2, "miercoles": 2, "wednesday": 2, "wed": 2,
    "quinta": 3, "jueves": 3, "thursday": 3, "thu": 3,
    "sexta": 4, "viernes": 4, "friday": 4, "fri": 4,
    "sabado": 5, "saturday": 5, "sat": 5,
    "domingo": 6, "sunday": 6, "sun": 6,
}  # fmt: skip
_MONTHS = {
    "janeiro": 1, "jan": 1, "enero": 1, "january": 1,
    "fevereiro": 2, "fev": 2, "febrero": 2, "february": 2, "feb": 2,
    "marco": 3, "mar": 3, "marzo": 3, "march": 3,
    "abril": 4, "abr": 4, "april": 4, "apr": 4,
    "maio": 5, "mai": 5, "mayo": 5, "may": 5,
    "junho": 6, "jun": 6, "junio": 6, "june": 6,
    "julho": 7, "jul": 7, "julio": 7, "july": 7,
    "agosto": 8, "ago": 8, "august": 8, "aug": 8,
    "setembro": 9, "set": 9, "septiembre": 9, "september": 9, "sep": 9,
    "outubro": 10, "out": 10, "octubre": 10, "october": 10, "oct": 10,
    "novembro": 11, "nov": 11, "noviembre": 11, "november": 11,
    "dezembro": 12, "dez": 12, "diciembre": 12, "december": 12, "dec": 12,
}  # fmt: skip
_NUMBERS = {
    "um": 1, "uma": 1, "un": 1, "una": 1, "a": 1, "one": 1, "dois": 2, "duas": 2, "dos": 2,
    "two": 2, "tres": 3, "three": 3, "quatro": 4, "cuatro": 4, "four": 4, "cinco": 5,
    "five": 5, "seis": 6, "six": 6, "sete": 7, "siete": 7, "seven": 7, "dez": 10, "quinze": 15,
    "quince": 15,
}  # fmt: skip

_DAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_COUNT = r"(\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"

_AFTER_TOMORROW = re.compile(
    r"\b(depois de amanha|depois d amanha|pasado manana|(the )?day after tomorrow)\b"
)
_TOMORROW = re.compile(r"\b(amanha|tomorrow)\b")
# "mañana" is tomorrow, but "por la mañana" and "de la mañana" are the morning.
_MANANA = re.compile(r"(?<!la )(?<!esta )\bmanana\b")
_TODAY = re.compile(r"\b(hoje|hoy|today|tonight|agora|now|esta noche|hoje a noite)\b")
_YESTERDAY = re.compile(r"\b(ontem|anteontem|ayer|anteayer|yesterday)\b")
_IN_DAYS = re.compile(rf"\b(?:daqui a?|em|dentro de|en|in)\s+{_COUNT}\s+(?:dias?|days?)\b")
_IN_WEEKS = re.compile(rf"\b(?:daqui a?|em|dentro de|en|in)\s+{_COUNT}\s+(?:semanas?|weeks?)\b")
_NUMERIC = re.compile(r"(?<![\d/:.])(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}|\d{2}))?(?![\d/:])")
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:o|st|nd|rd|th)?\s*(?:de\s+|of\s+)?({_MONTH})\b")
_MONTH_DAY = re.compile(rf"\b({_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?\b")
_DAY_ONLY = re.compile(r"\b(?:dia|el dia|on the|el|the)\s+(\d{1,2})(?:st|nd|rd|th)?\b(?!\s*[h:])")
_NEXT_WEEKDAY = re.compile(
    rf"\b(?:proxim[ao]|next)\s+({_DAY})\b|"
    rf"\b({_DAY})(?:\s+feira)?\s+(?:que vem|que viene|da semana que vem|da outra semana|proxim[ao])"
)
_WEEKDAY = re.compile(rf"\b({_DAY})\b")


@dataclass(frozen=True, slots=True)
class DateReading:
    """`on` is the day; `alternatives` further right readings ("12/11" in English).

    `problem` is IMPOSSIBLE for a day that no calendar has and PAST for one gone by; then
    `on` is None.
    """

    on: date | None = None
    alternatives: tuple[date, ...] = ()
    problem: str = ""


def read_date(words: str, today: date, locale: str) -> DateReading | None:
    """The day that these normalised words name; None when they name none."""
    if _YESTERDAY.search(words):
        return DateReading(problem=PAST)
    relative = _relative(words, today)
    if relative is not None:
        return DateReading(relative)
    for reader in (_numeric, _named_month, _next_weekday, _weekday, _day_only):
        reading = reader(words, today, locale)
        if reading is not None:
            return reading
    return None


def _relative(words: str, today: date) -> date | None:
    if _AFTER_TOMORROW.search(words):
        return today + timedelta(days=2)
    if _TOMORROW.search(words) or _MANANA.search(words):
        return today + timedelta(days=1)
    if match := _IN_DAYS.search(words):
        return today + timedelta(days=_count(match[1]))
    if match := _IN_WEEKS.search(words):
        return today + timedelta(weeks=_count(match[1]))
    return today if _TODAY.search(words) else None


def _numeric(words: str, today: date, locale: str) -> DateReading | None:
    match = _NUMERIC.search(words)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[2]), _year(match[3])
    day_first = _coming(first, second, year, today)
    month_first = _coming(second, first, year, today)
    readings = [month_first, day_first] if locale == "en" else [day_first]
    days = [reading.on for reading in readings if reading.on is not None]
    if not days:
        return readings[0]
    return DateReading(days[0], tuple(dict.fromkeys(day for day in days[1:] if day != days[0])))


def _named_month(words: str, today: date, locale: str) -> DateReading | None:
    if match := _DAY_MONTH.search(words):
        return _coming(int(match[1]), _MONTHS[match[2]], None, today)
    if match := _MONTH_DAY.search(words):
        return _coming(int(match[2]), _MONTHS[match[1]], None, today)
    return None


def _next_weekday(words: str, today: date, locale: str) -> DateReading | None:
    match = _NEXT_WEEKDAY.search(words)
    if match is None:
        return None
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=1)
    return DateReading(monday + timedelta(days=_WEEKDAYS[match[1] or match[2]]))


def _weekday(words: str, today: date, locale: str) -> DateReading | None:
    match = _WEEKDAY.search(words)
    if match is None:
        return None
    ahead = (_WEEKDAYS[match[1]] - today.weekday()) % 7 or 7
    return DateReading(today + timedelta(days=ahead))


def _day_only(words: str, today: date, locale: str) -> DateReading | None:
    match = _DAY_ONLY.search(words)
    if match is None:
        return None
    day = int(match[1])
    if not 1 <= day <= 31:
        return DateReading(problem=IMPOSSIBLE)
    year, month = today.year, today.month
    for _ in range(13):  # the next month that has this day
        if day <= calendar.monthrange(year, month)[1] and date(year, month, day) >= today:
            return DateReading(date(year, month, day))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return DateReading(problem=IMPOSSIBLE)


def _coming(day: int, month: int, year: int | None, today: date) -> DateReading:
    """A day and month: this year's, or next year's once that has gone by."""
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(2024, month)[1]:
        return DateReading(problem=IMPOSSIBLE)
    for candidate in (year,) if year is not None else (today.year, today.year + 1):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if found >= today:
            return DateReading(found)
        if year is not None:
            return DateReading(problem=PAST)
    return DateReading(problem=IMPOSSIBLE)


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)


def _count(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text]
