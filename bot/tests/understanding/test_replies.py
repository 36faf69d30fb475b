import time as clock
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding import Impossible, Intent, match_name, read_reply

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
LOCALES = ["pt-BR", "es", "en"]
WORDS = (
    *("segunda", "sexta", "que vem", "dia", "12", "31/11", "às", "3", "e meia", "da tarde"),
    *("depois das", "antes", "entre", "14h", "25h", "não", "sim", "quero", "cancelar", "corte"),
    *("semana", "daqui a", "dias", "opção", "a", "próxima", "next", "at", "monday", "mañana"),
    *("las", "99", "/", ":", ".", "feira", "ontem", "até", "pm", "999"),
)


def test_everything_in_one_phrase() -> None:
    reading = read_reply(
        "quero cortar o cabelo amanhã às 15h com a Ana, corte feminino", locale="pt-BR", now=NOW
    )

    assert reading.intent == Intent.BOOK
    assert reading.date is not None
    assert reading.date.on == date(2026, 11, 21)
    assert reading.time is not None
    assert reading.time.at == time(15)
    assert reading.choice is None
    assert not reading.is_any


def test_a_choice_is_no_day_and_a_day_is_no_choice() -> None:
    second = read_reply("a segunda", locale="pt-BR", now=NOW)
    monday = read_reply("segunda", locale="pt-BR", now=NOW)

    assert (second.choice, second.date) == (2, None)
    assert monday.choice is None
    assert monday.date is not None
    assert monday.date.on == date(2026, 11, 23)


def test_a_bare_number_is_told_from_a_chosen_one() -> None:
    assert read_reply("15", locale="pt-BR", now=NOW).is_bare_number
    assert not read_reply("opção 2", locale="pt-BR", now=NOW).is_bare_number


def test_today_is_the_day_on_the_wall_clock_that_was_given() -> None:
    late = NOW.replace(hour=23, minute=59)

    reading = read_reply("hoje", locale="pt-BR", now=late)

    assert reading.date is not None
    assert reading.date.on == date(2026, 11, 20)


def test_an_opt_out_is_nothing_else() -> None:
    reading = read_reply("parar", locale="pt-BR", now=NOW)

    assert reading.intent == Intent.STOP
    assert (reading.choice, reading.date, reading.time) == (None, None, None)


def test_the_language_comes_with_the_wish_for_it() -> None:
    assert read_reply("English please", locale="pt-BR", now=NOW).language == "en"


def test_impossible_things_are_kept_apart() -> None:
    reading = read_reply("31/11 às 25h", locale="pt-BR", now=NOW)

    assert reading.date is not None
    assert reading.date.impossible == Impossible.NO_SUCH_DATE
    assert reading.time is not None
    assert reading.time.impossible == Impossible.NO_SUCH_TIME


@given(st.text(), st.sampled_from(LOCALES))
def test_no_text_is_too_strange(text: str, locale: str) -> None:
    reading = read_reply(text, locale=locale, now=NOW)

    assert reading.raw == text


@given(st.lists(st.sampled_from(WORDS), max_size=14), st.sampled_from(LOCALES))
def test_no_order_of_words_is_too_strange(words: list[str], locale: str) -> None:
    reading = read_reply(" ".join(words), locale=locale, now=NOW)

    if reading.date is not None:
        found = [reading.date.on, reading.date.first, reading.date.impossible]
        assert sum(one is not None for one in found) == 1
    if reading.time is not None:
        one = reading.time
        is_read = one.from_ is not None or one.to is not None
        assert is_read != (one.impossible is not None)
        assert one.from_ is None or one.to is None or one.from_ <= one.to


@pytest.mark.parametrize(
    "junk",
    [
        "a " * 2048,
        "1" * 4096,
        "1:" * 2048,
        "12/" * 1365,
        "." * 4096,
        "às " * 1365,
        "não " * 1024,
        "das 2 " * 682,
        "e meia " * 585,
        "depois de " * 409,
        "quinze " * 585,
        "👍" * 4096,
        "é" * 4096,
        "\u0301" * 4096,
        "ﷺ" * 4096,
        "meus meus o o " * 290,
    ],
)
@pytest.mark.parametrize("locale", LOCALES)
def test_junk_is_read_quickly(junk: str, locale: str) -> None:
    choices = [(number, f"Serviço especial {number}") for number in range(50)]
    began = clock.process_time()

    read_reply(junk, locale=locale, now=NOW)
    match_name(junk, choices, locale)

    assert clock.process_time() - began < 0.25  # a runaway pattern takes seconds
