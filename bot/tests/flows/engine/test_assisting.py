"""The assistant as a step: what it is asked, and by which way the step is left."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.flows.engine import (
    Answered,
    AskAssistant,
    AskDesk,
    EffectDone,
    EffectFailed,
    Facts,
    Outcome,
    ReleaseHold,
    Send,
    Started,
    Status,
    TimePassed,
    advance_run,
    start_run,
)
from bot.gateways.content import Text
from bot.tests.flows.chat import words_in
from bot.tests.flows.graph.graphs import errors, graph, node, text

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
WAYS = {"done": "d", "handed_over": "p", "error": "x", "idle": "i"}
ENDS = tuple(node(name, "end") for name in "dpxi")


class Run:
    """A run of one assistant, and what it wants."""

    def __init__(self, said: str = "quanto custa?", **data: Any) -> None:
        self.graph = graph(node("a", "assistant", data, **WAYS), *ENDS)
        self.outcome = Outcome(start_run(self.graph, seed=1))
        self.event(Started(said, Answered(said)))

    def event(self, event: Any, minutes: int = 0) -> "Run":
        self.outcome = advance_run(
            self.graph,
            self.outcome.state,
            event,
            now=NOW + timedelta(minutes=minutes),
            facts=Facts(),
            t=words_in("pt-BR"),
        )
        return self

    def answer(self, **result: Any) -> "Run":
        return self.event(EffectDone(self.outcome.state.pending, result))

    @property
    def at(self) -> str:
        return self.outcome.state.node

    @property
    def said(self) -> list[str]:
        return [one.content.text() for one in self.outcome.effects if isinstance(one, Send)]

    @property
    def asked(self) -> AskAssistant | AskDesk:
        last = self.outcome.effects[-1]
        assert isinstance(last, AskAssistant | AskDesk)
        return last


def test_what_was_said_is_asked_at_once_or_after_its_own_words() -> None:
    run = Run(instruction="Venda um pacote.")
    assert run.asked == AskAssistant("1", "quanto custa?", "Venda um pacote.")
    run = Run(text="Pode perguntar!")
    assert (run.said, run.outcome.state.status) == (["Pode perguntar!"], Status.WAITING_ANSWER)
    assert run.event(Answered("tem vaga?")).asked == AskAssistant("1", "tem vaga?")


def test_after_its_last_answer_the_flow_goes_on() -> None:
    run = Run(turns=2).answer(text="Depende.")
    assert (run.said, run.at, run.outcome.state.status) == (
        ["Depende."],
        "a",
        Status.WAITING_ANSWER,
    )
    run.event(Answered("de quê?")).answer(text="Do cabelo.")
    assert (run.said, run.at, run.outcome.left) == (["Do cabelo."], "d", (("a", "done"),))


@pytest.mark.parametrize(
    ("result", "port"),
    [
        ({"text": "Até logo!", "is_last": True}, "done"),
        ({"to": "handed_over"}, "handed_over"),
        ({"text": "  "}, "error"),
        ({}, "error"),
    ],
)
def test_each_end_has_its_way(result: dict[str, Any], port: str) -> None:
    assert Run().answer(**result).outcome.left == (("a", port),)


def test_what_fails_and_what_takes_too_long_is_an_error() -> None:
    run = Run()
    assert run.event(EffectFailed(run.outcome.state.pending, "budget")).at == "x"
    assert Run().event(TimePassed(), minutes=3).at == "x"


def test_silence_after_an_answer_has_its_way() -> None:
    run = Run(idle_minutes=10).answer(text="Sim.")
    assert run.event(TimePassed(), minutes=11).at == "i"


def test_who_goes_on_before_the_answer_is_asked_anew_and_the_old_answer_is_late() -> None:
    run = Run()
    first = run.outcome.state.pending
    assert run.event(Answered("do corte")).asked == AskAssistant("2", "do corte")
    before = run.outcome.state
    assert run.event(EffectDone(first, {"text": "R$ 80"})).outcome.state == before
    assert run.answer(text="O corte, R$ 80.").said == ["O corte, R$ 80."]
    run = Run()
    assert run.event(Answered(kind="AUDIO")).asked == AskAssistant("2", "quanto custa?")


def test_what_is_proposed_is_shown_by_the_desk_and_agreed_to_there() -> None:
    run = Run().answer(tap="cancel:1")
    assert isinstance(run.asked, AskDesk)
    assert dict(run.asked.arguments)["reply_id"] == "cancel:1"
    shown = {"to": "cancel", "house": {"step": "CANCELLING"}, "replies": [Text("Mesmo?").to_dict()]}
    run.answer(**shown)
    assert (run.said, run.outcome.state.phase) == (["Mesmo?"], "proposed")
    run.event(Answered("sim"))
    assert dict(run.asked.arguments)["text"] == "sim"
    run.answer(to="done", house={}, replies=[Text("Cancelado.").to_dict()])
    assert (run.said, run.at) == (["Cancelado."], "d")


def test_what_the_desk_does_not_understand_is_the_assistants_and_the_proposal_is_off() -> None:
    house = {"step": "CONFIRM", "hold_id": "7"}
    run = Run().answer(tap="slot:1").answer(to="confirm", house=house, replies=[])
    run.event(Answered("o salão tem wi-fi?"))
    run.answer(to="confirm", house=house, is_unread=True, replies=[Text("Como?").to_dict()])
    assert run.said == []
    assert run.outcome.effects[0] == ReleaseHold("7")
    assert run.asked == replace(run.asked, said="o salão tem wi-fi?")
    assert run.outcome.state.booking["house"] == "{}"


def test_what_is_no_text_is_answered_by_the_desk() -> None:
    run = Run(text="Diga!").event(Answered(kind="AUDIO"))
    assert dict(run.asked.arguments)["kind"] == "AUDIO"
    run.answer(to="menu", house={"noted": True}, replies=[Text("Recebi!").to_dict()])
    assert (run.said, run.at, run.outcome.state.status) == (
        ["Recebi!"],
        "a",
        Status.WAITING_ANSWER,
    )


def test_its_ways_are_checked_and_it_may_not_go_round_by_itself() -> None:
    lone = graph(node("a", "assistant", {}, done="e"), node("e", "end"))
    assert errors(lone) == ["dead_end", "missing_error", "missing_idle"]
    to_end = {"handed_over": "e", "error": "e", "idle": "e"}
    round_about = (node("m", "message", text(), done="a"), node("e", "end"))
    again = graph(*round_about, node("a", "assistant", {}, done="m", **to_end), start="m")
    assert errors(again) == ["loop_without_question"]
    spoken = node("a", "assistant", {"text": "Mais algo?"}, done="m", **to_end)
    assert errors(graph(*round_about, spoken, start="m")) == []
