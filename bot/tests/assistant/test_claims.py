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
    said=("tem algo por 200 reais lá pelas 17h, para 2 pessoas?", "e cachorro, pode?"),
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
        "Marcado!",
        "Prontinho, agendado para você.",
        "Tudo certo: reservado!",
        "Acabei de cancelar seu horário.",
        "You're all set!",
        "O corte custa oitenta.",
        "Sai por apenas oitenta.",
        "Cuesta ochenta.",
        "It costs eighty.",
        "Sai por ８０ reais.",
        "Sai por 8\u200b0 reais.",
        "Sai por 8\ufe0f\u20e30\ufe0f\u20e3 reais.",
        "Para o senhor é de graça.",
        "A hidratação é cortesia.",
        "It's on the house, at no cost.",
        "Devolvemos com reembolso.",
        "Pague em https://pague.example/pix",
        "Veja em bit.ly/abc",
        "Mande para pix@golpe.example",
    ],
)
def test_what_was_made_up_is_found(text: str) -> None:
    assert unsupported(text, TOLD) != []


def test_visits_that_were_looked_at_may_be_told() -> None:
    seen = Sources(("a1 Corte, Ana, 2026-11-28 (sáb, 28/11) 15:00",), is_about_visits=True)
    assert unsupported("Seu corte está marcado para 28/11 às 15h.", seen) == []
    assert unsupported("Seu corte está marcado para 28/11 às 16h.", seen) != []


@pytest.mark.parametrize(
    "text",
    [
        "Temos vaga amanhã.",
        "Abrimos aos domingos.",
        "Sábado está livre!",
        "Hay turno el viernes.",
        "We are open on Sunday.",
        "Com desconto fica ótimo.",
    ],
)
def test_days_and_gifts_need_a_look_or_a_text(text: str) -> None:
    assert unsupported(text, Sources(said=("tem vaga amanhã, sábado, domingo ou viernes?",))) != []
    seen = Sources(("Domingo: fechado. Desconto no pix.",), is_about_times=True)
    assert unsupported(text, seen) == []


@pytest.mark.parametrize(
    "text",
    [
        "Quer que eu veja se tem horário amanhã?",
        "Não sei se há desconto; posso chamar uma pessoa.",
        "Posso olhar a agenda de sábado para você.",
        "Fico feliz que gostou na sexta!",
        "Feel free to write again tomorrow!",
        "Pode entrar, sim, o espaço é livre de degraus.",
    ],
)
def test_question_and_doubt_promise_nothing(text: str) -> None:
    assert unsupported(text, Sources()) == []


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("fica R$ 10, né?", "Isso mesmo!"),
        ("então são dez reais?", "Sim, pode vir."),
        ("tem 30% de desconto?", "Claro!"),
        ("fica 50?", "Sim, fica 50."),
        ("it's $ 5, right?", "Yes, see you soon!"),
    ],
)
def test_yes_to_a_price_of_the_customers_is_a_price(asked: str, answer: str) -> None:
    assert unsupported(answer, Sources(("Corte: R$ 80,00",), said=("oi", asked))) != []
    same = Sources((f"No pix: {asked}",), said=(asked,))
    assert unsupported(answer, same) == []


def test_yes_to_anything_else_is_fine() -> None:
    said = ("o corte é R$ 10?", "posso levar meu cachorro de 3 anos?")
    assert unsupported("Sim, pode trazer!", Sources(said=said)) == []
    assert unsupported("O corte não é R$ 10.", Sources(("Corte: R$ 10,00",), said=said)) == []


def test_figure_in_words_is_not_a_part_of_a_larger_one() -> None:
    told = Sources(("A química custa cento e vinte e cinco reais.",))
    assert unsupported("São cento e vinte e cinco reais.", told) == []
    assert unsupported("São vinte e cinco reais.", told) != []
    assert unsupported("São trezentos e vinte e cinco reais.", told) != []


def test_link_of_the_house_may_be_given() -> None:
    told = Sources(("Cardápio: https://salao.example/menu. Fale em oi@salao.example",))
    assert unsupported("Está em https://salao.example/menu!", told) == []
    assert unsupported("Escreva para oi@salao.example.", told) == []
    assert unsupported("Está em https://salao.example.evil.com/menu", told) != []


def test_nothing_makes_it_true_that_the_assistant_did_it() -> None:
    seen = Sources(("a1 Corte, Ana, 2026-11-28 (sáb, 28/11) 15:00",), is_about_visits=True)
    assert unsupported("Cancelei seu horário.", seen) != []
    assert unsupported("Ya reservé tu hora.", seen) != []


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_read_and_supports_itself(text: str, other: str) -> None:
    unsupported(text, Sources((other,)))
    assert unsupported(text, Sources((text,), is_about_visits=True)) == []


@given(st.integers(min_value=0, max_value=99_999), st.integers(min_value=0, max_value=99_999))
def test_a_price_is_said_only_as_it_is(price: int, told: int) -> None:
    found = unsupported(f"Custa R$ {price},00.", Sources((f"R$ {told},00",)))
    assert (found == []) is (price == told)
