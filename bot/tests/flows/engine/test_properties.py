"""Any graph that passes the checks, fed anything: it never raises, never runs for ever, and
always ends waiting, ended or handed over."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.flows.engine import (
    Answered,
    CallFlow,
    EffectDone,
    EffectFailed,
    Facts,
    RunState,
    Send,
    Started,
    Status,
    TimePassed,
    advance_run,
    start_run,
)
from bot.flows.engine.run import HANDLERS
from bot.flows.graph import KINDS
from bot.gateways.content import Text
from bot.tests.flows.chat import words_in
from bot.tests.flows.graph.graphs import drawn_graphs, errors

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
FACTS = Facts(
    business="Salão", time_zone="America/Sao_Paulo", customer="Ana Souza", tags=frozenset({"vip"})
)
T = words_in("pt-BR")
AWAITED = "the effect that is waited for"
RESTING = {
    Status.WAITING_ANSWER,
    Status.WAITING_EFFECT,
    Status.WAITING_TIME,
    Status.ENDED,
    Status.HANDED_OVER,
}
TAPS = st.sampled_from(
    [
        "",
        "flow:n0:a",
        "flow:n1:b",
        "flow:n2:c",
        "flow:n1:idle",
        "flow:n0:yes",
        "flow:n0:more",
        "menu",
        "x" * 300,
    ]
)
ITEMS = {"items": [{"id": f"2026-11-2{n}", "name": f"dia {n}", "detail": ""} for n in range(9)]}
RESULTS = st.sampled_from(
    [
        {},
        {"json": {"a": "x"}},
        {"json": [1]},
        ITEMS,
        {"items": ITEMS["items"] * 3},
        {"items": [{"id": "2026-11-28T18:00:00+00:00", "name": "15:00"}]},
        {"items": []},
        {"items": [{"id": "só", "name": "x" * 300}, "nada", {"id": 1}]},
        {"ok": True, "text": "Corte, sábado", "hold_id": "7"},
        {"text": "Corte: R$ 40\n" * 900},
        {"values": {"idade": 9, "nome": None}},
        {"ok": False, "text": ""},
        {"house": {}, "to": "menu", "goal": "", "replies": [Text("Como posso ajudar?").to_dict()]},
        {"house": {"step": "TIME"}, "to": "time", "goal": "BOOK", "replies": [{"type": "?"}]},
        {"to": "staff", "goal": "MOVE"},
        {"text": "Custa R$ 80.", "is_last": False},
        {"text": "Até logo!", "is_last": True},
        {"to": "handed_over"},
        {"tap": "cancel:1"},
        {"to": "confirm", "house": {"step": "CONFIRM", "hold_id": "7"}, "replies": []},
        {"to": "confirm", "is_unread": True},
        {"to": "human", "replies": [Text("Já chamo.").to_dict()]},
    ]
)
TEXTS = st.sampled_from(
    ["", "1", "sim", "não", "Ana", "25", "a@b.com", "amanhã", "sábado às 15h", "\x00"]
)
EVENTS = st.one_of(
    st.builds(
        Answered,
        text=st.sampled_from(
            ["", "1", "sim", "não", "Ana", "25", "a@b.com", "amanhã", "sábado às 15h", "\x00"]
        )
        | st.text(max_size=40),
        reply_id=TAPS,
        kind=st.sampled_from(["TEXT", "INTERACTIVE", "IMAGE"]),
    ),
    st.builds(TimePassed),
    st.builds(EffectDone, effect_id=st.sampled_from(["", "1", AWAITED]), result=RESULTS),
    st.builds(EffectFailed, effect_id=st.sampled_from(["1", AWAITED])),
    st.builds(Started),
)
HAPPENING = st.lists(st.tuples(EVENTS, st.integers(0, 20_000)), max_size=25)


def test_every_kind_has_a_handler() -> None:
    assert set(HANDLERS) == set(KINDS)


@settings(max_examples=300, deadline=None)
@given(
    drawn_graphs(), st.lists(st.tuples(EVENTS, st.integers(0, 20_000)), max_size=25), st.integers()
)
def test_a_run_always_rests(graph, happening, seed) -> None:
    now, state = NOW, start_run(graph, seed=seed)
    for drawn, minutes in [(Started("oi"), 0), *happening]:
        now += timedelta(minutes=minutes)
        event = drawn
        if isinstance(event, EffectDone | EffectFailed) and event.effect_id == AWAITED:
            event = replace(event, effect_id=state.pending)
        outcome = advance_run(graph, state, event, now=now, facts=FACTS, t=T)
        again = advance_run(graph, state, event, now=now, facts=FACTS, t=T)
        assert outcome == again, "the same event in the same state has one outcome"
        state = outcome.state
        assert state.status in RESTING
        assert RunState.from_dict(json.loads(json.dumps(state.to_dict()))) == state
        for effect in outcome.effects:
            if isinstance(effect, Send):
                effect.content.check()


@settings(max_examples=200, deadline=None)
@given(drawn_graphs(onward=True), st.integers(0, 3))
def test_a_checked_flow_comes_to_an_end_when_nobody_answers(graph, seed) -> None:
    """Silence leads out: no flow that may be published writes for ever to someone who is gone."""
    assume(not errors(graph))
    now, state = NOW, start_run(graph, seed=seed)
    outcome = advance_run(graph, state, Started(), now=now, facts=FACTS, t=T)
    for _ in range(3 * len(graph.nodes) + 1):
        if outcome.state.is_over:
            break
        event: TimePassed | EffectDone = TimePassed()
        if outcome.effects and isinstance(outcome.effects[-1], CallFlow):
            event = EffectDone(outcome.state.pending)
        else:
            assert outcome.state.wake_at is not None
            now = outcome.state.wake_at
        outcome = advance_run(graph, outcome.state, event, now=now, facts=FACTS, t=T)
    assert outcome.state.is_over
