from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding import Impossible, read_date

FRIDAY = date(2026, 11, 20)


def day(text: str) -> date:
    """ "12/12" of 2026, or with its year "01/02/2027"."""
    parts = [int(part) for part in text.split("/")]
    return date(parts[2] if len(parts) > 2 else 2026, parts[1], parts[0])


@pytest.mark.parametrize(
    ("typed", "locale", "expected"),
    [
        ("hoje", "pt-BR", "20/11"),
        ("hj", "pt-BR", "20/11"),
        ("tem horário pra hoje à tarde?", "pt-BR", "20/11"),
        ("amanhã", "pt-BR", "21/11"),
        ("amnh de manhã", "pt-BR", "21/11"),
        ("depois de amanhã", "pt-BR", "22/11"),
        ("sábado", "pt-BR", "21/11"),
        ("sab", "pt-BR", "21/11"),
        ("domingo", "pt-BR", "22/11"),
        ("segunda", "pt-BR", "23/11"),
        ("na segunda", "pt-BR", "23/11"),
        ("segunda-feira", "pt-BR", "23/11"),
        ("2ª feira", "pt-BR", "23/11"),
        ("3a-feira", "pt-BR", "24/11"),
        ("terça", "pt-BR", "24/11"),
        ("ter", "pt-BR", "24/11"),
        ("na verdade quinta", "pt-BR", "26/11"),
        ("quinta que vem", "pt-BR", "26/11"),
        ("quarta da semana que vem", "pt-BR", "25/11"),
        ("próxima terça às 15h", "pt-BR", "24/11"),
        ("dia 25", "pt-BR", "25/11"),
        ("dia 12", "pt-BR", "12/12"),
        ("dia 31", "pt-BR", "31/12"),
        ("dia doze", "pt-BR", "12/12"),
        ("dia primeiro", "pt-BR", "01/12"),
        ("dia 5 do mês que vem", "pt-BR", "05/12"),
        ("12/12", "pt-BR", "12/12"),
        ("12/12/26", "pt-BR", "12/12"),
        ("12/12/2026 às 15:30", "pt-BR", "12/12"),
        ("12.12.2026", "pt-BR", "12/12"),
        ("2026-12-12", "pt-BR", "12/12"),
        ("05/01", "pt-BR", "05/01/2027"),
        ("20/11", "pt-BR", "20/11"),
        ("12 de dezembro", "pt-BR", "12/12"),
        ("12 de dez", "pt-BR", "12/12"),
        ("primeiro de dezembro", "pt-BR", "01/12"),
        ("doze de janeiro de 2027", "pt-BR", "12/01/2027"),
        ("daqui a 3 dias", "pt-BR", "23/11"),
        ("daqui 15 dias", "pt-BR", "05/12"),
        ("daqui a duas semanas", "pt-BR", "04/12"),
        ("daqui a um mês", "pt-BR", "20/12"),
        ("em 2 dias", "pt-BR", "22/11"),
        ("hoy", "es", "20/11"),
        ("mañana", "es", "21/11"),
        ("mañana por la mañana", "es", "21/11"),
        ("pasado mañana", "es", "22/11"),
        ("el lunes", "es", "23/11"),
        ("el sábado a las 3", "es", "21/11"),
        ("el 12 de diciembre", "es", "12/12"),
        ("el próximo martes", "es", "24/11"),
        ("el jueves que viene", "es", "26/11"),
        ("en 3 días", "es", "23/11"),
        ("el 12", "es", "12/12"),
        ("today", "en", "20/11"),
        ("tmrw", "en", "21/11"),
        ("the day after tomorrow", "en", "22/11"),
        ("on monday", "en", "23/11"),
        ("this saturday", "en", "21/11"),
        ("Dec 12", "en", "12/12"),
        ("12th of December", "en", "12/12"),
        ("december 12th at 3pm", "en", "12/12"),
        ("the 12th", "en", "12/12"),
        ("12/25", "en", "25/12"),
        ("in two weeks", "en", "04/12"),
        ("tomorrow", "pt-BR", "21/11"),
        ("amanhã", "en", "21/11"),
    ],
)
def test_days(typed: str, locale: str, expected: str) -> None:
    found = read_date(typed, FRIDAY, locale)

    assert found is not None
    assert found.on == day(expected)
    assert found.impossible is None


@pytest.mark.parametrize(
    ("typed", "locale", "expected", "other"),
    [
        ("sexta", "pt-BR", "27/11", "20/11"),  # today's name is more likely next week's
        ("domingo que vem", "pt-BR", "29/11", "22/11"),
        ("next sunday", "en", "29/11", "22/11"),
        ("segunda ou terça", "pt-BR", "23/11", "24/11"),
        ("hoje ou amanhã", "pt-BR", "20/11", "21/11"),
        ("1/12", "en", "01/12", "12/01/2027"),
    ],
)
def test_days_that_may_be_two(typed: str, locale: str, expected: str, other: str) -> None:
    found = read_date(typed, FRIDAY, locale)

    assert found is not None
    assert (found.on, found.alternatives) == (day(expected), (day(other),))


@pytest.mark.parametrize(
    ("typed", "locale", "first", "last"),
    [
        ("semana que vem", "pt-BR", "23/11", "29/11"),
        ("próxima semana", "pt-BR", "23/11", "29/11"),
        ("essa semana", "pt-BR", "20/11", "22/11"),
        ("fim de semana", "pt-BR", "21/11", "22/11"),
        ("no final de semana", "pt-BR", "21/11", "22/11"),
        ("fds", "pt-BR", "21/11", "22/11"),
        ("fim de semana que vem", "pt-BR", "28/11", "29/11"),
        ("mês que vem", "pt-BR", "01/12", "31/12"),
        ("la semana que viene", "es", "23/11", "29/11"),
        ("el fin de semana", "es", "21/11", "22/11"),
        ("next week", "en", "23/11", "29/11"),
        ("this weekend", "en", "21/11", "22/11"),
    ],
)
def test_stretches(typed: str, locale: str, first: str, last: str) -> None:
    found = read_date(typed, FRIDAY, locale)

    assert found is not None
    assert (found.first, found.last, found.on) == (day(first), day(last), None)


@pytest.mark.parametrize(
    ("typed", "locale", "reason"),
    [
        ("31/11", "pt-BR", Impossible.NO_SUCH_DATE),
        ("30/02", "pt-BR", Impossible.NO_SUCH_DATE),
        ("29/02", "pt-BR", Impossible.NO_SUCH_DATE),  # 2027 is no leap year
        ("12/25", "pt-BR", Impossible.NO_SUCH_DATE),
        ("31 de novembro", "pt-BR", Impossible.NO_SUCH_DATE),
        ("dia 32", "pt-BR", Impossible.NO_SUCH_DATE),
        ("31/11", "en", Impossible.NO_SUCH_DATE),
        ("ontem", "pt-BR", Impossible.PAST),
        ("anteontem", "pt-BR", Impossible.PAST),
        ("semana passada", "pt-BR", Impossible.PAST),
        ("sexta passada", "pt-BR", Impossible.PAST),
        ("19/11", "pt-BR", Impossible.PAST),
        ("12/12/2025", "pt-BR", Impossible.PAST),
        ("ayer", "es", Impossible.PAST),
        ("yesterday", "en", Impossible.PAST),
        ("last friday", "en", Impossible.PAST),
    ],
)
def test_impossible_days_are_said_so(typed: str, locale: str, reason: Impossible) -> None:
    found = read_date(typed, FRIDAY, locale)

    assert found is not None
    assert (found.impossible, found.on) == (reason, None)


@pytest.mark.parametrize(
    ("typed", "locale"),
    [
        ("", "pt-BR"),
        ("oi, bom dia", "pt-BR"),
        ("a segunda", "pt-BR"),
        ("segunda opção", "pt-BR"),
        ("2", "pt-BR"),
        ("15h", "pt-BR"),
        ("de manhã", "pt-BR"),
        ("quero ter um cabelo bonito", "pt-BR"),
        ("R$ 12,50", "pt-BR"),
        ("por la mañana", "es"),
        ("la segunda", "es"),
        ("may I come?", "en"),
        ("i sat in the sun", "en"),
    ],
)
def test_what_is_no_day(typed: str, locale: str) -> None:
    found = read_date(typed, FRIDAY, locale)

    assert found is None


@given(
    st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 250), st.sampled_from(["/", "."])
)
def test_any_written_day_is_read_back(today: date, ahead: int, mark: str) -> None:
    wanted = today + timedelta(days=ahead)

    written = read_date(f"{wanted:%d{mark}%m{mark}%Y}", today)
    assert written is not None
    assert written.on == wanted
    short = read_date(f"{wanted.day}/{wanted.month}", today)
    assert short is not None
    assert short.on == wanted


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 6))
def test_weekdays_come_within_a_week_and_next_ones_in_the_week_after(
    today: date, weekday: int
) -> None:
    name = ["segunda", "terça", "quarta", "quinta", "sexta", "sábado", "domingo"][weekday]

    coming = read_date(name, today)
    assert coming is not None
    assert coming.on is not None
    assert coming.on.weekday() == weekday
    assert 1 <= (coming.on - today).days <= 7
    following = read_date(f"{name} que vem", today)
    assert following is not None
    assert following.on is not None
    assert following.on.weekday() == weekday
    monday = today - timedelta(days=today.weekday())
    assert 7 <= (following.on - monday).days <= 13
