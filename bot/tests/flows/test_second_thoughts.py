"""What customers don't want, and what they want on another day: never booked by mistake."""

from datetime import date

import pytest

from bot.flows.state import Step
from bot.tests.flows.chat import Chat
from bot.tests.flows.pet_shop import THOR, pet_shop

SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "typed", ["não quero hidratação", "sem hidratação", "sem a hidratação por favor"]
)
def test_a_refused_add_on_is_not_added(typed: str) -> None:
    chat = pet_shop(THOR)
    chat.write("banho amanhã 10h")

    chat.write(typed)

    assert chat.state.add_ons == ()
    assert chat.state.step == Step.STAFF


def test_one_add_on_refused_and_another_wanted() -> None:
    chat = pet_shop(THOR)
    chat.write("banho amanhã 10h")

    chat.write("não quero hidratação, só o corte de unhas")

    assert chat.state.add_ons == ("x-unha",)


@pytest.mark.parametrize(
    "typed",
    ["tira a hidratação", "não quero mais a hidratação", "sem hidratação", "cancela a hidratação"],
)
def test_an_add_on_is_taken_out_of_the_summary(typed: str) -> None:
    chat = pet_shop(THOR)
    for said in ("banho amanhã 10h", "hidratação", "só isso", "com a Ana"):
        chat.write(said)
    assert "R$ 155,00" in chat.seen

    seen = chat.write(typed)

    assert "Hidratação" not in seen
    assert "R$ 110,00" in seen
    assert chat.state.step == Step.CONFIRM
    assert len(chat.holds) == 1


def test_an_add_on_is_put_into_the_summary_with_another_time() -> None:
    chat = pet_shop(THOR)
    for said in ("banho amanhã 10h", "não", "com a Ana"):
        chat.write(said)

    seen = chat.write("com hidratação também, às 11h")

    assert "+ Hidratação" in seen
    assert "às 11:00" in seen


@pytest.mark.parametrize(
    "typed",
    [
        "corte amanhã às 10h com qualquer um menos a Ana",
        "corte amanhã às 10h, tanto faz, menos a Ana",
        "corte amanhã às 10h mas não quero com a Ana",
        "corte amanhã às 10h, com quem tiver, que não seja a Ana",
    ],
)
def test_a_refused_person_is_never_booked(typed: str) -> None:
    chat = Chat().named()

    chat.write(typed)

    assert "com Beatriz" in chat.seen
    chat.write("sim")
    assert chat.visits == ["s-corte p-bia 21/11 10:00"]


def test_a_person_refused_at_the_summary_is_exchanged() -> None:
    chat = Chat().named()
    chat.write("corte amanhã às 10h com a Ana")

    assert "com Beatriz" in chat.write("com a Ana não, com outra pessoa")


def test_two_services_on_two_days_are_booked_one_by_one() -> None:
    chat = Chat().named()

    seen = chat.write("corte amanhã e escova segunda")

    assert "primeiro Corte feminino" in seen
    assert "Escova" in seen
    assert (chat.state.service_id, chat.state.on) == ("s-corte", SATURDAY)


def test_asking_whether_one_may_cancel_in_the_rain_cancels_nothing() -> None:
    chat = Chat().named()
    chat.write("corte amanhã às 10h com a Ana")
    chat.write("sim")

    chat.write("posso cancelar amanhã se chover?")

    assert "cancelar este" not in chat.seen
    assert chat.visits
