"""The editor: saving the draft, two editors at once, the form of a step."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse

from accounts.enums import Role
from bot.flow_starters import starter_graph
from bot.models import FlowDefinition
from bot.tests.flows.graph.graphs import DATA
from bot.tests.views.test_flows import make, page
from bot.tests.views.test_inbox import Inbox, inbox

__all__ = ["inbox"]


def send(inbox: Inbox, flow: FlowDefinition, rest: str, body: Any) -> HttpResponse:
    client = inbox.client()
    url = page(inbox, f"{flow.pk}/{rest}")
    text = body if isinstance(body, str) else json.dumps(body)
    answer: HttpResponse = client.post(url, text, content_type="application/json")
    return answer


def step(inbox: Inbox, flow: FlowDefinition, /, **fields: str) -> HttpResponse:
    answer: HttpResponse = inbox.client().post(page(inbox, f"{flow.pk}/step/"), fields)
    return answer


def read_of(answer: HttpResponse) -> dict[str, Any]:
    """What the editor is told of the step."""
    found = re.search(r'id="flow-read"[^>]*>(.*?)</script>', answer.content.decode(), re.S)
    assert found is not None
    read: dict[str, Any] = json.loads(found[1])
    return read


def test_saving_counts_and_tells_what_is_wrong(inbox: Inbox) -> None:
    flow = make(inbox)
    graph = starter_graph("survey", "pt-BR")
    del graph["nodes"][0]["next"]["idle"]
    answer = send(inbox, flow, "draft/", {"graph": graph, "number": 1})
    assert answer.status_code == 200
    told = json.loads(answer.content)
    assert told["number"] == 2
    (problem,) = [one for one in told["problems"] if one["is_error"]]
    assert (problem["node"], problem["place"]) == ("nota", "Se não responder")
    assert FlowDefinition.objects.get().draft["nodes"][0]["next"] == graph["nodes"][0]["next"]


def test_the_second_editor_is_told_who_was_first_and_may_keep_a_copy(inbox: Inbox) -> None:
    flow = make(inbox)
    first, second = starter_graph("survey", "pt-BR"), starter_graph("welcome", "pt-BR")
    assert send(inbox, flow, "draft/", {"graph": first, "number": 1}).status_code == 200
    answer = send(inbox, flow, "draft/", {"graph": second, "number": 1})
    assert answer.status_code == 409
    assert "Ana Souza salvou este fluxo às" in json.loads(answer.content)["text"]
    assert FlowDefinition.objects.get().draft == first
    copy = send(inbox, flow, "copy/", {"graph": second})
    assert copy.status_code == 201
    made = FlowDefinition.objects.exclude(pk=flow.pk).get()
    assert json.loads(copy.content)["url"] == page(inbox, f"{made.pk}/")
    assert made.draft == second
    assert send(inbox, flow, "copy/", {"graph": second}).status_code == 201


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"graph": {}},
        {"number": 1},
        {"graph": 1, "number": 1},
        {"graph": {"x": "\ud800"}, "number": 1},
        {"graph": {"x": "\0"}, "number": 1},
        {"graph": {"x": float("nan")}, "number": 1},
        '{"graph":' + '{"x":' * 20_000,
        '{"graph": {}, "number": ' + "9" * 5000 + "}",
    ],
)
def test_what_is_no_flow_is_refused(inbox: Inbox, body: Any) -> None:
    flow = make(inbox)
    assert send(inbox, flow, "draft/", body).status_code == 400
    assert FlowDefinition.objects.get().draft_number == 1


@pytest.mark.parametrize("kind", sorted(DATA))
def test_a_form_reads_what_it_shows(inbox: Inbox, kind: str) -> None:
    """Every kind: what was opened, sent back as the page shows it, is the same data."""
    flow, data = make(inbox), _example(kind)
    opened = step(inbox, flow, node=json.dumps({"id": "n", "kind": kind, "data": data}))
    assert opened.status_code == 200
    shown = _fields(opened.content.decode())
    again = step(inbox, flow, **shown)
    assert read_of(again) == read_of(opened)


def test_items_are_added_named_and_taken_away(inbox: Inbox) -> None:
    flow = make(inbox)
    fields = {"id": "n", "kind": "buttons", "text": "Oi", "buttons.0": "1", "buttons.0.id": "sim"}
    more = read_of(step(inbox, flow, **fields, act="add:buttons"))
    assert [one["id"] for one in more["data"]["buttons"]] == ["sim", "o1"]
    assert [port["name"] for port in more["look"]["ports"]] == ["sim", "o1", "no_match", "idle"]
    fields |= {"buttons.1": "1", "buttons.1.id": "o1", "buttons.1.title": "Não"}
    less = read_of(step(inbox, flow, **fields, act="remove:buttons.0"))
    assert [(one["id"], one["title"]) for one in less["data"]["buttons"]] == [("o1", "Não")]


def test_a_text_too_long_is_said_and_kept(inbox: Inbox) -> None:
    flow = make(inbox)
    fields = {"id": "n", "kind": "buttons", "text": "x" * 1025, "buttons.0": "1"}
    answer = step(inbox, flow, **fields)
    assert "no máximo 1024" in answer.content.decode()
    assert read_of(answer)["data"]["text"] == "x" * 1025


def test_triggers_are_added_and_what_is_not_known_here_is_kept(inbox: Inbox) -> None:
    flow = make(inbox)
    was = [{"id": "t1", "kind": "of_tomorrow", "button_id": "b"}, {"id": "t2", "kind": "keyword"}]
    sent = {"kind": "begin", "was": json.dumps(was), "triggers.1.words": "Oi, promo, oi"}
    read = read_of(step(inbox, flow, **sent, act="add:first_message"))["triggers"]
    assert read[0] == was[0]
    assert [one["word"] for one in read[1]["words"]] == ["Oi", "promo", "oi"]
    assert read[2] == {"id": "t3", "kind": "first_message"}


@pytest.mark.parametrize("fields", [{}, {"node": "["}, {"kind": "http2", "id": "n"}])
def test_what_is_no_step_is_refused(inbox: Inbox, fields: dict[str, str]) -> None:
    assert step(inbox, make(inbox), **fields).status_code == 400


def test_who_looks_gets_a_form_that_cannot_be_changed(inbox: Inbox) -> None:
    flow = make(inbox)
    node = json.dumps({"id": "n", "kind": "wait", "data": {"minutes": 5}})
    client = inbox.client(Role.VIEWER)
    shown = client.post(page(inbox, f"{flow.pk}/step/"), {"node": node}).content.decode()
    assert "<fieldset disabled>" in shown
    assert "Excluir" not in shown


def _example(kind: str) -> dict[str, Any]:
    graph = {
        "question": {
            "text": "Qual?",
            "answer": "choice",
            "variable": "cor",
            "choices": [{"id": "a", "title": "Azul"}, {"id": "b", "title": "Bege"}],
        },
        "message": {"blocks": [{"text": "Oi\nTudo bem?"}, {"text": "<b>"}]},
        "buttons": {"text": "Oi", "buttons": [{"id": "a", "title": "Sim & não"}]},
        "list": {
            "text": "Oi",
            "button": "Ver",
            "sections": [{"title": "", "rows": [{"id": "a", "title": "Um"}]}],
        },
        "condition": {
            "rules": [{"port": "a", "match": "any", "tests": [{"name": "cor", "value": "1"}]}]
        },
        "split": {"branches": [{"port": "a", "weight": 1}, {"port": "b", "weight": 3}]},
        "set": {"assignments": [{"target": "variable", "name": "cor", "value": "azul"}]},
        "tag": {"add": [{"name": "vip"}]},
        "wait": {"minutes": 5},
    }
    return graph.get(kind, {"text": "Oi"} if kind not in ("http", "go_to") else {})


def _fields(shown: str) -> dict[str, str]:
    """What a browser would send of the form."""
    fields = {}
    for tag in re.findall(r"<input[^>]*>", shown):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ("checkbox" not in tag or " checked" in tag):
            fields[name[1]] = unescape(value[1]) if value else ""
    for name, value in _elements(shown, "textarea"):
        fields[name] = unescape(value)
    for name, options in _elements(shown, "select"):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[name] = unescape(chosen[1]) if chosen else ""
    return fields


def _elements(shown: str, tag: str) -> list[tuple[str, str]]:
    return re.findall(rf'<{tag}[^>]*name="([^"]*)"[^>]*>(.*?)</{tag}>', shown, re.S)


def test_pasted_steps_are_read_like_a_draft(inbox: Inbox) -> None:
    flow = make(inbox)
    nodes = [
        {"id": "a", "kind": "end", "at": [1, 2], "data": {"text": "Tchau"}, "next": {}},
        {"id": "b", "kind": "buttons", "data": {"text": "Oi", "strange": 1}, "next": {"idle": "a"}},
        {"id": "c", "kind": "rocket"},
        "rubbish",
    ]
    answer = send(inbox, flow, "pasted/", {"nodes": nodes, "room": 3})
    read = json.loads(answer.content)
    assert [one["id"] for one in read["nodes"]] == ["a", "b"]
    assert "strange" not in read["nodes"][1]["data"]
    assert read["looks"]["a"]["summary"] == "Tchau"
    assert read["lost"] == 2
    assert FlowDefinition.objects.get().draft_number == 1
    assert send(inbox, flow, "pasted/", {"nodes": nodes, "room": 498}).status_code == 409
    assert send(inbox, flow, "pasted/", {"nodes": "x"}).status_code == 400
    viewer = inbox.client(Role.VIEWER)
    assert (
        viewer.post(page(inbox, f"{flow.pk}/pasted/"), "{}", "application/json").status_code == 403
    )


@pytest.mark.parametrize("kind", [["keyword"], {"keyword": 1}, None, 1])
def test_trigger_of_no_kind_is_a_problem_and_no_error(inbox: Inbox, kind: Any) -> None:
    flow, graph = make(inbox), starter_graph("survey", "pt-BR")
    graph["triggers"] = [{"id": "t1", "kind": kind}]
    answer = send(inbox, flow, "draft/", {"graph": graph, "number": 1})
    assert answer.status_code == 200
    assert [one for one in json.loads(answer.content)["problems"] if one["is_error"]]
    assert inbox.client().get(page(inbox, f"{flow.pk}/")).status_code == 200


@pytest.mark.parametrize("text", ['{"x":' * 20_000, "[" * 20_000, "9" * 5000])
def test_what_nobody_could_write_is_no_step(inbox: Inbox, text: str) -> None:
    flow = make(inbox)
    assert step(inbox, flow, node=text).status_code == 400
    assert step(inbox, flow, kind="begin", was=text).status_code == 400
