"""The funnel: for the canvas, and as a table."""

import json
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bot.models import FlowDefinition, FlowRun, FlowStep, FlowVersion
from bot.services.flows import publish_flow
from bot.tests.views.test_flow_versions import change
from bot.tests.views.test_flows import make, page
from bot.tests.views.test_inbox import PARTIAL, Inbox, inbox

__all__ = ["inbox"]


def walk(
    inbox: Inbox, version: FlowVersion, *steps: tuple[str, str, int | None], status: str = "ENDED"
) -> FlowRun:
    """One customer's way: each step with the way out (empty: none) and its seconds."""
    return walk_at(inbox, version, timezone.now() - timedelta(hours=1), steps, status)


def walk_at(
    inbox: Inbox, version: FlowVersion, at: datetime, steps: Any, status: str = "ENDED"
) -> FlowRun:
    own = {"organization": inbox.organization, "version": version}
    is_open = status == "WAITING_ANSWER"
    run = FlowRun.objects.create(
        **own,
        conversation=inbox.talk,
        status=status,
        started_at=at,
        ended_at=None if is_open else at,
    )
    for node_id, port, seconds in steps:
        left_at = at + timedelta(seconds=seconds) if seconds is not None else None
        FlowStep.objects.create(
            **own, run=run, node_id=node_id, port=port, entered_at=at, left_at=left_at
        )
    return run


def told(inbox: Inbox, flow: FlowDefinition, query: str = "") -> dict[str, Any]:
    answer = inbox.client().get(page(inbox, f"{flow.pk}/numbers/{query}"))
    read: dict[str, Any] = json.loads(answer.content)
    return read


def test_who_came_went_on_stopped_and_how_fast(inbox: Inbox) -> None:
    flow = make(inbox)
    assert told(inbox, flow)["version"] == 0
    version = publish_flow(flow=flow, now=timezone.now(), actor=None)
    walk(inbox, version, ("nota", "done", 10), ("obrigado", "", 0))
    walk(inbox, version, ("nota", "done", 30), ("equipe", "", 0), status="HANDED_OVER")
    walk(inbox, version, ("nota", "idle", 3600), ("tchau", "", 0))
    walk(inbox, version, ("nota", "", None), status="LEFT")
    walk(inbox, version, ("nota", "", None), status="WAITING_ANSWER")
    numbers = told(inbox, flow)
    assert (numbers["version"], numbers["runs"]) == (1, 5)
    nota = numbers["nodes"]["nota"]
    assert {key: nota[key] for key in ("entered", "left", "silent", "dropped", "here")} == {
        "entered": 5,
        "left": 2,
        "silent": 1,
        "dropped": 1,
        "here": 1,
    }
    assert (nota["stopped"], nota["median"], nota["ended"]) == (2, "30 s", 0)
    assert numbers["nodes"]["obrigado"]["ended"] == 1
    assert numbers["ports"] == {"nota": {"done": 2, "idle": 1}}


def test_numbers_are_of_the_published_version(inbox: Inbox) -> None:
    flow = make(inbox)
    old = publish_flow(flow=flow, now=timezone.now(), actor=None)
    walk(inbox, old, ("nota", "idle", 5))
    change(flow, "Valeu!")
    new = publish_flow(flow=flow, now=timezone.now(), actor=None)
    walk(inbox, new, ("nota", "done", 5))
    numbers = told(inbox, flow)
    assert (numbers["version"], numbers["runs"]) == (2, 1)
    assert numbers["ports"] == {"nota": {"done": 1}}


def test_a_period_leaves_out_what_was_before(inbox: Inbox) -> None:
    flow = make(inbox)
    version = publish_flow(flow=flow, now=timezone.now(), actor=None)
    FlowDefinition.objects.update(created_at=timezone.now() - timedelta(days=400))
    for days in (1, 20, 60, 300):
        at = timezone.now() - timedelta(days=days)
        walk_at(inbox, version, at, [("nota", "done", 5)])
    for query, count in (("?days=7", 1), ("", 2), ("?days=90", 3), ("?days=0", 4), ("?days=x", 2)):
        numbers = told(inbox, flow, query)
        assert (numbers["runs"], numbers["nodes"]["nota"]["entered"]) == (count, count), query


def test_the_table_has_a_line_for_every_step_in_order(inbox: Inbox) -> None:
    flow = make(inbox)
    url = page(inbox, f"{flow.pk}/funnel/")
    assert "Ainda não há números" in inbox.client().get(url).content.decode()
    version = publish_flow(flow=flow, now=timezone.now(), actor=None)
    walk(inbox, version, ("nota", "done", 90), ("obrigado", "", 0))
    shown = inbox.client().get(url, headers=PARTIAL).content.decode()
    names = re.findall(r'<th scope="row">([^<]+)', shown)
    assert names == ["Pergunta", "Condição", "Chamar uma pessoa", "Fim", "Fim"]
    assert "2 min" in shown
    assert "1 conversa começou" in shown
    assert "Terminaram aqui: 1" in shown


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize("rest", ["numbers/", "funnel/"])
def test_numbers_take_the_same_queries(inbox: Inbox, count: int, rest: str) -> None:
    flow = make(inbox)
    version = publish_flow(flow=flow, now=timezone.now(), actor=None)
    for number in range(count):
        walk(inbox, version, ("nota", "done", number), ("obrigado", "", 0))
    client, url = inbox.client(), page(inbox, f"{flow.pk}/{rest}")
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        client.get(url, headers=PARTIAL)
    assert len([one for one in asked if "bot_flow" in one["sql"]]) == 4
