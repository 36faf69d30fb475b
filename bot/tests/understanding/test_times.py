from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding import Impossible, TimeReading, read_time


def minute(text: str) -> int | None:
    """ "15:30" as minutes of the day; nothing for an open end."""
    return int(text[:2]) * 60 + int(text[3:]) if text else None


def exactly(text: str, *others: str) -> TimeReading:
    alternatives = tuple(int(one[:2]) * 60 + int(one[3:]) for one in others)
    return TimeReading(minute(text), minute(text), alternatives)


@pytest.mark.parametrize(
    ("typed", "locale", "expected"),
    [
        ("15h", "pt-BR", "15:00"),
        ("15:30", "pt-BR", "15:30"),
        ("15h30", "pt-BR", "15:30"),
        ("15h30min", "pt-BR", "15:30"),
        ("15 horas", "pt-BR", "15:00"),
        ("15hs", "pt-BR", "15:00"),
        ("às 15", "pt-BR", "15:00"),
        ("as 15.30", "pt-BR", "15:30"),
        ("12/12 às 15:30", "pt-BR", "15:30"),
        ("às 3 da tarde", "pt-BR", "15:00"),
        ("três da tarde", "pt-BR", "15:00"),
        ("3 e meia da tarde", "pt-BR", "15:30"),
        ("8 da noite", "pt-BR", "20:00"),
        ("9h da manhã", "pt-BR", "09:00"),
        ("às 08", "pt-BR", "08:00"),
        ("08:30", "pt-BR", "08:30"),
        ("meio-dia", "pt-BR", "12:00"),
        ("ao meio dia e meia", "pt-BR", "12:30"),
        ("meia-noite", "pt-BR", "00:00"),
        ("12h", "pt-BR", "12:00"),
        ("quero amanhã 15h com a Ana", "pt-BR", "15:00"),
        ("por volta das 16h", "pt-BR", "16:00"),
        ("hoje à noite às 8", "pt-BR", "20:00"),
        ("de manhã às 7", "pt-BR", "07:00"),
        ("dezesseis horas", "pt-BR", "16:00"),
        ("las 3 de la tarde", "es", "15:00"),
        ("a las 15", "es", "15:00"),
        ("a las 9 de la mañana", "es", "09:00"),
        ("las tres y media de la tarde", "es", "15:30"),
        ("mediodía", "es", "12:00"),
        ("a las quince horas", "es", "15:00"),
        ("3pm", "en", "15:00"),
        ("3 pm", "en", "15:00"),
        ("3:30pm", "en", "15:30"),
        ("tomorrow at 9am", "en", "09:00"),
        ("half past 3 pm", "en", "15:30"),
        ("noon", "en", "12:00"),
        ("12am", "en", "00:00"),
    ],
)
def test_exact_times(typed: str, locale: str, expected: str) -> None:
    assert read_time(typed, locale) == exactly(expected)


@pytest.mark.parametrize(
    ("typed", "locale", "expected", "other"),
    [
        ("às 3", "pt-BR", "15:00", "03:00"),
        ("3h", "pt-BR", "15:00", "03:00"),
        ("3 e meia", "pt-BR", "15:30", "03:30"),
        ("às três", "pt-BR", "15:00", "03:00"),
        ("quinze pras três", "pt-BR", "14:45", "02:45"),
        ("10 para as 4", "pt-BR", "15:50", "03:50"),
        ("às 9", "pt-BR", "09:00", "21:00"),
        ("8:30", "pt-BR", "08:30", "20:30"),
        ("a las 3", "es", "15:00", "03:00"),
        ("cuatro menos cuarto", "es", "15:45", "03:45"),
        ("half past 3", "en", "15:30", "03:30"),
        ("at 3", "en", "15:00", "03:00"),
        ("quarter to 4", "en", "15:45", "03:45"),
    ],
)
def test_times_that_may_be_two(typed: str, locale: str, expected: str, other: str) -> None:
    assert read_time(typed, locale) == exactly(expected, other)


@pytest.mark.parametrize(
    ("typed", "locale", "first", "last"),
    [
        ("de manhã", "pt-BR", "05:00", "11:59"),
        ("amanhã de manhã", "pt-BR", "05:00", "11:59"),
        ("manhã", "pt-BR", "05:00", "11:59"),
        ("à tarde", "pt-BR", "12:00", "17:59"),
        ("hoje à noite", "pt-BR", "18:00", "23:59"),
        ("bem cedo", "pt-BR", "05:00", "09:59"),
        ("fim do dia", "pt-BR", "16:00", "19:59"),
        ("no fim da tarde", "pt-BR", "16:00", "19:59"),
        ("começo da tarde", "pt-BR", "12:00", "14:59"),
        ("antes do almoço", "pt-BR", "", "11:59"),
        ("depois do almoço", "pt-BR", "13:00", ""),
        ("depois do trabalho", "pt-BR", "18:00", ""),
        ("depois das 15h", "pt-BR", "15:00", ""),
        ("depois das 3", "pt-BR", "15:00", ""),
        ("a partir das 14:30", "pt-BR", "14:30", ""),
        ("antes das 10", "pt-BR", "", "09:59"),
        ("até as 16h", "pt-BR", "", "16:00"),
        ("depois do meio-dia", "pt-BR", "12:00", ""),
        ("entre 14h e 16h", "pt-BR", "14:00", "16:00"),
        ("entre 14 e 16", "pt-BR", "14:00", "16:00"),
        ("das 2 às 4", "pt-BR", "14:00", "16:00"),
        ("das 9 às 11h", "pt-BR", "09:00", "11:00"),
        ("por la mañana", "es", "05:00", "11:59"),
        ("mañana por la tarde", "es", "12:00", "17:59"),
        ("después de las 3", "es", "15:00", ""),
        ("entre las 2 y las 4", "es", "14:00", "16:00"),
        ("in the morning", "en", "05:00", "11:59"),
        ("after 3pm", "en", "15:00", ""),
        ("before 10", "en", "", "09:59"),
        ("between 2 and 4", "en", "14:00", "16:00"),
        ("from 10am to 2pm", "en", "10:00", "14:00"),
    ],
)
def test_stretches_of_a_day(typed: str, locale: str, first: str, last: str) -> None:
    assert read_time(typed, locale) == TimeReading(minute(first), minute(last))


@pytest.mark.parametrize(
    ("typed", "locale"),
    [("25h", "pt-BR"), ("15:75", "pt-BR"), ("às 30", "pt-BR"), ("a las 26", "es"), ("25:00", "en")],
)
def test_impossible_times_are_said_so(typed: str, locale: str) -> None:
    assert read_time(typed, locale) == TimeReading(impossible=Impossible.NO_SUCH_TIME)


@pytest.mark.parametrize(
    ("typed", "locale"),
    [
        ("", "pt-BR"),
        ("2", "pt-BR"),
        ("oi, bom dia!", "pt-BR"),
        ("boa tarde", "pt-BR"),
        ("mais tarde", "pt-BR"),
        ("daqui a 2 horas", "pt-BR"),
        ("demora 2 horas?", "pt-BR"),
        ("a sessão de 2 horas", "pt-BR"),
        ("24h", "pt-BR"),
        ("R$ 15,30", "pt-BR"),
        ("11 98765-4321", "pt-BR"),
        ("12/12", "pt-BR"),
        ("dia 12", "pt-BR"),
        ("as 2 opções", "pt-BR"),
        ("mañana", "es"),
        ("buenas tardes", "es"),
        ("good morning", "en"),
    ],
)
def test_what_is_no_time(typed: str, locale: str) -> None:
    assert read_time(typed, locale) is None


@given(st.times())
def test_any_written_time_is_among_the_readings(moment: time) -> None:
    moment = moment.replace(second=0, microsecond=0)
    for written in (
        f"{moment:%H:%M}",
        f"às {moment.hour}h{moment:%M}",
        f"{moment.hour}:{moment:%M}",
    ):
        found = read_time(written)
        assert found is not None
        assert moment.hour * 60 + moment.minute in (found.from_, *found.alternatives)
        assert found.at is not None
