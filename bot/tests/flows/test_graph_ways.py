"""By which way the built-in flow goes for what customers say."""

from datetime import date

import pytest

from bot.flows.graph.house_kinds import WANTED
from bot.tests.flows.chat import Chat
from bot.tests.flows.memory_desk import at

SAID = {
    "book": "quero agendar",
    "reschedule": "quero remarcar",
    "visits": "quais são os meus horários?",
    "cancel": "quero cancelar meu horário",
    "prices": "quanto custa?",
    "place": "qual o endereço?",
    "menu": "oi",
    "human": "quero falar com um atendente",
    "late": "vou me atrasar",
    "my_data": "quais dados vocês têm sobre mim?",
    "stop": "parar",
    "opt_in": "quero receber",
    "thanks": "obrigada",
}


def chat_with_a_visit() -> Chat:
    chat = Chat().named()
    on = date(chat.business.now.year, chat.business.now.month, chat.business.now.day)
    monday = on.fromordinal(on.toordinal() + 14 - on.weekday())
    chat.business.add("maria", "s-corte", "p-ana", at(monday, 10))
    return chat


@pytest.mark.parametrize(("port", "words"), SAID.items())
def test_what_is_wanted_has_its_own_way(port: str, words: str) -> None:
    chat = chat_with_a_visit()
    chat.write(words)
    assert ("entender", port) in chat.turn.left


def test_giving_up_a_booking_has_its_own_way() -> None:
    chat = Chat().named()
    chat.write("quero agendar")
    chat.write("deixa pra lá")
    assert ("entender", "dropped") in chat.turn.left


def test_the_fourth_time_that_nothing_is_understood_has_its_own_way() -> None:
    chat = Chat().named()
    chat.write("oi")
    for _time in range(4):
        chat.write("blim")
    assert ("entender", "lost") in chat.turn.left
    assert len(chat.people) == 1


def test_a_booking_in_one_sentence_passes_every_question_and_stops_at_the_last() -> None:
    chat = Chat().named()
    chat.write("corte feminino com a Ana segunda que vem às 10h")
    assert [node for node, port in chat.turn.left if port == "done"] == [
        *("service", "whom", "add_ons", "staff", "time", "name"),
    ]
    chat.write("na verdade terça")
    assert chat.turn.left == ()
    chat.write("sim")
    assert chat.turn.left == (("confirm", "done"),)
    assert len(chat.visits) == 1


def test_what_needs_nothing_more_ends() -> None:
    chat = Chat().named()
    chat.write("corte feminino com a Ana segunda que vem às 10h")
    chat.write("sim")
    assert chat.write("ok") == ""
    assert chat.turn.left == (("entender", "done"),)


def test_no_way_is_left_out() -> None:
    assert set(WANTED) == {*SAID, "dropped", "lost", "done"}
