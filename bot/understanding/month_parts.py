"""Stretches of a month: primeira semana de dezembro, fim do mês, em janeiro."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from bot.understanding.calendar_words import any_of, months, weekdays

_WEEKS = {
    "primeir": 1,
    "primer": 1,
    "first": 1,
    "segund": 2,
    "second": 2,
    "terceir": 3,
    "tercer": 3,
    "third": 3,
    "ultim": 0,
    "last": 0,
}
_ORDINAL = r"(?P<nth>primeira|primera|first|segunda|second|terceira|tercera|third|ultima|last)"
_PART = (
    r"(?P<part>comecinho|comeco|inicio|principios?|comienzos?|beginning|start|early|meados|fines"
    r"|meio|metade"
    r"|mediados|middle|mid|fi[mn]|finzinho|final|finais|finales|end|late)"
)
_NEXT = r"(?P<next>mes que vem|proximo mes|mes que viene|proximo mes|mes proximo|next month)"
_THIS = r"(?P<this>mes|es[ts]e mes|nes[ts]e mes|the month|this month)"
_OF = r"(?: d[eo]l?| of(?: the)?| de este| des[ts]e)?(?: o| el)?"


@lru_cache(maxsize=8)
def _stretch(locale: str) -> re.Pattern[str]:
    month = f"(?P<month>{any_of(_long(locale))})"
    whole = any_of(_long(locale)).replace("(?:", "(?P<whole>")
    return re.compile(
        rf"\b(?:{_ORDINAL} (?:semana|week|(?P<half>quinzena|quincena|half))|{_PART}){_OF}"
        rf" (?:{month}|{_NEXT}|{_THIS})\b"
        rf"|(?:^|\b(?:em|en|in|para|for|durante|during|(?:no |el )?mes de) ){whole}$"
        rf"|\b(?:em|en|in|durante|during|mes de) {whole.replace('<whole>', '<inside>')}"
        r"\b(?! [0-9])"
    )


def _long(locale: str) -> dict[str, int]:
    """Names in full; abbreviations are words of their own."""
    return {word: number for word, number in months(locale).items() if len(word) > 3}


# "Mês que vem, na primeira semana".
_TURNED = re.compile(
    rf"\b({_NEXT}) (?:na |no |en la |a |la |the |in the |logo )?((?:primeira|primera|first|segunda"
    r"|second|terceira|tercera|third|ultima|last) (?:semana|week|quinzena|quincena)"
    r"|(?:no |bem no )?(?:comeco|inicio|final|fim|meio|principio))\b"
)


def month_part(plain: str, today: date, locale: str) -> tuple[date, date] | None:
    """First and last day, not before today. The beginning, the middle and the end of a month
    have ten days each."""
    found = _stretch(locale).search(_TURNED.sub(r"\3 \1", plain))
    if found is None:
        return None
    year, month = _month(found, today, locale)
    first, last = _days(found, monthrange(year, month)[1])
    end = date(year, month, last)
    return (max(date(year, month, first), today), end) if end >= today else None


@lru_cache(maxsize=8)
def _nth(locale: str) -> re.Pattern[str]:
    day, month = any_of(weekdays(locale)), any_of(_long(locale))
    ordinal = _ORDINAL.replace(
        "primera|", "primera|primeiro|primer|segundo|terceiro|tercer|ultimo|"
    )
    return re.compile(
        rf"\b{ordinal} (?P<day>{day}){_OF} (?:(?P<month>{month})|{_NEXT}|{_THIS})\b"
        "(?P<whole>)(?P<inside>)"
    )


def nth_weekday(plain: str, today: date, locale: str) -> list[date] | None:
    """The first Monday of December."""
    found = _nth(locale).search(plain)
    if found is None:
        return None
    year, month = _month(found, today, locale)
    wanted = weekdays(locale)[found["day"]]
    days = [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
    named = [on for on in days if on.weekday() == wanted]
    nth = next(number for stem, number in _WEEKS.items() if found["nth"].startswith(stem))
    on = named[nth - 1]
    return [on] if on >= today else None


def _month(found: re.Match[str], today: date, locale: str) -> tuple[int, int]:
    named = found["month"] or found["whole"] or found["inside"]
    if named:
        month = months(locale)[named]
        return today.year + int(month < today.month), month
    if found["next"]:
        return (today.year + 1, 1) if today.month == 12 else (today.year, today.month + 1)
    return today.year, today.month


def _days(found: re.Match[str], length: int) -> tuple[int, int]:
    if found["nth"] and found["half"]:
        return (1, 15) if found["nth"].startswith(("prim", "fir")) else (16, length)
    if found["nth"]:
        nth = next(number for stem, number in _WEEKS.items() if found["nth"].startswith(stem))
        return (7 * nth - 6, 7 * nth) if nth else (length - 6, length)
    part = found["part"]
    if not part:
        return 1, length
    if part.startswith(("com", "ini", "prin", "beg", "sta", "ear")):
        return 1, 10
    return (11, 20) if part.startswith(("me", "mi")) else (21, length)
