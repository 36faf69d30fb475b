"""Days by their distance or their name: amanhã, daqui a 3 dias, sexta que vem, fim de semana."""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from bot.understanding.calendar_words import any_of, short_weekdays, weekdays
from bot.understanding.impossible import Impossible
from bot.understanding.numbers import number_pattern, read_number

WEEK = 7
SHORT_TEXT = 3  # words
_SATURDAY = 5

_UNITS = {
    "fortnight": 14,
    "quincena": 15,
    "dia": 1,
    "day": 1,
    "semana": WEEK,
    "week": WEEK,
    "quinzena": 15,
}
_UNIT = r"(?P<unit>dia|day|semana|week|mes|month|quinzena|quincena|fortnight)(?:e?s)?\b"


@lru_cache(maxsize=8)
def _counted(locale: str) -> re.Pattern[str]:
    number = number_pattern(locale)
    return re.compile(
        rf"\b(?:daqui(?: a)?|dentro de|em|en|de aqui a|de hoje a|de hoy en|in|within)"
        rf"(?: uns| umas| unos| unas| about| around| like)? (?P<n>{number}) {_UNIT}"
        rf"|\b(?P<n2>{number}) (?P<unit2>day|week|month|fortnight)s? from (?:now|today)\b"
    )


def counted(plain: str, today: date, locale: str) -> list[date] | None:
    """Daqui a 3 dias, em duas semanas, in 3 days."""
    found = _counted(locale).search(plain)
    if found is None:
        return None
    number = read_number(found["n"] or found["n2"], locale) or 0
    unit = found["unit"] or found["unit2"]
    named = _weekday(locale).search(plain)
    if named and unit in ("semana", "week", "fortnight"):
        monday = today - timedelta(days=today.weekday())
        weeks = number * _UNITS[unit] // WEEK
        return [monday + timedelta(days=WEEK * weeks + weekdays(locale)[named["day"]])]
    if unit in _UNITS:
        on = today + timedelta(days=number * _UNITS[unit])
        if named and number >= WEEK:  # "daqui a 15 dias, na quarta": the nearest one
            apart = (weekdays(locale)[named["day"]] - on.weekday() + 3) % WEEK - 3
            return [on + timedelta(days=apart)]
        return [on]
    months = today.year * 12 + today.month - 1 + number
    year, month = divmod(months, 12)
    return [date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))]


_NEAR = (
    (re.compile(r"\b(?:depois (?:de|da) amanha|pasado manana|(?:the )?day after tomorrow)\b"), 2),
    (
        re.compile(
            r"(?<=amanha ou )(?:no )?(?:outro dia|depois)\b(?! d[aeo]s? (?:almoco|[0-9]|amanha))"
        ),
        2,
    ),
    (re.compile(r"\b(?:amanha|tomorrows?|(?<!la )(?<!de )manana)\b"), 1),
    (
        re.compile(
            r"\b(?:hoje(?! em dia)|hoy(?! en dia)|todays?|tonight|esta noche|(?:es|nes"
            r"|des)[st]a (?:tarde|noite)|this"
            r" (?:afternoon|evening|arvo))\b"
        ),
        0,
    ),
)


def near(plain: str, today: date, locale: str) -> list[date] | None:
    """Hoje, amanhã, depois de amanhã; all that are named, the nearest first."""
    named = []
    for pattern, days in _NEAR:
        plain, count = pattern.subn(" ", plain)
        if count:
            named.append(today + timedelta(days=days))
    return named[::-1] or None


_NEXT_WEEK = (
    r"(?:semana que vem|proxima semana|outra semana|semana seguinte|semana que viene"
    r"|semana proxima"
    r"|next week|week after this)"
)
_THIS_WEEK = r"(?:(?:es[ts]a|nes[ts]a|des[ts]a) (?:mesma )?semana|this week)"
_WEEKEND = r"(?:fi[mn](?:al)? de semana|weekend)"
_START = r"(?:comeco|inicio|comecinho|comienzo|principio|principios|beginning|start|early)"
_END = r"(?:fim|final|finzinho|fin|end|finales|late)"
_OF_THE = r"(?:da|de|de la|of)?"
# "A segunda opção" is no Monday, nor is that of carnival one of ours.
_NO_DAY = (
    r"(?:opcao|opcion|vez|via|pessoa|alternativa|parte|dose|sessao|de carnaval|de cinzas|santa)"
)
_NEXT = re.compile(rf"\b{_NEXT_WEEK}\b")


@lru_cache(maxsize=8)
def _weekday(locale: str) -> re.Pattern[str]:
    return re.compile(
        r"\b(?:(?P<pre>proxim[ao]|next|es[ts][ae]|nes[ts][ae]|des[ts][ae]|this|coming"
        r"|outr[ao]|otr[ao]|last|(?:(?:a|one|two|three|2|3) )?weeks? (?:on|from|after)) )?"
        rf"(?P<day>{any_of(weekdays(locale))})s?\b(?! {_NO_DAY})"
        r"(?P<post> (?:feira )?(?:week|que vem|que viene|proxim[ao]|seguinte|passad[ao]"
        r"|pasad[ao]))?"
    )


def weekday(plain: str, today: date, locale: str) -> list[date] | Impossible | None:
    """Sexta, sexta que vem, next friday; all that are named, each with its other reading."""
    meant: list[date] = []
    others: list[date] = []
    is_next_week = bool(_NEXT.search(plain))
    for found in _weekday(locale).finditer(plain):
        pre, post = found["pre"] or "", (found["post"] or "").strip()
        if pre == "last" or post.endswith(("passado", "passada", "pasado", "pasada")):
            return Impossible.PAST
        on_number = numbered(plain[found.end() :], today, weekdays(locale)[found["day"]])
        if on_number:
            meant.append(on_number)
            continue
        on, other = _coming(today, weekdays(locale)[found["day"]], is_next_week, pre, post)
        meant.append(on)
        others += other
    if not meant and len(plain.split()) <= SHORT_TEXT:
        short = short_weekdays(locale)
        meant = [_after(today, short[word]) for word in plain.split() if word in short]
    return list(dict.fromkeys(meant + others)) or None


_NUMBER_AFTER = re.compile(
    r" (?:feira )?(?:(?:dia |the )([0-9]{1,2})|(1[3-9]|2[0-9]|3[01]))\b(?![:h/]| horas?)"
)
_WEEKS_FROM = {"two": 2, "2": 2, "three": 3, "3": 3}


def numbered(rest: str, today: date, day: int) -> date | None:
    """ "Terça 24" where the 24th is a Tuesday soon."""
    found = _NUMBER_AFTER.match(rest)
    if found is None:
        return None
    coming = (today + timedelta(days=ahead) for ahead in range(2 * 31))
    return next(
        (on for on in coming if (on.day, on.weekday()) == (int(found[1] or found[2]), day)), None
    )


def _coming(
    today: date, day: int, is_next_week: bool, pre: str, post: str
) -> tuple[date, list[date]]:
    """The day meant, and the other one that may have been."""
    nearest = today + timedelta(days=(day - today.weekday()) % WEEK)
    if post == "week" or "week" in pre:
        weeks = _WEEKS_FROM.get(pre.partition(" ")[0], 1)
        return _after(today, day) + timedelta(days=weeks * WEEK), []
    if is_next_week or pre.startswith(("proxim", "next", "outr", "otr")) or post:
        on = _next_monday(today) + timedelta(days=day)
        later = _after(today, day)
        return on, [] if is_next_week or later == on else [later]
    if pre:
        return nearest, []
    return _after(today, day), [today] if nearest == today else []


def _after(today: date, day: int) -> date:
    return today + timedelta(days=(day - today.weekday() - 1) % WEEK + 1)


def _next_monday(today: date) -> date:
    return today + timedelta(days=WEEK - today.weekday())


_STRETCHES = {
    "weekend after next": re.compile(r"\bweekend after next\b"),
    "week after next": re.compile(r"\bweek after next\b"),
    "next weekend": re.compile(
        rf"\b(?:{_WEEKEND} que vem|{_WEEKEND} que viene|(?:proximo|next|outro) {_WEEKEND})\b"
    ),
    "weekend": re.compile(rf"\b{_WEEKEND}\b"),
    "start of next week": re.compile(rf"\b{_START} {_OF_THE} {_NEXT_WEEK}\b"),
    "end of next week": re.compile(rf"\b{_END} {_OF_THE} {_NEXT_WEEK}\b"),
    "end of week": re.compile(
        rf"\b{_END} (?:da|de la|of the|dessa|desta|de esta) (?:semana|week)\b"
    ),
    "next week": _NEXT,
    "this week": re.compile(rf"\b{_THIS_WEEK}\b"),
    "next month": re.compile(
        r"\b(?:mes que vem|proximo mes|mes que viene|mes proximo|next month)\b"
    ),
    "this month": re.compile(r"\b(?:(?:es[ts]e|nes[ts]e|ainda es[ts]e) mes|this month)\b"),
}


def stretch(plain: str, today: date, locale: str) -> tuple[date, date] | None:
    """Semana que vem, fim de semana, mês que vem: first and last day."""
    name = next((name for name, one in _STRETCHES.items() if one.search(plain)), None)
    monday = _next_monday(today)
    month_end = today.replace(day=monthrange(today.year, today.month)[1])
    next_month = month_end + timedelta(days=1)
    saturday = monday - timedelta(days=WEEK - _SATURDAY)
    spans = {
        "weekend after next": (
            saturday + timedelta(days=2 * WEEK),
            saturday + timedelta(days=2 * WEEK + 1),
        ),
        "week after next": (monday + timedelta(days=WEEK), monday + timedelta(days=2 * WEEK - 1)),
        "next weekend": (saturday + timedelta(days=WEEK), monday + timedelta(days=WEEK - 1)),
        "weekend": (max(saturday, today), monday - timedelta(days=1)),
        "start of next week": (monday, monday + timedelta(days=2)),
        "end of next week": (monday + timedelta(days=3), monday + timedelta(days=WEEK - 1)),
        "end of week": (max(saturday - timedelta(days=2), today), monday - timedelta(days=1)),
        "next week": (monday, monday + timedelta(days=WEEK - 1)),
        "this week": (today, monday - timedelta(days=1)),
        "next month": (
            next_month,
            next_month.replace(day=monthrange(next_month.year, next_month.month)[1]),
        ),
        "this month": (today, month_end),
    }
    return spans[name] if name else None


_OVER = re.compile(
    r"\b(?:ontem|anteontem|ayer|anteayer|antier|yesterday|(?:semana|mes|dia|feira) (?:passad[ao]"
    r"|que passou|que paso)"
    r"|(?:semana|mes) pasad[ao]|last (?:week|month|night))\b"
)


def over(plain: str, today: date, locale: str) -> Impossible | None:
    """Ontem, semana passada."""
    return Impossible.PAST if _OVER.search(plain) else None
