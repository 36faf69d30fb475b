"""Days as limits: antes de sexta, depois do dia 10, de segunda a quarta, menos segunda."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from bot.understanding.calendar_words import any_of, months, weekdays
from bot.understanding.numbers import number_pattern

Span = tuple[date | None, date | None]
DayReader = Callable[[str], Span | None]  # the days that a text speaks of, the first and the last

_ONE = timedelta(days=1)
_WORDS = {
    "before": r"(?<!nao )(?<!no )antes (?:d[aeo]l?|que)|(?<!not )(?<!or )before|previo a",
    "until": r"on or before|ate|hasta|until|till|by|no maximo|no later than|a mas tardar",
    "after": r"depois d[aeo]|apos|passado|passando|despues del?|after|past|pasado",
    "since": (
        r"no sooner than|no earlier than|not before|nao antes d[aeo]|no antes del?"
        r"|a partir d[aeo]l?|desde|starting"
        r"|(?<!day )(?<!days )(?<!week )(?<!weeks )(?<!month )(?<!months )from"
        r"|on or after|as of"
    ),
}
_ARTICLES = (
    r"(?:(?:feriado d[eo]|feriado|festivo del?|holiday of|a|o|el|la|the|no|na|on|dia"
    r"|proxim[ao]|next|essa|esta|this|que vem) )*"
)
_RELATIVE = r"amanha|manana|tomorrow|hoje|hoy|today"


_STRETCH = (
    r"(?:(?:fim|final|fin|end) (?:da|do|de la|del|of the|de|deste|desta|dessa)"
    r" )?(?:(?:es[ts][ae]|this) )?"
    r"(?:semana|mes|week|month)(?: que vem| que viene| proxima| proximo)?|proxim[ao] (?:semana|mes)"
    r"|next (?:week|month)|(?:fim|fin) de semana|weekend"
)
_HOLIDAY = r"(?:natal|navidad|christmas|ano novo|ano nuevo|new years?)"


@lru_cache(maxsize=8)
def _day(locale: str) -> str:
    """A day in any words, with what belongs to it."""
    week, month = any_of(weekdays(locale)), any_of(months(locale))
    number = number_pattern(locale)
    return (
        rf"(?:{_STRETCH}|{_HOLIDAY}|{week}(?: feira)?|{_RELATIVE}"
        rf"|dia (?:[0-9]{{1,2}}/[0-9]{{1,2}}|{number}(?: de {month})?)|[0-9]{{1,2}}/[0-9]{{1,2}}"
        rf"|(?:primeiro|primero|{number})(?:o|st|nd|rd|th)?(?: de| of)? {month}"
        rf"|{month} [0-9]{{1,2}}(?:st|nd|rd|th)?|[0-9]{{1,2}}(?:st|nd|rd|th))"
    )


@lru_cache(maxsize=8)
def _limit(locale: str) -> re.Pattern[str]:
    words = "|".join(rf"(?P<{name}>{pattern})" for name, pattern in _WORDS.items())
    day = _day(locale)
    return re.compile(
        rf"\b(?:{words}) (?!(?:la )?(?:amanha|manana|tomorrow) (?:de manha|a tarde|cedo))"
        rf"(?P<day>{_ARTICLES}(?:{day}|(?<=dia )[0-9]{{1,2}}|(?<=el )[0-9]{{1,2}}(?! ?h)))\b"
    )


@lru_cache(maxsize=8)
def _between(locale: str) -> re.Pattern[str]:
    day = rf"(?:(?:o|a|os|as|el|la|los|the) )*(?:{_day(locale)}|dias? [0-9]{{1,2}})"
    last = rf"{_ARTICLES}(?:{_day(locale)}|[0-9]{{1,2}}(?! ?h)(?: de {any_of(months(locale))})?)"
    return re.compile(
        rf"\b(?P<lead>(?:entre|de|do|da|from|between|del|desde) )?(?P<first>{day})"
        rf" (?P<joint>e|y|and|a|ao|ate|to|al|hasta|until|till|through) (?P<last>{last})\b"
    )


def span_in(plain: str, today: date, locale: str, read: DayReader) -> Span | None:
    """The first and the last day, both included, that a normalized text allows; None where
    it sets no limit. An open end is None, an end in the past none at all."""
    return (
        _in_a_month(plain, locale, read)
        or _between_days(plain, locale, read)
        or _limited(plain, today, locale, read)
    )


def _in_a_month(plain: str, locale: str, read: DayReader) -> Span | None:
    """ "De 10 a 15 de dezembro"."""
    found = _month_span(locale).search(plain)
    if found is None:
        return None
    month = found["month"] or found["before"]
    first, last = (read(f"{found[name] or found[other]} de {month}") for name, other in _ENDS)
    return (first[0], last[1]) if first and last else None


_ENDS = (("a", "c"), ("b", "d"))


@lru_cache(maxsize=8)
def _month_span(locale: str) -> re.Pattern[str]:
    month = any_of(months(locale))
    joint = r"(?:a|ao|al|e|y|to|and|ate|hasta|ate o)(?: el| o| dia)?"
    return re.compile(
        rf"\b(?:de|do|del|entre|from|between|dias?)(?: el| o| os| los)?(?: dias?)?"
        rf" (?P<a>[0-9]{{1,2}})"
        rf" {joint} (?P<b>[0-9]{{1,2}}) (?:de|of) (?P<month>{month})\b"
        rf"|\b(?P<before>{month}) (?P<c>[0-9]{{1,2}})(?:st|nd|rd|th)? {joint} (?P<d>[0-9]{{1,2}})\b"
    )


def _between_days(plain: str, locale: str, read: DayReader) -> Span | None:
    for found in _between(locale).finditer(plain):
        lead = (found["lead"] or "").strip()
        if found["joint"] in ("e", "y", "and") and lead not in ("entre", "between"):
            continue
        if found["joint"] == "a" and not lead and "dia" not in found["first"]:
            continue
        begin, end = read(_first_day(found)), read(_last_day(found))
        first, last = begin[0] if begin else None, end[1] if end else None
        if first and last and first > last:
            last = last + timedelta(days=7) if (first - last).days < 7 else None
        if first and last:
            return first, last
    return None


def _first_day(found: re.Match[str]) -> str:
    """ "Dia 10 a 15 de dezembro" begins in December."""
    month = re.search(r" de [a-z]+$", found["last"])
    first = found["first"].replace("dias ", "dia ")
    is_bare = re.fullmatch(r"(?:\w+ )?dia [0-9]{1,2}", first)
    return first + month[0] if month and is_bare else first


def _last_day(found: re.Match[str]) -> str:
    return re.sub(r"^((?:\w+ )*?)([0-9]{1,2})$", r"\1dia \2", found["last"]).replace(
        "dia dia", "dia"
    )


# "Two days before christmas" is one day.
_COUNTED = re.compile(
    r"\b(?:[0-9]+|uma?|un|dois|dos|tres|quatro|cinco|one|two|three|four|a) (?:dias?|days?) $"
)


def _limited(plain: str, today: date, locale: str, read: DayReader) -> Span | None:
    first: date | None = None
    last: date | None = None
    for found in _limit(locale).finditer(plain):
        word = next(name for name in _WORDS if found[name])
        if word == "after" and found["day"].startswith(("amanha", "manana", "tomorrow")):
            continue
        if _follows_a_weekday(found, locale) or _COUNTED.search(plain[: found.start()]):
            continue
        days = read(found["day"])
        if days is None or None in days:
            continue
        if word == "after":
            first = days[1] + _ONE if days[1] else None
        elif word == "since":
            first = days[0]
        else:
            on = days[0] - _ONE if word == "before" and days[0] else days[1]
            last = max(on, today) if on else None
            first = first or today
    return (first, last) if first else None


def _follows_a_weekday(found: re.Match[str], locale: str) -> bool:
    """ "Saturday after next week" is one day."""
    before = found.string[: found.start()].split()[-1:]
    return before != [] and before[0] in weekdays(locale) and bool(found["after"])


def cut(span: Span, refused: list[date]) -> Span:
    """Without the refused days at its ends; those in its midst stay."""
    first, last = span
    while first and last and first < last and first in refused:
        first += _ONE
    while first and last and last > first and last in refused:
        last -= _ONE
    return first, last


_MASKED = re.compile(
    r"\bdias? (?:[0-9]{1,2}(?: (?:a|ao|e|ou|o|y) [0-9]{1,2}(?! ?h))?)\b(?![:/h])(?! ?h\b)"
    r"|(?<![0-9/.:,-])[0-9]{1,2}[/][0-9]{1,2}(?:[/][0-9]{2,4})?(?![0-9/h:])"
    r"|\bel [0-9]{1,2}\b(?! ?h)|\b[0-9]{1,2}(?:st|nd|rd|th)\b"
)


@lru_cache(maxsize=8)
def _months_days(locale: str) -> re.Pattern[str]:
    month = any_of(months(locale))
    day = rf"(?:primeiro|primero|{number_pattern(locale)})"
    return re.compile(
        rf"\b(?:dia )?{day}(?:o|st|nd|rd|th)?(?: de| of)? {month}\b"
        rf"|\b{month} [0-9]{{1,2}}(?:st|nd|rd|th)?\b(?![:h])"
        rf"|\bdia {number_pattern(locale)}\b(?![:/h])"
    )


def without_days(plain: str, locale: str) -> str:
    """The text without its days of the calendar, whose numbers are no hours."""
    return " ".join(_MASKED.sub(" dia ", _months_days(locale).sub(" dia ", plain)).split())
