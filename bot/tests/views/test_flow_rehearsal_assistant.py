"""The chat beside the canvas: the assistant is not asked, the owner says how it went."""

from typing import Any

import pytest

from bot.models import AssistantTurn, FlowDefinition
from bot.tests.flows.graph.graphs import node
from bot.tests.services.flow_chats import END, PERSON
from bot.tests.views.test_flow_rehearsal import drawn, trial
from bot.tests.views.test_inbox import Inbox, inbox

__all__ = ["inbox"]

ANSWER = "(Aqui vem a resposta do assistente.)"
SORRY = node("x", "end", {"text": "Não deu."})


def assisted(inbox: Inbox, **data: Any) -> FlowDefinition:
    ways = {"done": "e", "handed_over": "h", "error": "x", "idle": "x"}
    return drawn(inbox, node("a", "assistant", data, **ways), END, PERSON, SORRY)


def test_it_answers_as_often_as_it_may(inbox: Inbox) -> None:
    tried = trial(inbox, assisted(inbox, turns=2))
    said = tried.act("begin")
    assert "Aqui o assistente responde." in said
    assert "Respondeu e terminou" in said
    assert "diga primeiro como foi" in tried.act("say", said="e aí?")
    assert ANSWER in tried.act("worked")
    tried.act("say", said="e depois?")
    assert f"{ANSWER} Até logo!" in tried.act("worked")
    assert tried.told["ways"] == [["a", "done"]]
    assert not AssistantTurn.objects.exists()


@pytest.mark.parametrize(
    ("act", "seen", "port"),
    [
        ("finished", f"{ANSWER} Até logo!", "done"),
        ("handed_over", "A equipe é chamada: quer desconto", "handed_over"),
        ("failed", "Não deu.", "error"),
    ],
)
def test_each_way_can_be_tried(inbox: Inbox, act: str, seen: str, port: str) -> None:
    tried = trial(inbox, assisted(inbox))
    tried.act("begin")
    assert seen in tried.act(act)
    assert tried.told["ways"] == [["a", port]]


def test_its_own_words_come_first(inbox: Inbox) -> None:
    tried = trial(inbox, assisted(inbox, text="Pode perguntar!"))
    assert "Pode perguntar!" in tried.act("begin")
    assert "Aqui o assistente responde." in tried.act("say", said="quanto custa?")
