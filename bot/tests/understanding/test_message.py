import time as clock
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding import Impossible, normalize
from bot.understanding.asked import INTENTS
from bot.understanding.example_shop import SERVICES
from bot.understanding.grading import LOCALES, NOW, read_phrase
from bot.understanding.languages import guess_language
from bot.understanding.message import Understood, understand
from bot.understanding.named import Known
from bot.understanding.plain import KEYS, as_plain

WORDS = (
    *("segunda", "sexta", "que vem", "dia", "12", "31/11", "às", "3", "e meia", "na verdade"),
    *("não", ",", "em vez de", "ou", "corte", "massagem", "carlo", "com a Ana", "pro", "Thor"),
    *("meu filho", "quero", "cancelar", "de", "para", "mañana", "half", "next", "monday", "25h"),
    *("lgpd", "atrasado", "prefiro", "digo", "e", "ontem", "qualquer", "até", "menos", "aos"),
)


def salon(text: str, *services: str, staff: tuple[str, ...] = (), **more: bool) -> Understood:
    return understand(
        text,
        now=NOW,
        locale="pt-BR",
        services=[Known(name, name) for name in services],
        staff=[Known(name, name) for name in staff],
        **more,
    )


def test_the_phrase_of_the_shop_window() -> None:
    read = read_phrase("tem corte com a Ana sábado depois das 3?", "pt")

    assert (read.intent, read.services, read.staff) == ("book", ("Corte",), ("Ana",))
    assert (read.date_from, read.time_from, read.time_to) == (date(2026, 11, 21), 15 * 60, None)
    assert (read.missing, read.alternatives) == ((), ())


def test_two_near_names_are_never_guessed_between() -> None:
    read = salon("corte com a mari amanhã", "Corte", staff=("Mariana", "Marina"))

    assert read.staff == ()
    assert {one.staff for one in read.alternatives} == {("Mariana",), ("Marina",)}


def test_a_price_list_in_portuguese_answers_in_english_and_spanish() -> None:
    assert salon("a haircut please", "Corte", "Barba").services == ("Corte",)
    assert salon("quiero un corte de pelo", "Corte", "Barba").services == ("Corte",)


def test_a_day_after_an_offer_corrects_it() -> None:
    assert salon("quinta", "Corte", is_offered=True).intent == "correct"
    assert salon("quinta", "Corte").intent == "book"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("corte dia 31/11", Impossible.NO_SUCH_DATE),
        ("corte às 25h", Impossible.NO_SUCH_TIME),
        ("corte ontem", Impossible.PAST),
    ],
)
def test_what_cannot_be_is_said_and_asked_again(text: str, problem: Impossible) -> None:
    read = salon(text, "Corte")

    assert read.problems == (problem,)
    assert {"date", "time"} & set(read.missing)


@pytest.mark.parametrize(
    "text",
    [
        "to indo viajar sexta, tem corte amanhã?",
        "quero marcar antes do feriado",
        "só tenho horário de manhã",
    ],
)
def test_words_of_another_intent_do_not_hide_a_booking(text: str) -> None:
    assert read_phrase(text, "pt").intent == "book"


def test_a_corrected_pet_and_person_replace_the_first_ones() -> None:
    assert read_phrase("não é pro Thor, é pra Mel", "pt").dependants == ("Mel",)
    assert read_phrase("com a Bia não, com a Ana", "pt").staff == ("Ana",)


@pytest.mark.parametrize(
    ("text", "expected", "language"),
    [
        ("quero marcar um corte amanhã", "en", "pt-BR"),
        ("necesito un turno para mañana por favor", "pt-BR", "es"),
        ("can I book a haircut tomorrow please?", "pt-BR", "en"),
        ("ok", "es", "es"),
        ("15h", "pt-BR", "pt-BR"),
    ],
)
def test_the_language_is_that_of_the_message(text: str, expected: str, language: str) -> None:
    assert guess_language(text, expected) == language


def test_the_command_prints_exactly_these_keys() -> None:
    names = {one.key: one.name for one in SERVICES}

    assert tuple(as_plain(read_phrase("corte amanhã", "pt"), names)) == KEYS


@given(st.text() | st.lists(st.sampled_from(WORDS), max_size=16).map(" ".join))
def test_no_text_is_too_strange(text: str) -> None:
    for language in LOCALES:
        read = read_phrase(text, language)

        assert read.intent in INTENTS
        assert read.date_from is None or read.date_to is not None
        assert read.date_from is None or NOW.date() <= read.date_from
        assert read.date_to is None or read.date_from is None or read.date_from <= read.date_to
        assert read.time_from is None or 0 <= read.time_from < 24 * 60
        assert not set(read.services) & {name for one in read.alternatives for name in one.services}


@given(st.text() | st.lists(st.sampled_from(WORDS), max_size=16).map(" ".join))
def test_one_spelling_is_the_last_one(text: str) -> None:
    for locale in LOCALES.values():
        plain = normalize(text, locale)

        assert normalize(plain, locale) == plain


@given(st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join))
def test_reading_twice_reads_the_same(text: str) -> None:
    assert read_phrase(text, "pt") == read_phrase(text, "pt")


@pytest.mark.parametrize(
    "junk",
    [
        *("a " * 5000, "1" * 10_000, "12/" * 3400, "não " * 2500, "de quinta para " * 700),
        *("em vez de " * 1000, "na verdade " * 900, "quero receber as " * 600, "e o a " * 1700),
        *("vou " * 2500, "para o meu " * 1000, "não é corte é " * 720, "meus meus o o " * 720),
        *("quando e o " * 900, "passar a " * 1100, "👍" * 10_000, "\u0301" * 10_000, "\n," * 5000),
    ],
)
def test_ten_thousand_characters_are_read_quickly(junk: str) -> None:
    read_phrase("oi", "pt")
    began = clock.thread_time()

    for language in LOCALES:
        read_phrase(junk, language)

    assert clock.thread_time() - began < 0.75  # a runaway pattern takes seconds


def test_today_is_that_of_the_clock_that_was_given() -> None:
    late = datetime(2026, 11, 18, 23, 59, tzinfo=UTC)

    read = understand("hoje", now=late, locale="pt-BR", services=(), staff=())

    assert read.date_from == date(2026, 11, 18)
