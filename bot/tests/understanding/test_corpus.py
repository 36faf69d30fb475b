"""The phrases of the corpus, read in the example shop, against what a person would read."""

from collections import Counter
from functools import cache

import pytest

from bot.understanding.asked import INTENTS
from bot.understanding.grading import FIELDS, LOCALES, Grades, corpus, grade, graded_corpus, summed

FEWEST = {"pt": 400, "es": 150, "en": 150}


@cache
def grades_of(language: str) -> Grades:
    return summed(grade(phrase) for phrase in corpus() if phrase.language == language)


def test_the_corpus_is_large_enough_and_has_no_phrase_twice() -> None:
    counted = Counter(phrase.language for phrase in corpus())
    doubles = Counter((phrase.language, phrase.text) for phrase in corpus())

    assert all(counted[language] >= fewest for language, fewest in FEWEST.items())
    assert [text for text, count in doubles.items() if count > 1] == []


def test_every_intent_is_in_every_language() -> None:
    told = {(phrase.language, phrase.expected["intent"]) for phrase in corpus()}

    assert {(language, intent) for language in LOCALES for intent in INTENTS} - told == set()


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("name", FIELDS)
def test_each_field_is_read_right_in_95_of_100(language: str, name: str) -> None:
    assert grades_of(language).accuracy(name) >= 0.95


def test_no_phrase_would_be_booked_wrong() -> None:
    assert [one.phrase.text for one in graded_corpus() if one.is_wrong_booking] == []


def test_a_wrong_booking_is_told_from_a_question() -> None:
    """The test above can fail: a settled booking for another day is one."""
    phrase = next(one for one in corpus() if one.text.startswith("escova") or "escova" in one.text)
    moved = type(phrase)(
        phrase.language,
        "escova com a Ana sexta às 10h",
        {**phrase.expected, "intent": "book", "date_from": "2026-11-21"},
    )

    graded = grade(moved)

    assert "date_from" in graded.wrong
    assert graded.is_wrong_booking


def test_a_message_takes_less_than_5_ms() -> None:
    graded_corpus()  # compile the patterns first

    assert summed(graded_corpus()).percentile_ms(0.95) < 5
