import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding import Choice, normalize, read_choice
from bot.understanding.numbers import choice_in


@pytest.mark.parametrize(
    ("typed", "locale", "number", "is_bare"),
    [
        ("2", "pt-BR", 2, True),
        ("2.", "pt-BR", 2, True),
        (" 10 ", "pt-BR", 10, True),
        ("dois", "pt-BR", 2, True),
        ("2️⃣", "pt-BR", 2, True),
        ("opção 2", "pt-BR", 2, False),
        ("a opção 3 por favor", "pt-BR", 3, False),
        ("número 3", "pt-BR", 3, False),
        ("nº 4", "pt-BR", 4, False),
        ("a segunda", "pt-BR", 2, False),
        ("o primeiro", "pt-BR", 1, False),
        ("quero a terceira", "pt-BR", 3, False),
        ("pode ser o 2", "pt-BR", 2, False),
        ("a segunda opção", "pt-BR", 2, False),
        ("segunda opção", "pt-BR", 2, False),
        ("a última", "pt-BR", -1, False),
        ("la segunda", "es", 2, False),
        ("segunda", "es", 2, False),
        ("el 2", "es", 2, False),
        ("opción tres", "es", 3, False),
        ("dos", "es", 2, True),
        ("el último", "es", -1, False),
        ("the second one", "en", 2, False),
        ("number 3", "en", 3, False),
        ("option two please", "en", 2, False),
        ("1st", "en", 1, False),
        ("four", "en", 4, True),
    ],
)
def test_choices(typed: str, locale: str, number: int, is_bare: bool) -> None:
    assert read_choice(typed, locale) == number
    assert choice_in(normalize(typed, locale), locale) == Choice(number, is_bare)


@pytest.mark.parametrize(
    ("typed", "locale"),
    [
        ("segunda", "pt-BR"),
        ("quinta", "pt-BR"),
        ("na segunda", "pt-BR"),
        ("2 da tarde", "pt-BR"),
        ("às 2", "pt-BR"),
        ("10/12", "pt-BR"),
        ("dois cortes", "pt-BR"),
        ("um corte", "pt-BR"),
        ("0", "pt-BR"),
        ("1 e 2", "pt-BR"),
        ("11987654321", "pt-BR"),
        ("a", "en"),
        ("a haircut", "en"),
        ("", "pt-BR"),
        ("una cita", "es"),
    ],
)
def test_what_is_no_choice(typed: str, locale: str) -> None:
    assert read_choice(typed, locale) is None


@given(st.integers(1, 99))
def test_every_number_of_a_list_in_digits(number: int) -> None:
    for written in (f"{number}", f"{number})", f"opção {number}", f"#{number}"):
        assert read_choice(written) == number
