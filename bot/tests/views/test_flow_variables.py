"""The variables of a draft: first values, where they are set, where they are used."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from bot.flow_variables import variables_in
from bot.flows.graph import read_graph
from bot.models import FlowDefinition
from bot.services.flows import create_flow
from bot.tests.flows.graph.graphs import flow as drawing
from bot.tests.flows.graph.graphs import node, text
from bot.tests.views.test_flows import make, page
from bot.tests.views.test_inbox import PARTIAL, Inbox, inbox

__all__ = ["inbox"]


def drawn(inbox: Inbox) -> FlowDefinition:
    asked = {"text": "Nome?", "variable": "nome"}
    made = drawing(
        node("a", "question", asked, done="b", failed="c", idle="c"),
        node("b", "message", text("Oi {{nome}}, {{vazia}} {{customer.name}}"), done="c"),
        node("c", "end"),
        variables=[{"name": "cidade", "type": "text", "initial": "Santos"}],
    )
    return create_flow(organization=inbox.organization, name="Teste", graph=made, actor=None)


def test_where_each_is_set_and_used(inbox: Inbox) -> None:
    rows = variables_in(read_graph(drawn(inbox).draft)[0])
    told = [(one.name, one.initial, one.set_in, one.used_in) for one in rows]
    assert told == [
        ("cidade", "Santos", [], []),
        ("nome", None, [("a", "Pergunta")], [("b", "Mensagem")]),
        ("vazia", None, [], [("b", "Mensagem")]),
    ]
    assert [one.is_empty for one in rows] == [False, False, True]
    assert [one.is_idle for one in rows] == [True, False, False]


def test_the_panel_of_the_editor_and_the_plain_page(inbox: Inbox) -> None:
    flow = drawn(inbox)
    url = page(inbox, f"{flow.pk}/variables/")
    panel = unescape(inbox.client().get(url, headers=PARTIAL).content.decode())
    assert re.findall(r'data-variable="(\w+)"', panel) == ["cidade", "nome", "vazia"]
    assert "É usada, mas nenhum passo dá um valor a ela." in panel
    assert 'data-flow-goto="a"' in panel
    assert 'id="variable-new"' in panel
    plain = inbox.client().get(url).content.decode()
    assert "Santos" in plain
    assert "data-initial" not in plain
    looked = inbox.client(Role.VIEWER).get(url, headers=PARTIAL).content.decode()
    assert "Santos" in looked
    assert "Salvar variáveis" not in looked
    empty = make(inbox, "Vazio", "empty")
    shown = inbox.client().get(page(inbox, f"{empty.pk}/variables/")).content.decode()
    assert "Nenhuma variável ainda" in shown


@pytest.mark.parametrize("count", [1, 30])
def test_the_same_queries_for_any_number(inbox: Inbox, count: int) -> None:
    names = [{"name": f"v{number}", "initial": "x"} for number in range(count)]
    made = drawing(node("a", "end"), variables=names)
    flow = create_flow(organization=inbox.organization, name="V", graph=made, actor=None)
    client, url = inbox.client(), page(inbox, f"{flow.pk}/variables/")
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).content.decode().count("data-variable=") == count
    assert len([one for one in asked if "bot_flow" in one["sql"]]) == 1
