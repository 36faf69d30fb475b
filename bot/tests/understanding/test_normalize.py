import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding import normalize


@pytest.mark.parametrize(
    ("typed", "locale", "expected"),
    [
        ("Olá, Tudo BEM?!", "pt-BR", "ola tudo bem"),
        ("hj às 15h30", "pt-BR", "hoje as 15h30"),
        ("amnh, 12/12 as 15:30.", "pt-BR", "amanha 12/12 as 15:30"),
        ("2ª-feira", "pt-BR", "segunda"),
        ("6a feira", "pt-BR", "sexta"),
        ("fds", "pt-BR", "fim de semana"),
        ("vc pode? obg", "pt-BR", "voce pode obrigado"),
        ("siiiiim", "pt-BR", "sim"),
        ("n", "pt-BR", "nao"),
        ("n 2", "pt-BR", "n 2"),
        ("quero cortar 💇‍♀️❤️", "pt-BR", "quero cortar"),
        ("👍🏽", "pt-BR", "ok"),
        ("2️⃣", "pt-BR", "2"),
        ("¿Mañana?", "es", "manana"),
        ("tmrw pls", "en", "tomorrow please"),
        ("can't", "en", "cant"),
        ("٣", "pt-BR", "3"),
        ("\x00\u200b", "pt-BR", ""),
    ],
)
def test_spellings(typed: str, locale: str, expected: str) -> None:
    assert normalize(typed, locale) == expected


@given(st.text(max_size=300), st.sampled_from(["pt-BR", "es", "en", "fr"]))
def test_only_letters_digits_single_spaces_and_marks_between_digits(text: str, locale: str) -> None:
    plain = normalize(text, locale)

    assert plain == " ".join(plain.split())
    assert all(one.isalnum() or one in " .:/,-" or not one.isascii() for one in plain)
    assert not any(mark in plain.replace(" ", "  ").split(" ") for mark in ".:/,-")
