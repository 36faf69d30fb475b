"""Seeing, confirming, moving and cancelling visits."""

from datetime import date

import pytest

from bot.flows.state import Step
from bot.tests.flows.chat import Chat
from bot.tests.flows.memory_desk import PROFILE, at

TODAY = date(2026, 11, 20)
SATURDAY = date(2026, 11, 21)


def with_visit(hour: int = 15, on: date = SATURDAY) -> tuple[Chat, str]:
    chat = Chat().named()
    visit = chat.business.add("maria", "s-corte", "p-ana", at(on, hour))
    return chat, visit.id


def test_without_visits_booking_is_offered() -> None:
    chat = Chat()
    chat.write("oi")

    assert "nenhum horário" in chat.tap("Meus horários")
    assert "Agendar" in chat.offered


def test_several_visits_are_listed_and_each_opens() -> None:
    chat, _ = with_visit()
    chat.business.add("maria", "s-barba", "p-caio", at(SATURDAY, 10))
    chat.write("oi")
    chat.tap("Meus horários")

    assert list(chat.offered) == ["sáb, 21/11 10:00", "sáb, 21/11 15:00"]
    assert "Barba" in chat.tap("sáb, 21/11 10:00")
    assert list(chat.offered) == ["Confirmar presença", "Remarcar", "Cancelar"]


def test_the_visits_of_others_are_not_there() -> None:
    chat, visit = with_visit()
    other = Chat(chat.business, "joana")

    for verb in ("appt", "confirm", "reschedule", "cancel", "cancelyes"):
        assert "Não encontrei" in other.tap_id(f"{verb}:{visit}")
    assert chat.visits == ["s-corte p-ana 21/11 15:00"]


def test_cancel_asks_once_and_frees_the_slot() -> None:
    chat, _ = with_visit()
    chat.write("oi")

    assert "Quer mesmo cancelar" in chat.tap("Cancelar")
    assert chat.visits
    chat.tap("Sim, cancelar")

    assert chat.visits == []
    assert chat.turn.left[-1][1] == "done"
    assert any(
        slot.starts_at == at(SATURDAY, 15)
        for slot in chat.desk.slots("s-corte", "p-ana", on=SATURDAY)
    )


def test_keeping_a_visit_keeps_it() -> None:
    chat, _ = with_visit()
    chat.write("oi")
    chat.tap("Cancelar")

    assert "mantido" in chat.tap("Manter")
    assert chat.visits == ["s-corte p-ana 21/11 15:00"]


@pytest.mark.parametrize("typed", ["vou sim", "mantido", "eu vou", "pode deixar, eu vou"])
def test_who_comes_cancels_nothing(typed: str) -> None:
    chat, _ = with_visit()
    chat.write("oi")
    chat.tap("Cancelar")

    assert "mantido" in chat.write(typed)
    assert chat.visits == ["s-corte p-ana 21/11 15:00"]


@pytest.mark.parametrize("typed", ["sim", "confirmo", "pode cancelar", "cancelar"])
def test_a_typed_yes_cancels(typed: str) -> None:
    chat, _ = with_visit()
    chat.write("oi")
    chat.tap("Cancelar")

    chat.write(typed)
    assert chat.visits == []


def test_too_late_to_cancel_says_why_and_the_way_to_a_person() -> None:
    chat, visit = with_visit(hour=10, on=TODAY)

    seen = chat.tap_id(f"cancel:{visit}")

    assert "até sex, 20/11 às 08:00" in seen
    assert PROFILE.phone in seen
    assert "Falar com atendente" in chat.offered
    assert chat.visits == ["s-corte p-ana 20/11 10:00"]


def test_too_late_counts_at_the_yes_too() -> None:
    chat, _ = with_visit()
    chat.write("oi")
    chat.tap("Cancelar")
    yes = chat.offered["Sim, cancelar"]
    chat.wait(hours=29)

    assert "prazo já passou" in chat.tap_id(yes)
    assert chat.visits == ["s-corte p-ana 21/11 15:00"]


def test_moving_replaces_the_time_as_one_act() -> None:
    chat, visit = with_visit()
    chat.write("oi")
    chat.tap("Remarcar")
    assert chat.state.step == Step.DAY
    chat.tap("seg, 23/11")
    seen = chat.tap("09:00")

    assert "de sáb, 21/11 às 15:00" in seen
    assert "para seg, 23/11 às 09:00" in seen
    assert chat.visits == ["s-corte p-ana 21/11 15:00"]
    chat.tap("Confirmar")

    assert chat.visits == ["s-corte p-ana 23/11 09:00"]
    assert [one.id for one in chat.desk.my_appointments()] == [visit]


def test_moving_by_half_an_hour_is_possible_over_the_own_time() -> None:
    chat, visit = with_visit()

    chat.tap_id(f"mslot:{visit}:p-ana:{int(at(SATURDAY, 15, 30).timestamp())}")
    chat.tap("Confirmar")

    assert chat.visits == ["s-corte p-ana 21/11 15:30"]


def test_a_move_to_a_time_taken_meanwhile_keeps_the_old_one() -> None:
    chat, visit = with_visit()
    chat.tap_id(f"mslot:{visit}:p-ana:{int(at(SATURDAY, 9).timestamp())}")
    chat.business.add("other", "s-corte", "p-ana", at(SATURDAY, 9))

    seen = chat.tap("Confirmar")

    assert "acabou de ser ocupado" in seen
    assert chat.visits == ["s-corte p-ana 21/11 15:00"]
    chat.tap("10:00")
    chat.tap("Confirmar")
    assert chat.visits == ["s-corte p-ana 21/11 10:00"]


def test_leaving_a_move_changes_nothing() -> None:
    chat, visit = with_visit()
    chat.tap_id(f"mslot:{visit}:p-ana:{int(at(SATURDAY, 9).timestamp())}")

    assert "como estava" in chat.tap("Deixar como está")
    assert chat.visits == ["s-corte p-ana 21/11 15:00"]


def test_reminder_buttons_work_in_the_middle_of_a_booking() -> None:
    chat, visit = with_visit()
    chat.write("oi")
    chat.tap("Agendar")
    chat.tap("Barba")

    assert "Presença confirmada" in chat.tap_id(f"confirm:{visit}")

    assert chat.business.visits[visit].is_confirmed
    assert chat.state.step == Step.DAY
    assert chat.state.service_id == "s-barba"


def test_reminder_buttons_work_after_a_long_silence() -> None:
    chat, visit = with_visit(on=date(2026, 11, 25))
    chat.write("oi")
    chat.wait(days=2)

    assert "Que dia" in chat.tap_id(f"reschedule:{visit}")
