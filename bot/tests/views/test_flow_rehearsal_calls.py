"""The chat beside the canvas: into other flows and back."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bot.enums import FlowStatus
from bot.models import FlowDefinition, FlowRun, Message
from bot.services.flow_care import change_flow_status
from bot.services.flows import create_flow, save_draft
from bot.tests.flows.graph.graphs import flow as drawing
from bot.tests.flows.graph.graphs import node, text
from bot.tests.services.flow_chats import END, PERSON, keyword, publish
from bot.tests.views.test_flow_rehearsal import drawn, trial
from bot.tests.views.test_inbox import Inbox, inbox

__all__ = ["inbox"]

WAYS = {"done": "f", "idle": "h", "failed": "h"}
NAME = node("q", "question", {"text": "Seu nome?", "variable": "nome"}, **WAYS)
ASKED = drawing(NAME, node("f", "end"), PERSON, start="q", triggers=keyword("nome"))
SAID = node("m", "message", text("Obrigado, {{nome}}!"), done="e")


def calling(inbox: Inbox, slug: str = "nome", **data: Any) -> FlowDefinition:
    given = {"flow": slug, "returns": True, "gets": [{"variable": "nome"}], **data}
    return drawn(inbox, node("g", "go_to", given, done="m", error="h"), SAID, END, PERSON)


def asking(inbox: Inbox, graph: dict[str, Any] = ASKED) -> FlowDefinition:
    return publish(inbox.organization, graph, "Nome")


def test_the_called_flow_is_walked_and_brings_its_values(inbox: Inbox) -> None:
    asking(inbox)
    tried = trial(inbox, calling(inbox))
    said = tried.act("begin")
    assert "Entra no fluxo “Nome” e depois volta. Seu nome?" in said
    assert tried.told["inside"] == "Nome"
    assert (tried.told["here"], tried.told["nodes"]) == ("g", ["g"])
    said = tried.act("say", said="Bia")
    assert "Volta a este fluxo. Obrigado, Bia! Até logo!" in said
    assert tried.told["nodes"] == ["g", "m", "e"]
    assert tried.told["ways"] == [["g", "done"], ["m", "done"]]
    assert (tried.told["inside"], tried.told["over"]) == ("", True)
    assert not FlowRun.objects.exists()
    assert not Message.objects.exists()


def test_a_flow_without_a_return_ends_the_draft(inbox: Inbox) -> None:
    asking(inbox)
    tried = trial(inbox, calling(inbox, returns=False, gets=[]))
    assert "A conversa continua no fluxo “Nome”. Seu nome?" in tried.act("begin")
    assert (tried.told["here"], tried.told["inside"]) == ("", "Nome")
    assert "Fim do teste." in tried.act("say", said="Bia")
    assert tried.told["nodes"] == ["g"]


def test_of_a_published_flow_the_version_is_walked_of_another_the_draft(inbox: Inbox) -> None:
    flow = asking(inbox)
    other = drawing(NAME | {"data": {"text": "Como se chama?", "variable": "nome"}}, start="q")
    save_draft(flow=flow, graph=other, number=1, actor=None)
    draft = calling(inbox)
    tried = trial(inbox, draft)
    assert "Seu nome?" in tried.act("begin")
    change_flow_status(flow=flow, status=FlowStatus.PAUSED, actor=None)
    assert "ainda não está no ar" in tried.act("begin")
    create_flow(organization=inbox.organization, name="Rascunho", graph=other, actor=None)
    leads = drawing(node("a", "go_to", {"flow": "rascunho"}), triggers=keyword("oi"))
    save_draft(flow=draft, graph=leads, number=1, actor=None)
    said = tried.act("begin")
    assert "“Rascunho” ainda não está no ar" in said
    assert "Como se chama?" in said


def test_a_flow_that_is_not_there_goes_the_way_of_the_error(inbox: Inbox) -> None:
    flow = calling(inbox)
    tried = trial(inbox, flow)
    said = tried.act("begin")
    assert "O fluxo “nome” não existe mais." in said
    assert "Já chamo alguém." in said
    assert tried.told["ways"] == [["g", "error"]]
    save_draft(flow=flow, graph=drawing(node("a", "go_to", {"flow": "x"})), number=1, actor=None)
    assert "O fluxo “x” não existe mais." in tried.act("begin")
    assert tried.told["over"]


def test_a_person_called_in_the_other_flow_ends_all(inbox: Inbox) -> None:
    asking(inbox, drawing(PERSON, start="h", triggers=keyword("nome")))
    tried = trial(inbox, calling(inbox))
    assert "A equipe é chamada: quer desconto" in tried.act("begin")
    assert (tried.told["over"], tried.told["ways"]) == (True, [])


def test_requests_and_waits_of_the_other_flow_have_a_way_on(inbox: Inbox) -> None:
    nodes = (
        node("w", "wait", {"minutes": 5}, done="x"),
        node("x", "http", {"method": "GET", "url": "https://a.test/"}, done="f", error="f"),
        node("f", "end"),
    )
    asking(inbox, drawing(*nodes, start="w", triggers=keyword("nome")))
    tried = trial(inbox, calling(inbox))
    tried.act("begin")
    assert tried.told["clock"]
    assert "GET https://a.test/" in tried.act("time")
    assert "data-flow-goto" not in tried.page
    assert "Obrigado" in tried.act("worked")


def test_a_flow_that_calls_itself_comes_to_an_end(inbox: Inbox) -> None:
    flow = calling(inbox, "teste")
    assert flow.slug == "teste"
    said = trial(inbox, flow).act("begin")
    assert "fluxos demais um dentro do outro" in said
    round_about = drawing(node("g", "go_to", {"flow": "teste"}), END, start="g")
    save_draft(flow=flow, graph=round_about, number=1, actor=None)
    assert "andou em círculos" in trial(inbox, flow).act("begin")


def test_the_other_flow_may_go_in_the_middle(inbox: Inbox) -> None:
    flow = asking(inbox)
    tried = trial(inbox, calling(inbox))
    tried.act("begin")
    change_flow_status(flow=flow, status=FlowStatus.ARCHIVED, actor=None)
    said = tried.act("say", said="Bia")
    assert "saiu do fluxo" in said
    assert "Recomeçar" in said


@pytest.mark.parametrize("count", [1, 30])
def test_a_called_flow_takes_the_same_queries_among_any_number(inbox: Inbox, count: int) -> None:
    asking(inbox)
    for number in range(count):
        publish(inbox.organization, ASKED, f"Outro {number}")
    tried = trial(inbox, calling(inbox))
    with CaptureQueriesContext(connection) as asked:
        tried.act("begin")
    assert len(asked) <= 22
