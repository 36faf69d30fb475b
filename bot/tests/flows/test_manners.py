"""Reminders, people, misunderstandings, silence: how the desk behaves."""

from datetime import date

import pytest

from bot.flows import Incoming, State, answers_while_silent
from bot.flows.state import Step
from bot.tests.flows.chat import Chat
from bot.tests.flows.memory_desk import at

SATURDAY = date(2026, 11, 21)


def reminded() -> tuple[Chat, str]:
    chat = Chat().named()
    visit = chat.business.add("maria", "s-corte", "p-ana", at(SATURDAY, 15)).id
    chat.remind(visit)
    chat.wait(minutes=20)
    return chat, visit


@pytest.mark.parametrize("typed", ["confirmo", "sim", "Sim!", "confirmado"])
def test_a_yes_after_a_reminder_confirms(typed: str) -> None:
    chat, visit = reminded()

    assert "Presença confirmada" in chat.write(typed)
    assert chat.business.visits[visit].is_confirmed
    assert chat.state.awaiting_confirmation == ""


@pytest.mark.parametrize(
    "typed",
    ["não vou poder", "não", "nao vou conseguir ir", "hj nao posso", "não, muito cedo"],
)
def test_a_no_after_a_reminder_offers_to_move_or_cancel(typed: str) -> None:
    chat, _ = reminded()

    chat.write(typed)

    assert {"Remarcar", "Cancelar"} <= set(chat.offered)
    assert chat.visits


def test_a_yes_long_after_the_reminder_confirms_nothing() -> None:
    chat, visit = reminded()
    chat.wait(days=3)

    chat.write("sim")

    assert not chat.business.visits[visit].is_confirmed


def test_a_person_can_be_called_from_anywhere() -> None:
    chat = Chat().named()
    chat.tap_id(f"slot:s-corte:p-ana:{int(at(SATURDAY, 15).timestamp())}")

    chat.write("quero falar com um atendente")

    assert chat.turn.person
    assert chat.people
    assert chat.holds == []
    assert chat.state.step == Step.IDLE


def test_only_a_reminders_confirm_button_is_answered_beside_a_person() -> None:
    assert answers_while_silent(Incoming(reply_id="confirm:a-1"))
    assert not answers_while_silent(Incoming(reply_id="cancel:a-1"))
    assert not answers_while_silent(Incoming(texts=("confirmo",)))


def test_misunderstandings_end_with_a_person_not_in_a_loop() -> None:
    chat = Chat().named()
    chat.tap_id("staff:s-corte:p-ana")

    assert "Não entendi o dia" in chat.write("xpto qwerty")
    assert chat.turn.wants_more_time
    chat.write("blargh zzz")
    assert "Falar com atendente" in chat.offered
    assert "Que dia" in chat.seen
    assert "pessoa" in chat.write("qwerty zzz")
    assert not chat.people
    chat.write("xyzzy")

    assert chat.turn.person
    assert len(chat.people) == 1


def test_an_understood_answer_forgives_misunderstandings() -> None:
    chat = Chat().named()
    chat.tap_id("staff:s-corte:p-ana")
    chat.write("xpto qwerty")
    chat.write("amanhã")

    assert chat.state.retries == 0


def test_two_machines_do_not_talk_for_ever() -> None:
    chat = Chat()
    for _ in range(20):
        chat.write("Olá! Sou o assistente virtual da Empresa X.")
        if chat.turn.person:
            return
    raise AssertionError("the conversation never stops")


def test_a_photo_is_answered_once_and_the_question_stays() -> None:
    chat = Chat().named()
    chat.tap_id("staff:s-corte:p-ana")
    offered = chat.state.offered

    assert "foto" in chat.send(Incoming(kind="IMAGE"))
    assert chat.state.offered == offered
    assert chat.send(Incoming(kind="IMAGE")) == ""
    chat.write("amanhã")

    assert chat.state.step == Step.TIME
    assert "áudio" in chat.send(Incoming(kind="AUDIO"))


def test_the_caption_of_a_photo_is_read() -> None:
    chat = Chat().named()
    chat.tap_id("staff:s-corte:p-ana")

    chat.send(Incoming(texts=("amanhã",), kind="IMAGE"))

    assert chat.state.on == SATURDAY


@pytest.mark.parametrize("kind", ["REACTION", "SYSTEM", "EDIT", "REVOKE", "CALL"])
def test_what_is_not_meant_for_us_gets_no_answer(kind: str) -> None:
    chat = Chat()
    chat.tap_id("book")
    before = chat.state

    assert chat.send(Incoming(kind=kind)) == ""
    assert chat.state == before


def test_thanks_after_the_end_do_not_start_again() -> None:
    chat = Chat().named()
    chat.tap_id(f"slot:s-corte:p-ana:{int(at(SATURDAY, 15).timestamp())}")
    chat.tap("Confirmar")

    seen = chat.write("obrigada!")

    assert "Por nada" in seen
    assert chat.offered == {}
    assert chat.write("ok") == ""
    assert "Como posso ajudar" not in chat.write("tá chegando gente aí")


@pytest.mark.parametrize(
    "typed", ["brigadão viu, nota 10", "muito obg pela paciência", "gratidão, arrasaram"]
)
def test_thanks_among_other_words_are_thanks(typed: str) -> None:
    chat = Chat().named()
    chat.write("quero agendar")

    assert "Por nada" in chat.write(typed)
    assert not chat.turn.is_unread


def test_a_complaint_after_the_end_is_no_mere_no() -> None:
    chat = Chat().named()
    chat.tap_id(f"slot:s-corte:p-ana:{int(at(SATURDAY, 15).timestamp())}")
    chat.write("sim")

    assert chat.write("não gostei do corte")


def test_a_long_text_with_a_thank_you_is_left_to_whoever_reads_more() -> None:
    chat = Chat().named()
    chat.write("quero agendar")

    chat.write("obrigada, mas minha vizinha me contou outra coisa sobre isso aí")

    assert chat.turn.is_unread


def test_a_new_wish_after_the_end_is_heard() -> None:
    chat = Chat().named()
    chat.write("oi")
    chat.tap("Cancelar")

    chat.write("quero agendar barba")

    assert chat.state.service_id == "s-barba"


@pytest.mark.parametrize("typed", ["parar", "STOP", "sair"])
def test_opt_out_is_exact_and_confirmed_once(typed: str) -> None:
    chat = Chat()

    assert "não vai mais receber" in chat.write(typed)
    assert not chat.desk.marketing


def test_a_sentence_with_the_word_does_not_opt_out() -> None:
    chat = Chat()
    chat.write("que horas posso sair daí?")

    assert chat.desk.marketing


def test_opt_in_again() -> None:
    chat = Chat()
    chat.write("parar")

    chat.write("quero receber")

    assert chat.desk.marketing


def test_a_long_silence_starts_fresh() -> None:
    chat = Chat().named()
    chat.tap_id(f"slot:s-corte:p-ana:{int(at(SATURDAY, 15).timestamp())}")
    chat.wait(hours=7)

    assert "Studio Bela" in chat.write("oi")
    assert chat.state.step == Step.MENU


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "x",
        {"step": "DANCING"},
        {"step": "TIME", "on": "soon"},
        {"offered": [["a"]]},
        {"starts_at": "2026-11-21T10:00:00"},
        {"time_from": 5000},
        {"from_the_future": 1},
    ],
)
def test_a_state_that_cannot_be_read_starts_again(data: object) -> None:
    assert State.from_dict(data) == State()


def test_a_broken_state_keeps_the_reminder_it_waits_for() -> None:
    data = {"step": "DANCING", "awaiting_confirmation": "a-1"}

    assert State.from_dict(data).awaiting_confirmation == "a-1"
