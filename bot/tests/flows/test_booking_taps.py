"""Booking by taps alone."""

from datetime import date

from bot.flows.state import Step
from bot.tests.flows.chat import Chat
from bot.tests.flows.memory_desk import PROFILE, at

SATURDAY = date(2026, 11, 21)


def to_confirmation(chat: Chat) -> Chat:
    """A known customer who chose a cut with Ana on Saturday at 15:00."""
    chat.write("oi")
    chat.tap("Agendar")
    chat.tap("Corte feminino")
    chat.tap("Ana")
    chat.tap("Amanhã")
    while not any(title == "15:00" for title in chat.offered):
        chat.tap("Ver mais")
    chat.tap("15:00")
    return chat


def test_booking_by_taps_ends_in_the_agenda_only_after_the_yes() -> None:
    chat = to_confirmation(Chat().named())

    assert "Corte feminino" in chat.seen
    assert "com Ana" in chat.seen
    assert "R$ 80,00" in chat.seen
    assert chat.visits == []
    assert chat.holds == [chat.state.hold_id]

    seen = chat.tap("Confirmar")

    assert chat.visits == ["s-corte p-ana 21/11 15:00"]
    assert chat.turn.left[-1][1] == "done"
    assert PROFILE.address in seen
    assert PROFILE.map_url in seen
    assert chat.holds == []


def test_house_with_several_places_says_where_this_visit_is() -> None:
    chat = to_confirmation(Chat().named())
    chat.desk.business.places = {"p-ana": "Zona Sul: Rua B, 2"}

    seen = chat.tap("Confirmar")

    assert "Zona Sul: Rua B, 2" in seen
    assert PROFILE.address not in seen
    assert PROFILE.map_url not in seen


def test_first_contact_says_the_name_of_the_business() -> None:
    assert "Studio Bela" in Chat().write("oi")


def test_welcome_offers_everything_the_desk_does() -> None:
    chat = Chat()
    chat.write("oi")

    assert list(chat.offered) == [
        "Agendar",
        "Meus horários",
        "Remarcar",
        "Cancelar",
        "Serviços e preços",
        "Endereço e horários",
        "Falar com atendente",
    ]


def test_a_service_with_one_person_skips_the_person() -> None:
    chat = Chat().named()
    chat.write("oi")
    chat.tap("Agendar")

    chat.tap("Barba")

    assert chat.state.step == Step.DAY


def test_no_preference_books_whoever_is_free() -> None:
    chat = Chat().named()
    chat.business.add("other", "s-corte", "p-ana", at(SATURDAY, 9))
    chat.write("oi")
    chat.tap("Agendar")
    chat.tap("Corte feminino")
    chat.tap("Sem preferência")
    chat.tap("Amanhã")

    assert "com Beatriz" in chat.tap("09:00")
    chat.tap("Confirmar")

    assert chat.visits == ["s-corte p-bia 21/11 09:00"]


def test_unknown_customer_is_asked_for_the_name_once() -> None:
    chat = to_confirmation(Chat())
    assert chat.state.step == Step.NAME

    assert "nome" in chat.write("12345")
    assert chat.state.step == Step.NAME
    chat.write("joão da silva")

    assert chat.desk.name == "João da Silva"
    assert chat.state.step == Step.CONFIRM
    assert "João" in chat.tap("Confirmar")


def test_another_time_gives_the_held_slot_back() -> None:
    chat = to_confirmation(Chat().named())

    chat.tap("Mudar horário")

    assert chat.holds == []
    assert chat.state.step == Step.TIME
    assert chat.state.on == SATURDAY
    assert "09:00" in chat.offered


def test_giving_up_gives_the_held_slot_back() -> None:
    chat = to_confirmation(Chat().named())

    seen = chat.tap("Cancelar")

    assert "não marquei" in seen
    assert chat.holds == []
    assert chat.visits == []


def test_a_slot_lost_meanwhile_gets_the_nearest_with_everything_kept() -> None:
    chat = Chat().named()
    chat.write("oi")
    chat.tap("Agendar")
    chat.tap("Corte feminino")
    chat.tap("Ana")
    chat.tap("Amanhã")
    chat.business.add("other", "s-corte", "p-ana", at(SATURDAY, 10))

    seen = chat.tap("10:00")

    assert "acabou de ser ocupado" in seen
    assert "09:00" in chat.offered
    assert "11:00" in chat.offered
    assert "10:00" not in chat.offered
    chat.tap("11:00")
    chat.tap("Confirmar")
    assert chat.visits == ["s-corte p-ana 21/11 11:00"]


def test_a_late_yes_books_the_same_slot_when_it_is_still_free() -> None:
    chat = to_confirmation(Chat().named())
    chat.wait(minutes=30)

    chat.tap("Confirmar")

    assert chat.visits == ["s-corte p-ana 21/11 15:00"]


def test_a_late_yes_to_a_slot_somebody_took_gets_the_nearest() -> None:
    chat = to_confirmation(Chat().named())
    chat.wait(minutes=30)
    chat.business.add("other", "s-corte", "p-ana", at(SATURDAY, 15))

    seen = chat.tap("Confirmar")

    assert "acabou de ser ocupado" in seen
    assert chat.visits == []
    assert "14:00" in chat.offered


def test_a_second_tap_on_yes_books_nothing_twice() -> None:
    chat = to_confirmation(Chat().named())
    yes = chat.offered["Confirmar"]
    chat.tap_id(yes)

    assert "Está marcado" in chat.tap_id(yes)

    assert chat.visits == ["s-corte p-ana 21/11 15:00"]


def test_a_second_tap_on_the_held_slot_keeps_it() -> None:
    chat = to_confirmation(Chat().named())
    held = chat.state.hold_id

    seen = chat.tap_id(f"slot:s-corte:p-ana:{int(at(SATURDAY, 15).timestamp())}")

    assert "Posso marcar?" in seen
    assert chat.state.hold_id == held


def test_an_overlapping_time_is_free_for_the_one_who_holds_it() -> None:
    chat = to_confirmation(Chat().named())

    seen = chat.tap_id(f"slot:s-corte:p-ana:{int(at(SATURDAY, 15, 30).timestamp())}")

    assert "15:30" in seen
    assert "Posso marcar?" in seen
    assert len(chat.holds) == 1


def test_two_customers_cannot_take_one_slot() -> None:
    first = to_confirmation(Chat().named())
    second = Chat(first.business, "joana").named("Joana")
    second.write("oi")
    slot = f"slot:s-corte:p-ana:{int(at(SATURDAY, 15).timestamp())}"

    assert "acabou de ser ocupado" in second.tap_id(slot)
    first.tap("Confirmar")

    assert first.visits == ["s-corte p-ana 21/11 15:00"]
    assert second.visits == []
