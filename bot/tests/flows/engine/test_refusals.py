"""What a step has sent is refused after all: where its way for errors is gone, and where not."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.flows.engine import (
    Answered,
    EffectDone,
    Facts,
    Outcome,
    Refused,
    RunState,
    Started,
    Status,
    TimePassed,
    advance_run,
    start_run,
)
from bot.flows.graph import Graph
from bot.tests.flows.chat import words_in
from bot.tests.flows.graph.graphs import graph, node, text

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
BUTTONS = [{"id": "s", "title": "Quero"}]
ENDS = (node("x", "end"), node("e", "end"))
QUESTION = node(
    "q",
    "question",
    {"text": "Seu nome?", "variable": "nome"},
    done="p",
    failed="e",
    idle="e",
)
AFTER = (QUESTION, node("p", "wait", {"minutes": 60}, done="e"), *ENDS)


def step(read: Graph, state: RunState, event: Any, minutes: int = 0) -> Outcome:
    now = NOW + timedelta(minutes=minutes)
    return advance_run(read, state, event, now=now, facts=Facts(), t=words_in("pt-BR"))


def sent(read: Graph) -> RunState:
    """The template is on its way, and the run rests."""
    state = step(read, start_run(read, seed=1), Started("oi")).state
    return step(read, state, EffectDone(state.pending)).state


def templated(**data: Any) -> Graph:
    ways = {"s": "q", "no_match": "e", "idle": "e"} if data else {"done": "q"}
    return graph(node("a", "template", {"template": "t", **data}, error="x", **ways), *AFTER)


@pytest.mark.parametrize("data", [{}, {"buttons": BUTTONS}])
def test_at_the_step_or_right_behind_it_the_way_for_errors_is_gone(data: dict[str, Any]) -> None:
    read = templated(**data)
    state = sent(read)
    outcome = step(read, state, Refused("a", state.heard))
    assert outcome.left == (("a", "error"),)
    assert outcome.state.status == Status.ENDED
    assert step(read, outcome.state, Refused("a", state.heard)) == Outcome(outcome.state)


def test_after_a_word_of_the_customer_nothing_happens() -> None:
    read = templated()
    state = sent(read)
    after = step(read, state, Answered("Bia")).state
    assert after.node == "p"
    assert step(read, after, Refused("a", state.heard)) == Outcome(after)


def test_after_a_wait_nothing_happens() -> None:
    read = graph(
        node("a", "template", {"template": "t"}, done="w", error="x"),
        node("w", "wait", {"minutes": 5}, done="q"),
        *AFTER,
    )
    state = sent(read)
    assert step(read, state, Refused("a", state.heard)).left == (("a", "error"),)
    after = step(read, state, TimePassed(), minutes=6).state
    assert after.node == "q"
    assert step(read, after, Refused("a", state.heard)) == Outcome(after)


def test_of_two_refusals_of_one_breath_one_is_heeded() -> None:
    read = graph(
        node("a", "template", {"template": "t"}, done="b", error="q"),
        node("b", "template", {"template": "t"}, done="q", error="x"),
        *AFTER,
    )
    state = sent(read)
    state = step(read, state, EffectDone(state.pending)).state
    assert state.node == "q"
    outcome = step(read, state, Refused("a", state.heard))
    assert outcome.state.node == "q"
    assert step(read, outcome.state, Refused("b", state.heard)) == Outcome(outcome.state)


def test_after_another_flow_nothing_happens() -> None:
    read = graph(
        node("a", "template", {"template": "t"}, done="g", error="x"),
        node("g", "go_to", {"flow": "outro", "returns": True}, done="q", error="x"),
        *AFTER,
    )
    state = sent(read)
    after = step(read, state, EffectDone(state.pending, {"values": {}})).state
    assert after.node == "q"
    assert step(read, after, Refused("a", state.heard)) == Outcome(after)


def test_a_step_without_such_a_way_is_left_alone() -> None:
    read = graph(node("a", "message", text(), done="q"), *AFTER)
    state = step(read, start_run(read, seed=1), Started("oi")).state
    for name in ("a", "q", "gone"):
        assert step(read, state, Refused(name, state.heard)) == Outcome(state)


def test_a_run_of_an_earlier_release_can_be_read() -> None:
    kept = sent(templated()).to_dict()
    del kept["heard"]
    assert RunState.from_dict(kept).heard == 0
