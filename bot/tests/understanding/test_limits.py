from datetime import date

import pytest

from bot.understanding import read_when, still_said

TODAY = date(2026, 11, 18)  # a Wednesday


@pytest.mark.parametrize(
    ("typed", "locale", "first", "last"),
    [
        ("depois do dia 10", "pt-BR", "2026-12-11", ""),
        ("a partir de segunda", "pt-BR", "2026-11-23", ""),
        ("antes de sexta", "pt-BR", "2026-11-18", "2026-11-19"),
        ("até o fim do mês", "pt-BR", "2026-11-18", "2026-11-30"),
        ("entre segunda e quarta", "pt-BR", "2026-11-23", "2026-11-25"),
        ("de 10 a 15 de dezembro", "pt-BR", "2026-12-10", "2026-12-15"),
        ("semana que vem menos segunda", "pt-BR", "2026-11-24", "2026-11-29"),
        ("primeira semana de dezembro", "pt-BR", "2026-12-01", "2026-12-07"),
        ("segunda quinzena de dezembro", "pt-BR", "2026-12-16", "2026-12-31"),
        ("em janeiro", "pt-BR", "2027-01-01", "2027-01-31"),
        ("na semana do natal", "pt-BR", "2026-12-21", "2026-12-27"),
        ("después del día 5", "es", "2026-12-06", ""),
        ("a fines de noviembre", "es", "2026-11-21", "2026-11-30"),
        ("anytime after the 10th", "en", "2026-12-11", ""),
        ("no sooner than the 1st", "en", "2026-12-01", ""),
        ("the weekend after next", "en", "2026-12-05", "2026-12-06"),
    ],
)
def test_days_as_limits(typed: str, locale: str, first: str, last: str) -> None:
    when = read_when(still_said(typed, locale), TODAY, locale)

    assert when.date_from == date.fromisoformat(first)
    assert when.date_to == (date.fromisoformat(last) if last else None)


@pytest.mark.parametrize(
    ("typed", "locale", "on"),
    [
        ("terça 24", "pt-BR", "2026-11-24"),
        ("véspera de natal", "pt-BR", "2026-12-24"),
        ("saturday after next week", "en", "2026-11-28"),
        ("two weeks from friday", "en", "2026-12-04"),
        ("the first monday of december", "en", "2026-12-07"),
    ],
)
def test_one_day(typed: str, locale: str, on: str) -> None:
    when = read_when(still_said(typed, locale), TODAY, locale)

    assert (when.date_from, when.date_to) == (date.fromisoformat(on),) * 2


@pytest.mark.parametrize("typed", ["quinta eu não posso", "just not monday"])
def test_a_day_that_is_only_refused_is_none(typed: str) -> None:
    locale = "en" if "not" in typed else "pt-BR"

    assert not read_when(still_said(typed, locale), TODAY, locale).is_said
