"""Old, foreign and broken taps."""

from datetime import date

import pytest

from bot.flows import Incoming
from bot.flows.state import Step
from bot.tests.flows.chat import Chat
from bot.tests.flows.memory_desk import at

SATURDAY = date(2026, 11, 21)


def epoch(hour: int) -> int:
    return int(at(SATURDAY, hour).timestamp())


def test_a_slot_of_yesterdays_list_still_works() -> None:
    chat = Chat().named()

    assert "Posso marcar?" in chat.tap_id(f"slot:s-corte:p-ana:{epoch(15)}")
    assert chat.visits == []


def test_a_slot_in_the_past_gets_free_ones_instead() -> None:
    chat = Chat().named()
    chat.wait(days=3)

    seen = chat.tap_id(f"slot:s-corte:p-ana:{epoch(15)}")

    assert "acabou de ser ocupado" in seen
    assert chat.offered
    assert chat.holds == []


def test_a_service_that_was_removed_is_said_so_and_others_are_offered() -> None:
    chat = Chat()

    assert "não está mais disponível" in chat.tap_id("svc:another-tenant")
    assert "Barba" in chat.offered


def test_a_person_who_left_is_asked_again() -> None:
    chat = Chat()

    chat.tap_id("staff:s-corte:p-gone")

    assert chat.state.step == Step.STAFF


@pytest.mark.parametrize(
    "reply_id",
    [
        "",
        "???",
        "svc",
        "svc:",
        "slot:s-corte:p-ana:NaN",
        "slot:s-corte:p-ana:99999999999999999999",
        "day:s-corte:p-ana:2026-13-45",
        "day:s-corte:p-ana:9999-12-31",
        "day:s-corte:p-ana:0001-01-01",
        "more",
        "more:svc:-1",
        "more:day:s-corte:any:soon",
        "more:slot:s-corte:any:2026-11-21:99999",
        "mday:nobody:any:2026-11-21",
        "myes:nobody:any:1",
        "yes:",
        "yes:somebody-else",
        "cancelyes:x",
        "otherday",
        "othertime",
        "otherdate",
        "%00:%ff",
    ],
)
def test_a_tap_that_means_nothing_is_answered_kindly(reply_id: str) -> None:
    chat = Chat()

    seen = chat.tap_id(reply_id)

    assert seen
    assert chat.visits == []
    assert chat.holds == []


def test_the_yes_of_an_older_summary_does_not_book() -> None:
    chat = Chat().named()
    chat.tap_id(f"slot:s-corte:p-ana:{epoch(15)}")
    old = chat.offered["Confirmar"]
    chat.tap("Mudar horário")
    chat.tap("10:00")

    assert "não está mais disponível" in chat.tap_id(old)
    assert chat.visits == []


def test_a_tap_and_a_text_in_one_thought_are_both_heard() -> None:
    chat = Chat()
    seen = chat.send(
        Incoming(texts=("kkkk qwerty",), reply_id="svc:s-barba", reply_title="Barba", kind="TEXT")
    )

    assert chat.state.service_id == "s-barba"
    assert "Que dia" in seen


def test_the_title_repeated_as_text_is_not_read_again() -> None:
    chat = Chat().named()
    chat.tap_id(f"slot:s-corte:p-ana:{epoch(15)}")

    chat.send(
        Incoming(
            texts=("Mudar horário",),
            reply_id="othertime",
            reply_title="Mudar horário",
            kind="BUTTON_REPLY",
        )
    )

    assert chat.state.step == Step.TIME
    assert "qual horário?" in chat.seen


def test_a_yes_to_a_summary_nobody_has_seen_does_not_book() -> None:
    chat = Chat().named()

    seen = chat.send(Incoming(texts=("sim",), reply_id=f"slot:s-corte:p-ana:{epoch(15)}"))

    assert "Posso marcar?" in seen
    assert chat.visits == []
