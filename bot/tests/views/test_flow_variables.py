"""The variables of a draft: first values, where they are set, where they are used."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from bot.flow_variables import variables_in
from bot.flows.graph import read_graph
from bot.models import FlowDefinition
from bot.services.flows import create_flow
from bot.tests.flows.graph.graphs import flow as drawing
from bot.tests.flows.graph.graphs import node, text
from bot.tests.views.test_flow_drafts import send
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


def test_asking_whether_there_is_a_value_uses_it(inbox: Inbox) -> None:
    test = {"of": "variable", "name": "nome", "op": "filled", "value": ""}
    rules = {"rules": [{"port": "p", "match": "all", "tests": [test]}]}
    made = drawing(node("a", "condition", rules, p="e", otherwise="e"), node("e", "end"))
    (row,) = variables_in(read_graph(made)[0])
    assert (row.name, row.used_in) == ("nome", [("a", "Condição")])


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


def rename(inbox: Inbox, flow: FlowDefinition, old: str, new: str, **more: Any) -> HttpResponse:
    return send(
        inbox, flow, "variables/renaming/", {"graph": flow.draft, "old": old, "new": new} | more
    )


def test_a_variable_is_renamed_in_every_step(inbox: Inbox) -> None:
    flow = drawn(inbox)
    answer = json.loads(rename(inbox, flow, "nome", "tutor").content)
    by_id = {node["id"]: node for node in answer["nodes"]}
    assert by_id["a"]["data"]["variable"] == "tutor"
    said = by_id["b"]["data"]["blocks"][0]["text"]
    assert said == "Oi {{tutor}}, {{vazia}} {{customer.name}}"
    assert answer["looks"]["b"]["summary"] == "Oi [tutor], [vazia] Marina Costa"
    assert answer["variables"][0]["name"] == "cidade"
    assert FlowDefinition.objects.get().draft == flow.draft  # the editor keeps it, or not
    listed = json.loads(rename(inbox, flow, "cidade", "praia").content)["variables"]
    assert listed == [{"name": "praia", "type": "text", "initial": "Santos"}]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("nome", "cidade", "Já existe uma variável cidade"),
        ("nome", "vazia", "Já existe uma variável vazia"),
        ("nome", "visit_day", "Já existe"),
        ("nome", "said", "Este nome não serve"),
        ("nome", "Nome do pet", "Este nome não serve"),
        ("idade", "anos", "não existe mais"),
    ],
)
def test_why_a_name_can_not_be_had(inbox: Inbox, old: str, new: str, words: str) -> None:
    answer = rename(inbox, drawn(inbox), old, new)
    assert answer.status_code == 409
    assert words in json.loads(answer.content)["error"]


def test_a_name_that_another_flow_asks_for_is_kept(inbox: Inbox) -> None:
    flow = drawn(inbox)
    gets = {"flow": flow.slug, "returns": True, "gets": [{"variable": "nome"}]}
    made = drawing(node("a", "go_to", gets, done="e", error="e"), node("e", "end"))
    other = create_flow(organization=inbox.organization, name="Outro", graph=made, actor=None)
    asked_for = rename(inbox, flow, "nome", "tutor")
    assert (asked_for.status_code, "“Outro”" in json.loads(asked_for.content)["error"]) == (
        409,
        True,
    )
    brought = rename(inbox, other, "nome", "tutor")
    assert "vem de fora" in json.loads(brought.content)["error"]
    assert rename(inbox, flow, "cidade", "praia").status_code == 200


def test_what_is_no_renaming_is_refused(inbox: Inbox) -> None:
    flow = drawn(inbox)
    assert rename(inbox, flow, "nome", "x", graph=[]).status_code == 400
    unreadable = {"graph": flow.draft, "old": "nome", "new": 1}
    assert send(inbox, flow, "variables/renaming/", unreadable).status_code == 400
    viewer = inbox.client(Role.VIEWER)
    url = page(inbox, f"{flow.pk}/variables/renaming/")
    assert viewer.post(url, "{}", "application/json").status_code == 403


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
