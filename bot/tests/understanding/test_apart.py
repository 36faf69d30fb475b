"""Several visits in one message: each service stays on its own day."""

from datetime import date

import pytest

from bot.understanding.grading import read_phrase
from bot.understanding.message import Alternative

THURSDAY, FRIDAY = date(2026, 11, 19), date(2026, 11, 20)


@pytest.mark.parametrize(
    ("language", "text", "first", "second"),
    [
        ("pt", "quero banho quinta e tosa sexta", "Banho", "Tosa"),
        ("pt", "quinta banho, sexta tosa", "Banho", "Tosa"),
        ("pt", "escova na quinta ou manicure na sexta", "Escova", "Manicure"),
        ("es", "corte el jueves y barba el viernes", "Corte", "Barba"),
        (
            "en",
            "a bath on thursday and a massage modeladora friday",
            "Banho",
            "Massagem modeladora",
        ),
    ],
)
def test_two_services_on_two_days(language: str, text: str, first: str, second: str) -> None:
    read = read_phrase(text, language)

    assert read.services == (first,)
    assert (read.date_from, read.date_to) == (THURSDAY, THURSDAY)
    another = Alternative(services=(second,), date_from=FRIDAY, date_to=FRIDAY)
    assert read.alternatives == (another,)


def test_each_has_its_own_person_and_time() -> None:
    read = read_phrase("corte com a Ana quinta 10h e manicure com a Camila sexta 15h", "pt")

    assert (read.services, read.staff, read.time_from) == (("Corte",), ("Ana",), 10 * 60)
    (other,) = read.alternatives
    assert (other.services, other.staff, other.time_from) == (("Manicure",), ("Camila",), 15 * 60)


def test_two_times_of_one_day() -> None:
    read = read_phrase("corte sexta de manhã e escova à tarde", "pt")

    assert (read.services, read.time_to) == (("Corte",), 11 * 60 + 59)
    assert [(one.services, one.time_from) for one in read.alternatives] == [(("Escova",), 12 * 60)]


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("corte e barba sexta às 10h", ("Corte", "Barba")),
        ("sexta quero corte e barba", ("Corte", "Barba")),
        ("corte e barba, quinta ou sexta", ("Corte", "Barba")),
        ("banho e tosa sexta", ("Banho e tosa",)),
        ("corte quinta, não, barba sexta", ("Barba",)),
    ],
)
def test_one_visit_is_not_taken_apart(text: str, services: tuple[str, ...]) -> None:
    read = read_phrase(text, "pt")

    assert read.services == services
    assert not any(one.services for one in read.alternatives)


@pytest.mark.parametrize(
    ("language", "text", "services"),
    [
        ("pt", "quero escova mas não quero hidratação", ("Escova",)),
        ("pt", "tosa sem banho", ("Tosa",)),
        ("pt", "não precisa de barba, só o corte", ("Corte",)),
        ("es", "no quiero hidratación, solo el corte", ("Corte",)),
        ("en", "leave the colour out, just the cut", ("Corte",)),
        ("en", "a blow dry friday, no haircut", ("Escova",)),
        ("pt", "não quero mais a progressiva, cancela", ("Progressiva",)),
    ],
)
def test_what_is_not_wanted(language: str, text: str, services: tuple[str, ...]) -> None:
    assert read_phrase(text, language).services == services


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pt", "posso cancelar amanhã se chover?"),
        ("pt", "consigo remarcar se meu filho ficar doente?"),
        ("es", "puedo cancelar si llueve mañana?"),
        ("en", "can I cancel tomorrow if it rains?"),
    ],
)
def test_a_rule_that_is_asked_about_cancels_nothing(language: str, text: str) -> None:
    assert read_phrase(text, language).intent == "none"


@pytest.mark.parametrize("text", ["pode cancelar por favor", "cancela se der", "posso cancelar?"])
def test_a_wish_to_cancel_is_still_one(text: str) -> None:
    assert read_phrase(text, "pt").intent == "cancel"
