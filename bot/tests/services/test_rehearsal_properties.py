"""Any draft that passes the checks, played with any taps and texts: the chat never breaks,
and whatever the conversation waits for, there is a way on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.flows.engine import Status
from bot.flows.graph import Graph
from bot.services.flow_rehearsal import begin_rehearsal, go_on_with_rehearsal, waits_for
from bot.services.flows import create_flow, publish_flow
from bot.services.rehearsal_stage import Stage
from bot.services.rehearsal_state import opened, signed
from bot.tests.factories import make_channel
from bot.tests.flows.engine.test_properties import TEXTS
from bot.tests.flows.graph.graphs import drawn_graphs, errors, flow, node
from bot.tests.templates import body, make_template
from catalog.tests.factories import make_service
from scheduling.tests.factories import make_staff

pytestmark = pytest.mark.django_db
SALT = "test"
TITLES = [{"type": "QUICK_REPLY", "text": f"Botão {key}"} for key in "abc"]
ACTS = st.one_of(
    st.tuples(st.just("say"), TEXTS | st.sampled_from(["atendente", "parar", "agendar", "preços"])),
    st.tuples(st.just("tap"), st.integers(0, 60)),
    st.tuples(st.sampled_from(["time", "worked", "failed", "nothing"]), st.just("")),
)
ANY = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def house(organization: Any) -> Any:
    """With something to book, a template to send, and the flow to which others lead."""
    make_staff(organization, [make_service(organization, name="Corte")], name="Ana")
    buttons = {"type": "BUTTONS", "buttons": TITLES}
    channel = make_channel(organization)
    make_template(channel, "lembrete", body("Oi, {{1}}! Até já", "Ana"), buttons)
    graph = flow(
        node("a", "question", {"text": "Idade?", "variable": "idade"}, done="e", failed="h"),
        node("h", "hand_over"),
        node("e", "end"),
    )
    graph["nodes"][0]["next"]["idle"] = "e"
    made = create_flow(organization=organization, name="Outro", graph=graph, actor=None)
    publish_flow(flow=made, now=timezone.now(), actor=None)
    return organization


def sound(stage: Stage) -> Stage:
    """The rehearsal as the page carries it on, after it was looked at."""
    assert not any("não consegue seguir" in line.text for line in stage.lines)
    state = stage.state
    can_write = state.status == Status.WAITING_ANSWER
    assert stage.state.is_over or can_write or state.wake_at is not None or waits_for(stage)
    assert stage.lines or state.is_over
    kept = opened(signed(stage.rehearsal, SALT), SALT)
    assert kept == stage.rehearsal
    return stage


def play(house: Any, graph: Graph, stage: Stage, act: str, said: Any) -> Stage:
    if act == "tap":
        taps = list(stage.rehearsal.taps)
        said = taps[said % len(taps)] if taps else ""
    return go_on_with_rehearsal(
        organization=house,
        slug="teste",
        graph=graph,
        draft=1,
        rehearsal=stage.rehearsal,
        act=act,
        said=said,
        now=stage.now + timedelta(minutes=1),
    )


def begun(house: Any, graph: Graph, seed: int) -> Stage:
    now = datetime(2026, 11, 21, 15, tzinfo=UTC)
    return begin_rehearsal(
        organization=house, slug="teste", graph=graph, draft=1, now=now, seed=seed
    )


@ANY
@given(drawn_graphs(onward=True), st.lists(ACTS, max_size=8), st.integers(0, 9))
def test_it_never_breaks_and_never_gets_stuck(house, graph, acts, seed) -> None:
    assume(not errors(graph))
    stage = sound(begun(house, graph, seed))
    for act, said in acts:
        stage = play(house, graph, stage, act, said)
        if stage.lines:
            sound(stage)


@ANY
@given(drawn_graphs(onward=True), st.sampled_from(["worked", "failed"]), st.integers(0, 9))
def test_waiting_leads_to_an_end(house, graph, went, seed) -> None:
    """Who only lets time pass, and says how things went, comes to the end of any draft."""
    assume(not errors(graph))
    stage = sound(begun(house, graph, seed))
    for _act in range(6 * len(graph.nodes) + 6):
        if stage.state.is_over:
            break
        stage = sound(play(house, graph, stage, went if waits_for(stage) else "time", ""))
    assert stage.state.is_over


@ANY
@given(drawn_graphs(), st.lists(ACTS, max_size=8))
def test_a_draft_with_faults_does_not_break_the_chat(house, graph, acts) -> None:
    """What its owner is in the middle of; one that lost its steps under way, too."""
    stage = begun(house, graph, 1)
    for act, said in acts:
        stage = play(house, graph, stage, act, said)
    bare = replace(graph, nodes={})
    stage = play(house, bare, stage, "say", "oi")
    assert stage.is_over
