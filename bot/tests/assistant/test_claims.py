"""What an answer may say, and what it made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant import Sources, unsupported

TOLD = Sources(
    (
        "s1 Corte feminino: R$ 1.080,00 · 1 h 30 [p1 Ana] + Escova R$ 45,50",
        "2026-11-28 (sáb, 28/11): 09:00, 10:30, 15:00",
        "Parcelamos em até 3 vezes; desconto de 10% no pix. Fechamos ao meio-dia.",
    ),
    said=("tem algo por 200 reais lá pelas 17h, para 2 pessoas?",),
)


@pytest.mark.parametrize(
    "text",
    [
        "O corte feminino custa R$ 1.080,00 e leva 1 h 30.",
        "O corte custa R$1080, com escova mais R$ 45,50.",
        "The haircut is R$ 1,080.00.",
        "Sábado (28/11) tenho às 9h, 10h30 e 15:00.",
        "Sábado tenho às 3h da tarde.",
        "Tenho 3pm on 28/11.",
        "No pix tem 10% de desconto, ou em até 3 vezes.",
        "Para 2 pessoas, sim.",
        "Fechamos ao meio-dia.",
        "1. Corte\n2. Escova",
        "Claro! Pode trazer seu cachorro.",
        "Quer que eu marque? Posso propor um horário.",
        "Agende quando quiser pelo menu.",
    ],
)
def test_what_comes_from_somewhere_is_fine(text: str) -> None:
    assert unsupported(text, TOLD) == []


@pytest.mark.parametrize(
    "text",
    [
        "O corte custa R$ 80,00.",
        "Sim, custa 200 reais.",  # the customer's own figure is no price
        "Sim, tenho às 17h.",
        "O corte custa 15 reais.",  # 15:00 is no price
        "Sai por R$ 108,00.",
        "Sai por R$ 10.80.",
        "Sai por oitenta reais.",
        "Sai por 45,55.",
        "Tenho às 16h.",
        "Tenho 16:00.",
        "Tenho 9pm.",
        "Tenho às 9:30.",
        "Tenho às quatro da tarde.",
        "Abrimos à meia-noite.",
        "Dia 29/11 está livre.",
        "Dia 11/28 está livre.",
        "Damos 20% de desconto.",
        "Em até 12 vezes.",
        "Ligue 11 99999-0000.",
        "Prontinho, agendei!",
        "Seu horário está marcado.",
        "Tu cita quedó agendada.",
        "Ya reservé tu hora.",
        "I've booked it for you.",
        "Your visit has been cancelled.",
    ],
)
def test_what_was_made_up_is_found(text: str) -> None:
    assert unsupported(text, TOLD) != []


def test_visits_that_were_looked_at_may_be_told() -> None:
    seen = Sources(("a1 Corte, Ana, 2026-11-28 (sáb, 28/11) 15:00",), is_about_visits=True)
    assert unsupported("Seu corte está marcado para 28/11 às 15h.", seen) == []
    assert unsupported("Seu corte está marcado para 28/11 às 16h.", seen) != []


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_read_and_supports_itself(text: str, other: str) -> None:
    unsupported(text, Sources((other,)))
    assert unsupported(text, Sources((text,), is_about_visits=True)) == []


@given(st.integers(min_value=0, max_value=99_999), st.integers(min_value=0, max_value=99_999))
def test_a_price_is_said_only_as_it_is(price: int, told: int) -> None:
    found = unsupported(f"Custa R$ {price},00.", Sources((f"R$ {told},00",)))
    assert (found == []) is (price == told)
