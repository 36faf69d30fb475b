import pytest

from bot.understanding.spelling import days_respelled, wishes_respelled


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sabdo de tarde", "sabado de tarde"),
        ("amnaha cedo", "amanha cedo"),
        ("segudna", "segunda"),
        ("vienres", "viernes"),
        ("thrusday", "thursday"),
    ],
)
def test_slips_in_days(typed: str, meant: str) -> None:
    assert days_respelled(typed) == meant


@pytest.mark.parametrize("typed", ["amanda", "mariana", "banho", "thor", "quarto", "maria santa"])
def test_names_and_other_words_stay(typed: str) -> None:
    assert days_respelled(typed) == typed
    assert wishes_respelled(typed) == typed


def test_slips_in_wishes() -> None:
    assert wishes_respelled("remracar meu agendameno") == "remarcar meu agendamento"
