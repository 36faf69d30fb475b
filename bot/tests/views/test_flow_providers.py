"""The editor offers what the organization's numbers can do, and says what becomes of the rest."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bot.enums import Provider
from bot.flows.graph import Problem, Severity
from bot.models import Channel, FlowDefinition
from bot.services.flows import create_flow, is_publishable, problems_of
from bot.tests.factories import make_channel
from bot.tests.flows.graph.graphs import flow as drawing
from bot.tests.flows.graph.graphs import node, text
from bot.tests.views.test_flow_drafts import step
from bot.tests.views.test_flows import make, page
from bot.tests.views.test_inbox import PARTIAL, Inbox, inbox

__all__ = ["inbox"]

LIST = {
    "text": "Escolha, {{customer.first_name}}",
    "button": "Ver",
    "sections": [{"title": "", "rows": [{"id": "a", "title": "Corte"}]}],
}
CARD = {"name": "Ana", "phone": "+55 11 98123-0137"}
DATE = {"id": "t", "kind": "date", "attribute": "nascimento"}


def on(inbox: Inbox, *providers: Provider) -> None:
    """The organization has a number by each of these, and no other."""
    Channel.objects.all().update(provider=providers[0])
    for one in providers[1:]:
        made = make_channel(inbox.organization)
        Channel.objects.filter(pk=made.pk).update(provider=one)


def told(*nodes: dict[str, Any], **more: Any) -> list[tuple[str, str, object]]:
    """What is said of these steps because of a provider: code, step, providers."""
    found = problems_of(drawing(*nodes, **more))
    return [_short(one) for one in found if one.code.startswith("sent_")]


def _short(problem: Problem) -> tuple[str, str, object]:
    return problem.code, problem.node_id, problem.values["name"]


@pytest.mark.parametrize(
    ("provider", "kind", "data", "code"),
    [
        (Provider.META, "list", LIST, None),
        (Provider.META, "contact", CARD, None),
        (Provider.META, "template", {"template": "x"}, None),
        (Provider.META, "message", text("x" * 2000), None),
        (Provider.SAMPLE, "contact", CARD, None),
        (Provider.TWILIO, "list", LIST, None),
        (Provider.TWILIO, "contact", CARD, "sent_written"),
        (Provider.TWILIO, "template", {"template": "x"}, None),
        (Provider.TWILIO, "message", text("x" * 1600), None),
        (Provider.TWILIO, "message", text("x" * 1601), "sent_too_long"),
        (Provider.GUPSHUP, "list", LIST, None),
        (Provider.GUPSHUP, "contact", CARD, "sent_written"),
        (Provider.EVOLUTION, "list", LIST, "sent_numbered"),
        (Provider.EVOLUTION, "pick_slot", {"text": "Quando?"}, "sent_numbered"),
        (Provider.EVOLUTION, "front_desk", {"asks": "time"}, "sent_numbered"),
        (Provider.EVOLUTION, "front_desk", {"asks": "name"}, None),
        (Provider.EVOLUTION, "question", {"text": "Nome?", "variable": "nome"}, None),
        (Provider.EVOLUTION, "contact", CARD, None),
        (Provider.EVOLUTION, "template", {"template": "x"}, "sent_never"),
    ],
)
def test_each_provider_takes_a_step_in_its_own_way(
    inbox: Inbox, provider: Provider, kind: str, data: dict[str, Any], code: str | None
) -> None:
    on(inbox, provider)
    found = told(node("a", kind, data))
    assert [one[:2] for one in found] == ([(code, "a")] if code else [])


def test_providers_that_do_the_same_are_named_together(inbox: Inbox) -> None:
    on(inbox, Provider.TWILIO, Provider.GUPSHUP, Provider.EVOLUTION)
    nodes = node("a", "list", LIST), node("b", "contact", CARD)
    assert told(*nodes) == [
        ("sent_numbered", "a", ("Evolution API",)),
        ("sent_written", "b", ("Twilio", "Gupshup")),
    ]


def test_what_is_told_stops_nobody_and_marks_no_step(inbox: Inbox) -> None:
    on(inbox, Provider.EVOLUTION)
    found = problems_of(make(inbox, "Oi", "welcome").draft)
    notes = [one for one in found if one.severity == Severity.NOTE]
    assert notes
    assert found[-len(notes) :] == notes  # the worst comes first
    assert is_publishable(found)


def test_where_nothing_closes_after_a_day_a_flow_may_begin_by_itself_with_words(
    inbox: Inbox,
) -> None:
    graph = drawing(node("a", "message", text(), done="e"), node("e", "end"), triggers=[DATE])
    assert "needs_template" in [one.code for one in problems_of(graph)]
    on(inbox, Provider.EVOLUTION)
    assert "needs_template" not in [one.code for one in problems_of(graph)]
    make_channel(inbox.organization)
    assert "needs_template" in [one.code for one in problems_of(graph)]


def palette(client: Client, inbox: Inbox, flow: FlowDefinition) -> str:
    """The button of the template in the palette."""
    shown = unescape(client.get(page(inbox, f"{flow.pk}/")).content.decode())
    found = re.search(r'<button[^>]*data-kind="template".*?</button>', shown, re.S)
    assert found is not None
    return found[0]


def test_a_kind_that_no_number_can_do_is_shown_with_the_reason(inbox: Inbox) -> None:
    flow, client = make(inbox), inbox.client()
    assert "aria-disabled" not in palette(client, inbox, flow)
    on(inbox, Provider.EVOLUTION)
    offered = palette(client, inbox, flow)
    assert 'aria-disabled="true"' in offered
    assert "Seus números são pela Evolution API, que não tem modelos." in offered
    begin = {"kind": "begin", "was": "[]", "open": "1"}
    assert "template_reply" not in step(inbox, flow, **begin).content.decode()
    make_channel(inbox.organization)
    assert "aria-disabled" not in palette(client, inbox, flow)
    assert "template_reply" in step(inbox, flow, **begin).content.decode()
    Channel.objects.all().delete()
    assert "aria-disabled" not in palette(client, inbox, flow)


def test_the_panel_shows_a_list_as_each_provider_sends_it(inbox: Inbox) -> None:
    flow = make(inbox)
    sent = json.dumps({"id": "a", "kind": "list", "data": LIST})
    alone = unescape(step(inbox, flow, node=sent).content.decode())
    assert "O cliente vê</h3>" in alone
    assert "viram texto numerado" not in alone
    on(inbox, Provider.META, Provider.EVOLUTION)
    both = unescape(step(inbox, flow, node=sent).content.decode())
    assert "O cliente vê, pela Meta" in both
    assert "O cliente vê, pela Evolution API" in both
    assert "<p>Escolha, Marina\n\n<b>1.</b> Corte\n\n↩ 1</p>" in both
    assert "Pela Evolution API, as opções viram texto numerado" in both
    Channel.objects.filter(provider=Provider.META).delete()
    written = unescape(step(inbox, flow, node=sent).content.decode())
    assert "O cliente vê</h3>" in written
    assert "flow-bubble-choice" not in written


def test_publishing_tells_each_way_once_with_its_steps(inbox: Inbox) -> None:
    on(inbox, Provider.EVOLUTION)
    rest = {"a": "b", "no_match": "e", "idle": "e"}
    made = drawing(
        node("a", "list", LIST, **rest), node("b", "list", LIST, **rest), node("e", "end")
    )
    for one in made["nodes"][:2]:
        one["next"]["a"] = "e" if one["id"] == "b" else "b"
    flow = create_flow(organization=inbox.organization, name="L", graph=made, actor=None)
    url = page(inbox, f"{flow.pk}/publication/")
    shown = unescape(inbox.client().get(url, headers=PARTIAL).content.decode())
    assert shown.count("viram texto numerado") == 1
    assert re.findall(r'data-flow-goto="(\w+)"', shown.split("Bom saber")[1]) == ["a", "b"]


@pytest.mark.parametrize("count", [1, 30])
def test_one_question_about_numbers_for_any_flow(inbox: Inbox, count: int) -> None:
    nodes = [node(f"n{number}", "list", LIST) for number in range(count)]
    with CaptureQueriesContext(connection) as asked:
        problems_of(drawing(*nodes, start="n0"))
    assert len([one for one in asked if "bot_channel" in one["sql"]]) == 1
