import pytest

from bot.understanding.patterns import Heard, wish


@pytest.mark.parametrize(
    ("pattern", "heard"),
    [
        ("{cannot} ~ {come}", "nao vou mais conseguir ir"),
        ("{when_q} ~~ {booked}", "que dia mesmo que eu marquei"),
        ("cancel*", "quero cancelamento"),
        ("(meu|minha)? corte $", "quero corte"),
        ("^ oi . tudo", "oi moca tudo bem"),
        ("vou !(para|a)", "vou sim"),
    ],
)
def test_a_pattern_fits(pattern: str, heard: str) -> None:
    assert Heard(heard).means(wish("ANY", pattern))


@pytest.mark.parametrize(
    ("pattern", "heard"),
    [
        ("{cannot} ~ {come}", "vou conseguir ir"),
        ("meu ~ corte", "meu um dois tres corte"),
        ("cancel", "cancelamento"),
        ("corte $", "corte sexta"),
        ("^ tudo", "oi tudo"),
        ("vou !(para|a)", "vou para casa"),
    ],
)
def test_a_pattern_does_not_fit(pattern: str, heard: str) -> None:
    assert not Heard(heard).means(wish("ANY", pattern))


def test_a_wish_is_taken_back_by_another_sentence() -> None:
    hours = wish("HOURS", "{open} ~ {day}", "me {open}")

    assert Heard("voce atende sabado").means(hours)
    assert not Heard("pode me atender sabado").means(hours)


def test_a_line_goes_on_after_a_bar() -> None:
    assert Heard("um gato").means(wish("ANY", "um (cachorro|\n        gato)"))
