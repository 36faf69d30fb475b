"""Booking and everything else in the customer's own words."""

from datetime import date

import pytest

from bot.flows.desk import ServiceOption
from bot.flows.state import Step
from bot.tests.flows.chat import Chat
from bot.tests.flows.memory_desk import SERVICES, at

SATURDAY = date(2026, 11, 21)


def at_time_question() -> Chat:
    chat = Chat().named()
    chat.tap_id("day:s-corte:p-ana:2026-11-21")
    return chat


def at_confirmation() -> Chat:
    chat = Chat().named()
    chat.tap_id(f"slot:s-corte:p-ana:{int(at(SATURDAY, 15).timestamp())}")
    return chat


def test_booking_by_words_alone() -> None:
    chat = Chat()
    chat.write("oi, bom dia")
    chat.write("quero agendar")
    chat.write("corte")
    chat.write("com a ana")
    chat.write("amanhã")
    chat.write("15h")
    assert chat.state.step == Step.NAME
    chat.write("maria silva")
    assert chat.visits == []
    chat.write("sim")

    assert chat.visits == ["s-corte p-ana 21/11 15:00"]
    assert chat.desk.name == "Maria Silva"


def test_one_phrase_goes_straight_to_the_summary() -> None:
    chat = Chat().named()

    seen = chat.write("quero cortar o cabelo amanhã às 15h com a Ana, corte feminino")

    assert "Posso marcar?" in seen
    assert "sáb, 21/11 às 15:00" in seen
    assert chat.visits == []


def test_a_phrase_that_fits_several_services_offers_just_these() -> None:
    chat = Chat().named()
    chat.business.services = [*SERVICES, ServiceOption("s-kids", "Corte infantil", 30)]
    chat.business.performs["s-kids"] = ["p-bia"]

    chat.write("quero um corte amanhã")

    assert list(chat.offered) == ["Corte feminino", "Corte infantil"]
    chat.write("infantil")
    assert chat.state.service_id == "s-kids"
    assert chat.state.on == SATURDAY


def test_a_booking_for_an_impossible_day_says_so_and_goes_on() -> None:
    chat = Chat().named()

    seen = chat.write("quero marcar barba dia 31/02")

    assert "não existe" in seen
    assert chat.state.step == Step.DAY


def test_what_was_said_first_is_not_asked_again() -> None:
    chat = Chat().named()
    chat.write("quero marcar barba amanhã")

    assert chat.state.step == Step.TIME
    assert chat.state.on == SATURDAY
    assert chat.state.service_id == "s-barba"


def test_two_messages_are_one_thought() -> None:
    chat = Chat().named()

    chat.write("quero marcar barba", "amanhã às 10h")

    assert chat.state.step == Step.CONFIRM


@pytest.mark.parametrize("typed", ["2", "beatriz", "beatris", "com a Beatriz"])
def test_a_person_can_be_typed(typed: str) -> None:
    chat = Chat().named()
    chat.tap_id("svc:s-corte")
    if typed == "2":
        typed = str(1 + [title for title, _ in chat.shown].index("Beatriz"))

    chat.write(typed)

    assert chat.state.staff_id == "p-bia"


@pytest.mark.parametrize("typed", ["tanto faz", "sem preferência", "qualquer um", "1"])
def test_anybody_can_be_typed(typed: str) -> None:
    chat = Chat().named()
    chat.tap_id("svc:s-corte")

    chat.write(typed)

    assert chat.state.staff_id == "any"
    assert chat.state.step == Step.DAY


@pytest.mark.parametrize("typed", ["2", "amanhã", "sábado", "21/11", "dia 21"])
def test_a_day_can_be_typed(typed: str) -> None:
    chat = Chat().named()
    chat.tap_id("staff:s-corte:p-ana")

    chat.write(typed)

    assert chat.state.on == SATURDAY


def test_a_closed_day_shows_the_days_after_it() -> None:
    chat = Chat().named()
    chat.tap_id("staff:s-corte:p-ana")

    seen = chat.write("domingo")

    assert "dom, 22/11: não tenho horário livre" in seen
    assert next(iter(chat.offered)) == "seg, 23/11"


@pytest.mark.parametrize("typed", ["31/02", "30/02"])
def test_a_day_that_does_not_exist_is_said_so(typed: str) -> None:
    chat = Chat().named()
    chat.tap_id("staff:s-corte:p-ana")

    assert "não existe" in chat.write(typed)
    assert chat.state.step == Step.DAY


def test_yesterday_is_said_to_be_over() -> None:
    chat = Chat().named()
    chat.tap_id("staff:s-corte:p-ana")

    assert "já passou" in chat.write("ontem")


@pytest.mark.parametrize("typed", ["15h", "15:00", "às 15", "15", "às 3 da tarde"])
def test_a_time_can_be_typed(typed: str) -> None:
    chat = at_time_question()

    seen = chat.write(typed)

    assert "sáb, 21/11 às 15:00" in seen
    assert chat.state.step == Step.CONFIRM


def test_a_part_of_the_day_narrows_the_list() -> None:
    chat = at_time_question()

    chat.write("de manhã")

    times = [title for title in chat.offered if ":" in title]
    assert times
    assert all(title < "12:01" for title in times)


def test_after_an_hour_narrows_the_list() -> None:
    chat = at_time_question()

    chat.write("depois das 3")

    times = [title for title in chat.offered if ":" in title]
    assert times
    assert all(title >= "15:00" for title in times)


def test_a_typed_time_that_is_taken_gets_the_nearest() -> None:
    chat = at_time_question()
    chat.business.add("other", "s-corte", "p-ana", at(SATURDAY, 15))

    seen = chat.write("15h")

    assert "nessa hora não tenho" in seen
    assert "14:00" in chat.offered
    assert "16:00" in chat.offered


def test_a_typed_number_is_the_row_that_was_shown() -> None:
    chat = at_time_question()
    third = chat.shown[2][0]

    assert f"às {third}" in chat.write("3")


def test_a_correction_at_the_summary_changes_and_shows_it_again() -> None:
    chat = at_confirmation()

    seen = chat.write("na verdade segunda")

    assert "seg, 23/11 às 15:00" in seen
    assert "Posso marcar?" in seen
    assert chat.visits == []
    assert len(chat.holds) == 1


def test_a_yes_with_a_change_does_not_book() -> None:
    chat = at_confirmation()

    assert "às 16:00" in chat.write("sim, mas às 16h")
    assert chat.visits == []


@pytest.mark.parametrize(
    "typed",
    [
        "não confirmo",
        "posso confirmar depois?",
        "ainda não",
        "sim?",
        "confirma que horas mesmo",
        "um",
        "1?",
        "ok vou ver",
        "ok vou pensar",
        "ok, maybe later",
        "claro, te falo mais tarde",
    ],
)
def test_what_only_looks_like_a_yes_does_not_book(typed: str) -> None:
    chat = at_confirmation()

    chat.write(typed)

    assert chat.visits == []


@pytest.mark.parametrize("typed", ["Sim", "pode confirmar", "confirmo!", "👍", "ok", "Confirmar"])
def test_a_yes_books(typed: str) -> None:
    chat = at_confirmation()

    chat.write(typed)

    assert chat.visits == ["s-corte p-ana 21/11 15:00"]


@pytest.mark.parametrize("typed", ["não", "não me serve, gracias", "não consigo nesse horário"])
def test_a_no_at_the_summary_asks_what_to_change(typed: str) -> None:
    chat = at_confirmation()

    assert "O que você quer mudar" in chat.write(typed)
    assert chat.visits == []
    assert "Posso marcar?" not in chat.seen


def test_back_goes_one_question_back() -> None:
    chat = at_confirmation()

    steps = []
    for _ in range(5):
        chat.write("voltar")
        steps.append(chat.state.step)

    assert steps == [Step.TIME, Step.DAY, Step.STAFF, Step.SERVICE, Step.MENU]
    assert chat.holds == []


def test_menu_and_never_mind_work_anywhere() -> None:
    chat = at_confirmation()
    chat.write("menu")
    assert chat.state.step == Step.MENU
    assert chat.holds == []

    chat = at_confirmation()
    assert "não marquei" in chat.write("deixa pra lá")
    assert chat.holds == []


def test_a_question_in_the_middle_is_answered_and_the_open_one_stays() -> None:
    chat = at_time_question()

    seen = chat.write("qual o endereço?")

    assert "Rua das Flores" in seen
    assert "qual horário?" in seen
    assert chat.state.step == Step.TIME


def test_the_price_of_one_service_is_answered() -> None:
    chat = Chat()

    assert "R$ 40,00" in chat.write("quanto custa a barba?")
    assert chat.visits == []


@pytest.mark.parametrize(
    ("typed", "asked"),
    [("english", "What would you like to book?"), ("español", "¿Qué quieres reservar?")],
)
def test_another_language_when_asked(typed: str, asked: str) -> None:
    chat = Chat()
    chat.tap_id("book")

    seen = chat.write(typed)

    assert asked in seen
    assert chat.state.step == Step.SERVICE


def test_booking_in_english() -> None:
    chat = Chat().named("John Smith")
    chat.desk.locale = "en"
    chat.write("hi")
    chat.write("i want to book barba tomorrow at 3pm")

    assert "Shall I book it?" in chat.seen
    chat.write("yes")

    assert chat.visits == ["s-barba p-caio 21/11 15:00"]


def test_booking_in_spanish() -> None:
    chat = Chat().named("Juan")
    chat.desk.locale = "es"
    chat.write("hola")
    chat.write("quiero reservar barba mañana a las 15h")

    assert "¿Lo reservo?" in chat.seen
    chat.write("sí")

    assert chat.visits == ["s-barba p-caio 21/11 15:00"]


@pytest.mark.parametrize("typed", ["boa tarde", "Bom dia!", "boa noite", "good afternoon"])
def test_a_greeting_wishes_for_no_time(typed: str) -> None:
    chat = Chat()

    assert "Studio Bela" in chat.write(typed)
    assert chat.state.step == Step.MENU


def test_a_greeting_before_a_wish_is_not_part_of_it() -> None:
    chat = Chat().named()

    chat.write("boa tarde, queria marcar barba amanhã")

    assert chat.state.on == SATURDAY
    assert (chat.state.time_from, chat.state.time_to) == (None, None)


def test_the_words_of_a_button_work_like_the_button() -> None:
    chat = at_confirmation()

    chat.write("Mudar horário")
    assert chat.state.step == Step.TIME
    chat.write("outro dia")
    assert chat.state.step == Step.DAY
    chat.write("ver mais dias")
    assert "seg, 30/11" in chat.offered
