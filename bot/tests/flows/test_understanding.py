"""Whole messages as people write them, in the conversation."""

from datetime import date

import pytest

from bot.flows.state import Goal, Step
from bot.tests.flows.chat import Chat
from bot.tests.flows.memory_desk import at
from bot.tests.flows.pet_shop import MEL, THOR, pet_shop

THURSDAY, SATURDAY = date(2026, 11, 26), date(2026, 11, 21)


def minutes(chat: Chat) -> list[str]:
    return [title for title, reply_id in chat.shown if reply_id.startswith("slot:")]


def test_a_service_a_person_a_day_and_a_range_give_the_matching_times() -> None:
    chat = Chat().named()

    chat.write("tem corte feminino com a Ana sábado depois das 3?")

    assert (chat.state.service_id, chat.state.staff_id) == ("s-corte", "p-ana")
    assert chat.state.on == SATURDAY
    assert minutes(chat)
    assert min(minutes(chat)) == "15:00"
    assert chat.visits == []


@pytest.mark.parametrize(
    "typed",
    [
        "quero cortar o cabelo com a Ana amanhã às 15h",
        "hi, can I get a haircut with Ana tomorrow at 3pm?",
        "quiero un corte de pelo con Ana mañana a las 15",
    ],
)
def test_a_service_is_known_by_what_people_call_it(typed: str) -> None:
    chat = Chat().named()

    seen = chat.write(typed)

    assert "Corte feminino" in seen
    assert "21/11 às 15:00" in seen
    assert "Posso marcar?" in seen


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("na verdade quinta", "26/11 às 15:00"),
        ("não, melhor às 16h", "21/11 às 16:00"),
        ("em vez de sábado, quinta", "26/11 às 15:00"),
        ("sábado não, quinta", "26/11 às 15:00"),
        ("pode ser às 16h em vez das 15h?", "21/11 às 16:00"),
        ("com a Ana não, com a Beatriz", "com Beatriz"),
    ],
)
def test_what_was_just_offered_is_corrected(typed: str, expected: str) -> None:
    chat = Chat().named()
    chat.write("corte feminino com a Ana sábado às 15h")

    seen = chat.write(typed)

    assert expected in seen
    assert "Posso marcar?" in seen
    assert chat.visits == []
    assert len(chat.holds) == 1


def test_a_message_that_takes_itself_back_counts_by_its_end() -> None:
    chat = Chat().named()

    seen = chat.write("quero corte feminino com a Ana sábado às 10, digo, às 11h")

    assert "às 11:00" in seen


def test_next_week_shows_the_days_from_monday_on() -> None:
    chat = Chat().named()

    chat.write("quero marcar barba semana que vem")

    assert chat.state.step == Step.DAY
    assert next(iter(chat.offered)).endswith("23/11")


def test_another_week_after_a_day_was_chosen_asks_the_day_again() -> None:
    chat = Chat().named()
    chat.write("quero marcar barba amanhã")

    chat.write("melhor semana que vem")

    assert chat.state.step == Step.DAY
    assert next(iter(chat.offered)).endswith("23/11")


def test_a_visit_is_moved_to_the_day_that_came_with_the_wish() -> None:
    chat = Chat().named()
    chat.business.add("maria", "s-corte", "p-ana", at(SATURDAY, 15))

    seen = chat.write("não vou poder ir sábado, dá pra remarcar pra quinta às 10h?")

    assert (chat.state.goal, chat.state.on) == (Goal.MOVE, THURSDAY)
    assert "26/11 às 10:00" in seen
    assert chat.visits == ["s-corte p-ana 21/11 15:00"]
    chat.write("sim")
    assert chat.visits == ["s-corte p-ana 26/11 10:00"]


def test_the_day_of_the_visit_is_not_the_day_it_moves_to() -> None:
    chat = Chat().named()
    chat.business.add("maria", "s-corte", "p-ana", at(SATURDAY, 15))

    chat.write("preciso remarcar meu horário de sábado")

    assert (chat.state.goal, chat.state.step, chat.state.on) == (Goal.MOVE, Step.DAY, None)


def test_a_bath_for_a_new_dog_is_not_booked_for_the_known_one() -> None:
    chat = pet_shop(THOR, add_ons=())

    chat.write("banho pro Rex amanhã às 10h")

    brought = {one.id: one.name for one in chat.business.brought["maria"]}
    assert brought[chat.state.dependant_id] == "Rex"
    assert "Rex" in chat.seen


def test_a_corrected_dog_is_the_one_in_the_summary() -> None:
    chat = pet_shop(THOR, MEL, add_ons=())
    chat.write("banho pro Thor amanhã às 10h com a Ana")
    assert "para Thor" in chat.seen

    seen = chat.write("não é pro Thor, é pra Mel")

    assert "para Mel" in seen
    assert "Posso marcar?" in seen


def test_a_price_question_writes_no_dog_down() -> None:
    chat = pet_shop(THOR)

    chat.write("quanto custa o banho do Rex?")

    assert [one.name for one in chat.business.brought["maria"]] == ["Thor"]


@pytest.mark.parametrize("typed", ["vou atrasar 10 minutos", "running late, sorry", "llego tarde"])
def test_a_delay_is_told_to_the_team(typed: str) -> None:
    chat = Chat().named()

    seen = chat.write(typed)

    assert "Já contei para a equipe" in seen
    assert chat.turn.person
    assert chat.people == ["O cliente avisou que vai se atrasar."]


@pytest.mark.parametrize("typed", ["quero apagar meus dados", "que dados vocês têm sobre mim?"])
def test_what_the_law_grants_is_answered_by_a_person(typed: str) -> None:
    chat = Chat().named()

    seen = chat.write(typed)

    assert "cópia, corrigir ou apagar" in seen
    assert chat.turn.person


def test_a_sentence_that_plainly_opts_out_counts() -> None:
    chat = Chat().named()

    assert "não vai mais receber" in chat.write("por favor parem de me mandar propaganda")
