"""The chat beside the canvas: the draft is walked, and nothing is kept."""

import json
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.models import Customer
from accounts.tests.factories import make_organization
from bot.flow_starters import starter_graph
from bot.models import FlowDefinition, FlowRun, Message
from bot.services.flows import create_flow, save_draft
from bot.tests.flows.graph.graphs import flow as drawing
from bot.tests.flows.graph.graphs import node
from bot.tests.services.flow_chats import END, PERSON, keyword
from bot.tests.views.test_flows import make, page
from bot.tests.views.test_inbox import Inbox, inbox
from catalog.tests.factories import make_service
from scheduling.models import Appointment
from scheduling.tests.factories import make_staff

__all__ = ["inbox"]


@dataclass
class Trial:
    """One rehearsal as the page carries it from act to act."""

    client: Client
    url: str
    told: dict[str, Any] = field(default_factory=dict)
    page: str = ""

    def act(self, act: str, **fields: str) -> str:
        """The words of what is new in the chat."""
        given = {"token": self.told.get("token", ""), "act": act, **fields}
        answer = self.client.post(self.url, given)
        assert answer.status_code == 200
        whole = answer.content.decode()
        found = re.search(r'<script id="flow-rehearsed"[^>]*>(.*?)</script>', whole, re.S)
        assert found is not None
        self.told = json.loads(found[1])
        self.page = whole.replace(found[0], "")
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.page)).split())

    def tap(self, title: str) -> str:
        buttons = re.findall(r'data-tap="([^"]+)">\s*([^<]+)', self.page)
        return self.act("", tap=next(unescape(key) for key, name in buttons if name == title))


def trial(inbox: Inbox, flow: FlowDefinition, role: Role = Role.OWNER) -> Trial:
    return Trial(inbox.client(role), page(inbox, f"{flow.pk}/rehearsal/"))


def drawn(inbox: Inbox, *nodes: dict[str, Any]) -> FlowDefinition:
    made = drawing(*nodes, start=nodes[0]["id"], triggers=keyword("oi"))
    return create_flow(organization=inbox.organization, name="Teste", graph=made, actor=None)


def test_the_draft_answers_and_its_way_is_told(inbox: Inbox) -> None:
    tried = trial(inbox, make(inbox))
    assert tried.act("begin").startswith("pesquisa De 0 a 10")
    assert (tried.told["here"], tried.told["nodes"]) == ("nota", ["nota"])
    assert tried.act("say", said="9") == "9 Obrigado! Até a próxima. Fim do teste. Recomeçar"
    assert tried.told["nodes"] == ["nota", "boa", "obrigado"]
    assert tried.told["ways"] == [["nota", "done"], ["boa", "otherwise"]]
    assert tried.told["known"] == [["nota", "9"]]
    assert tried.told["over"]


def test_nothing_is_kept(inbox: Inbox) -> None:
    before = Customer.objects.count(), Message.objects.count()
    tried = trial(inbox, make(inbox))
    tried.act("begin")
    assert "A equipe é chamada" in tried.act("say", said="2")
    assert (Customer.objects.count(), Message.objects.count()) == before
    assert not FlowRun.objects.exists()


def test_time_passes_by_a_button(inbox: Inbox) -> None:
    tried = trial(inbox, make(inbox))
    tried.act("begin")
    assert tried.told["clock"]
    assert "Passaram 60 minutos." in tried.act("time")
    assert tried.told["ways"] == [["nota", "idle"]]


def test_a_visit_is_booked_in_the_test_alone(inbox: Inbox) -> None:
    service = make_service(inbox.organization, name="Corte")
    make_staff(inbox.organization, [service], name="Ana")
    tried = trial(inbox, make(inbox, starter="booking"))
    tried.act("begin")
    assert "Qual horário?" in tried.tap("Corte")
    days = re.findall(r'data-tap="([^"]+)"', tried.page)
    tried.act("", tap=days[1])
    times = re.findall(r'data-tap="([^"]+)"', tried.page)
    assert "Posso marcar?" in tried.act("", tap=times[0])
    yes = re.findall(r'data-tap="([^"]+)"', tried.page)
    assert "Até lá!" in tried.act("", tap=yes[0])
    assert not Appointment.objects.exists()


def test_an_earlier_visit_is_simulated_and_cancelled(inbox: Inbox) -> None:
    service = make_service(inbox.organization, name="Corte")
    make_staff(inbox.organization, [service], name="Ana")
    ways = {"done": "e", "none": "h", "declined": "e", "idle": "e"}
    flow = drawn(inbox, node("c", "cancel", {"text": "Qual?"}, **ways), END, PERSON)
    tried = trial(inbox, flow)
    tried.act("begin")
    assert tried.told["ways"] == [["c", "none"]]
    assert "Cancelar este horário?" in tried.act("begin", with_visit="1")
    assert "cancelei" in tried.tap("Sim, cancelar")
    assert not Appointment.objects.exists()


def test_a_draft_with_problems_says_so_when_it_gets_there(inbox: Inbox) -> None:
    flow = drawn(
        inbox, node("q", "question", {"text": "Seu nome?", "variable": "nome"}, idle="e"), END
    )
    tried = trial(inbox, flow)
    assert "Esta saída não leva a lugar nenhum." in tried.act("begin")
    assert "O fluxo chegou a um caminho sem continuação." in tried.act("say", said="Bia")
    assert 'data-flow-goto="q"' in tried.page
    empty = make(inbox, "Vazio", "empty")
    assert "ainda não tem um primeiro passo" in trial(inbox, empty).act("begin")


def test_a_step_that_cannot_be_walked_is_said(inbox: Inbox) -> None:
    flow = drawn(inbox, node("s", "split", {"branches": []}), END)
    assert "falta preencher" in trial(inbox, flow).act("begin")


def test_the_draft_may_change_in_the_middle(inbox: Inbox) -> None:
    flow = make(inbox)
    tried = trial(inbox, flow)
    tried.act("begin")
    save_draft(flow=flow, graph=starter_graph("welcome", "pt-BR"), number=1, actor=None)
    assert "saiu do fluxo" in tried.act("say", said="9")
    assert "Como podemos ajudar?" in tried.act("begin")
    assert "Já chamo alguém" in tried.tap("Falar com alguém")


def test_requests_are_not_made_the_owner_says_how_they_went(inbox: Inbox) -> None:
    data = {
        "method": "GET",
        "url": "https://loja.test/{{said}}",
        "save": [{"path": "a.b", "variable": "preco"}],
    }
    flow = drawn(inbox, node("x", "http", data, done="e", error="h"), END, PERSON)
    tried = trial(inbox, flow)
    assert "GET https://loja.test/oi" in tried.act("begin")
    tried.act("worked")
    assert tried.told["known"] == [["preco", "exemplo"]]
    tried.act("begin")
    assert "Já chamo alguém." in tried.act("failed")


def test_words_that_leave_every_flow_leave_this_one(inbox: Inbox) -> None:
    tried = trial(inbox, make(inbox))
    tried.act("begin")
    assert "a equipe é chamada" in tried.act("say", said="quero falar com um atendente")
    assert tried.told["over"]


def test_who_may_look_may_try_and_a_token_is_of_one_person(inbox: Inbox) -> None:
    flow = make(inbox)
    own = trial(inbox, flow, Role.VIEWER)
    own.act("begin")
    own.act("say", said="9")
    other = trial(inbox, flow)
    other.told = own.told
    assert "De 0 a 10" in other.act("say", said="9")  # begins anew
    stranger = Inbox(make_organization(), inbox.channel, inbox.talk)
    url = f"/o/{stranger.organization.slug}/flows/{flow.pk}/rehearsal/"
    assert stranger.client().post(url).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_a_turn_takes_the_same_queries_for_any_number_of_services(inbox: Inbox, count: int) -> None:
    for number in range(count):
        service = make_service(inbox.organization, name=f"Serviço {number}")
        make_staff(inbox.organization, [service])
    tried = trial(inbox, make(inbox, starter="booking"))
    tried.act("begin")
    with CaptureQueriesContext(connection) as asked:
        tried.act("begin")
    assert len(asked) <= 22


def test_words_that_leave_do_so_while_the_flow_waits(inbox: Inbox) -> None:
    flow = drawn(inbox, node("w", "wait", {"minutes": 5}, done="e"), END)
    tried = trial(inbox, flow)
    tried.act("begin")
    assert "a equipe é chamada" in tried.act("say", said="atendente")
    assert tried.told["over"]
    tried.act("begin")
    said = tried.act("say", said="parar")
    assert "quem responde é a conversa de sempre" in said
    assert "equipe" not in said
