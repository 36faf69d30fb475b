"""How well messages are read: the corpus, phrase by phrase, against what a person would read.

The phrases lie in `corpus/<language>.jsonl`, one a line: `text` and those fields of the
reading that are not empty (names of the example shop, ISO dates, HH:MM), all as written on
`NOW`.
"""

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.understanding import example_shop
from bot.understanding.message import Understood, understand
from bot.understanding.plain import KEYS, as_plain

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=ZoneInfo("America/Sao_Paulo"))  # a Wednesday
LOCALES = {"pt": "pt-BR", "es": "es", "en": "en"}
FIELDS = (*KEYS, "problems")
_FOLDER = Path(__file__).parent / "corpus"
_BOOKED = ("services", "staff", "dependants", "date_from", "date_to", "time_from", "time_to")
_NAMES = {one.key: one.name for one in (*example_shop.SERVICES, *example_shop.STAFF)}
_EMPTY: dict[str, Any] = {
    "services": [],
    "staff": [],
    "dependants": [],
    "alternatives": [],
    "missing": [],
    "problems": [],
    **dict.fromkeys(("date_from", "date_to", "time_from", "time_to"), None),
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """`expected` holds every one of `FIELDS`."""

    language: str
    text: str
    expected: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Graded:
    """`wrong` are the fields that differ. `is_wrong_booking`: it would be booked as read,
    and something in it is not what the customer wrote."""

    phrase: Phrase
    read: Mapping[str, Any]
    wrong: tuple[str, ...]
    ms: float

    @property
    def is_wrong_booking(self) -> bool:
        is_settled = not self.read["missing"] and not self.read["alternatives"]
        differs = any(name in self.wrong for name in _BOOKED)
        return self.read["intent"] == "book" and is_settled and differs


@dataclass(slots=True)
class Grades:
    """Of all phrases, or those of one language: right answers per field, milliseconds, and
    pairs of expected and read intents that differ."""

    phrases: int = 0
    right: Counter[str] = field(default_factory=Counter)
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    ms: list[float] = field(default_factory=list)

    def accuracy(self, name: str) -> float:
        return self.right[name] / self.phrases if self.phrases else 1.0

    def percentile_ms(self, share: float) -> float:
        ordered = sorted(self.ms) or [0.0]
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


@cache
def corpus() -> tuple[Phrase, ...]:
    """All phrases, Portuguese first."""
    return tuple(
        phrase
        for language in LOCALES
        for phrase in phrases_of((_FOLDER / f"{language}.jsonl").read_text("utf-8"), language)
    )


def phrases_of(lines: str, language: str) -> Iterator[Phrase]:
    for line in lines.splitlines():
        given = json.loads(line)
        text = given.pop("text")
        yield Phrase(language, text, {**_EMPTY, **given})


def read_phrase(text: str, language: str) -> Understood:
    """The phrase as it is understood in the example shop."""
    return understand(
        text,
        now=NOW,
        locale=LOCALES[language],
        services=example_shop.SERVICES,
        staff=example_shop.STAFF,
        dependants=example_shop.DEPENDANTS,
    )


def grade(phrase: Phrase) -> Graded:
    begun = time.thread_time()
    understood = read_phrase(phrase.text, phrase.language)
    ms = (time.thread_time() - begun) * 1000
    problems = [one.value for one in understood.problems]
    read = {**as_plain(understood, _NAMES), "problems": problems}
    wrong = tuple(
        name for name in FIELDS if _unordered(read[name]) != _unordered(phrase.expected[name])
    )
    return Graded(phrase, read, wrong, ms)


def _unordered(value: Any) -> Any:
    return sorted(value, key=str) if isinstance(value, list) else value


def graded_corpus(phrases: Iterable[Phrase] | None = None) -> list[Graded]:
    return [grade(phrase) for phrase in (corpus() if phrases is None else phrases)]


def summed(graded: Iterable[Graded]) -> Grades:
    grades = Grades()
    for one in graded:
        grades.phrases += 1
        grades.ms.append(one.ms)
        grades.right.update(name for name in FIELDS if name not in one.wrong)
        if "intent" in one.wrong:
            grades.confused[one.phrase.expected["intent"], one.read["intent"]] += 1
    return grades
