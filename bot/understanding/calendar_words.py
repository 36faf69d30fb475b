"""Weekdays and months as people write them."""

import re
from functools import lru_cache

# Monday is 0. Words that mean the same in all three languages, or nothing in the other two.
_WEEKDAYS = (
    ("segunda feira", "lunes", "monday"),
    ("terca feira", "martes", "tuesday"),
    ("quarta feira", "miercoles", "wednesday"),
    ("quinta feira", "jueves", "thursday"),
    ("sexta feira", "viernes", "friday"),
    ("sabado", "saturday"),
    ("domingo", "sunday"),
)
_OWN_WEEKDAYS = {
    "pt-BR": ("segunda", "terca", "quarta", "quinta", "sexta"),
}
_SHORT_WEEKDAYS = {
    "pt-BR": {"ter": 1, "sex": 4, "2a": 0, "3a": 1, "4a": 2, "5a": 3, "6a": 4},
    "en": {"wed": 2, "sat": 5, "sun": 6},
}

_MONTHS = (
    ("janeiro", "enero", "january", "jan", "ene"),
    ("fevereiro", "febrero", "february", "fev", "feb"),
    ("marco", "marzo", "march", "mar"),
    ("abril", "april", "abr", "apr"),
    ("maio", "mayo", "may"),
    ("junho", "junio", "june", "jun"),
    ("julho", "julio", "july", "jul"),
    ("agosto", "august", "aug"),
    ("setembro", "septiembre", "setiembre", "september", "sep", "sept"),
    ("outubro", "octubre", "october", "oct"),
    ("novembro", "noviembre", "november", "nov"),
    ("dezembro", "diciembre", "december", "dic", "dec"),
)
# Words of everyday English ("out", "set", "ago").
_OWN_MONTHS = {"mai": 5, "ago": 8, "set": 9, "out": 10, "dez": 12}


@lru_cache(maxsize=8)
def weekdays(locale: str) -> dict[str, int]:
    """Word to weekday; the bare "segunda"..."sexta" count in Portuguese only."""
    found = {word: day for day, words in enumerate(_WEEKDAYS) for word in words}
    own = enumerate(_OWN_WEEKDAYS.get(locale, ()))
    return found | {word: day for day, word in own if word}


def short_weekdays(locale: str) -> dict[str, int]:
    """Abbreviations that are words of their own: for texts that are little else."""
    return _SHORT_WEEKDAYS.get(locale, {})


@lru_cache(maxsize=8)
def months(locale: str) -> dict[str, int]:
    """Word to month, from 1."""
    found = {word: number for number, words in enumerate(_MONTHS, 1) for word in words}
    return found if locale == "en" else found | _OWN_MONTHS


def any_of(words: dict[str, int]) -> str:
    """A pattern of these words, the longest first."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, ordered)) + ")"
