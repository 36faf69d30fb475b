"""How a flow is walked: ways, answers, retries, silence, calls, and what breaks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.flows.engine import (
    Answered,
    CallHttp,
    ChangeTags,
    EffectDone,
    EffectFailed,
    Facts,
    HandOver,
    Outcome,
    RunState,
    Send,
    SetAttribute,
    Started,
    StartFlow,
    Status,
    TimePassed,
    advance_run,
    start_run,
)
from bot.flows.graph import Graph
from bot.tests.flows.chat import words_in
from bot.tests.flows.graph.graphs import graph, node, text

NOW = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)  # a Saturday, 12:30 in São Paulo
FACTS = Facts(business="Salão", time_zone="America/Sao_Paulo", customer="Ana Souza")
T = words_in("pt-BR")
PERSON = node("h", "hand_over", {"reason": "pediu ajuda"})
END = node("e", "end")


class Chat:
    """A run, and what it has said."""

    def __init__(self, read: Graph, facts: Facts = FACTS, seed: int = 1) -> None:
        self.graph, self.facts, self.now = read, facts, NOW
        self.state = start_run(read, seed=seed)
        self.heard: list[str] = []
        self.outcome = Outcome(self.state)
        self.event(Started("oi"))

    def event(self, event: object) -> "Chat":
        self.outcome = advance_run(
            self.graph, self.state, event, now=self.now, facts=self.facts, t=T
        )
        self.state = RunState.from_dict(self.outcome.state.to_dict())
        self.heard = [one.content.text() for one in self.outcome.effects if isinstance(one, Send)]
        return self

    def says(self, words: str) -> "Chat":
        return self.event(Answered(words))

    def taps(self, key: str) -> "Chat":
        return self.event(Answered(reply_id=f"flow:{self.state.node}:{key}", reply_title=key))

    def waits(self, minutes: int) -> "Chat":
        self.now += timedelta(minutes=minutes)
        return self.event(TimePassed())


def asking(answer: str = "text", **more: object) -> Graph:
    data = {"text": "?", "variable": "x", "answer": answer, "retry_text": "Como?", **more}
    return graph(
        node("q", "question", data, done="m", failed="h", idle="e"),
        node("m", "message", text("={{x}}"), done="e"),
        PERSON,
        END,
        start="q",
    )


@pytest.mark.parametrize(
    ("answer", "said", "kept"),
    [
        ("text", "  azul ", "azul"),
        ("number", "uns 25 anos", 25),
        ("number", "1,5", "1.5"),
        ("email", "é Ana@Exemplo.com.br, tá?", "ana@exemplo.com.br"),
        ("date", "amanhã", "2026-11-22"),
        ("time", "às 15h30", "15:30"),
        ("phone", "(11) 98765-4321", "11987654321"),
    ],
)
def test_an_answer_is_kept(answer, said, kept) -> None:
    chat = Chat(asking(answer)).says(said)
    assert chat.state.values["x"] == kept
    assert chat.heard == [f"={kept}"]
    assert chat.state.status == Status.ENDED


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("number", "muitos"),
        ("number", "2 ou 3"),
        ("email", "ana@"),
        ("date", "31/11"),
        ("time", "25h"),
        ("phone", "123"),
    ],
)
def test_what_is_no_answer_is_asked_again_then_given_up(answer, said) -> None:
    chat = Chat(asking(answer))
    assert chat.says(said).heard == ["Como?"]
    assert chat.says(said).heard == ["Como?"]
    chat.says(said)
    assert chat.state.status == Status.HANDED_OVER
    assert chat.outcome.effects == (HandOver("pediu ajuda"),)


def test_bounds_of_a_number() -> None:
    chat = Chat(asking("number", minimum="1", maximum="10"))
    assert chat.says("11").heard == ["Como?"]
    assert chat.says("10").state.values["x"] == 10


def test_silence_leads_out_at_its_time_and_not_before() -> None:
    chat = Chat(asking(idle_minutes=30))
    assert chat.waits(29).state.status == Status.WAITING_ANSWER
    assert chat.waits(1).state.status == Status.ENDED


def menu() -> Graph:
    data = {
        "text": "O que você quer?",
        "buttons": [{"id": "cut", "title": "Corte"}, {"id": "beard", "title": "Barba"}],
        "variable": "quer",
    }
    return graph(
        node("b", "buttons", data, cut="c", beard="d", no_match="h", idle="e"),
        node("c", "message", text("corte!"), done="b"),
        node("d", "message", text("{{quer}}!"), done="e"),
        PERSON,
        END,
        start="b",
    )


@pytest.mark.parametrize("said", ["barba", "2", "a barba por favor", "o segundo"])
def test_a_button_may_be_written(said) -> None:
    assert Chat(menu()).says(said).heard == ["Barba!"]


def test_a_tap_chooses_and_the_flow_comes_back() -> None:
    assert Chat(menu()).taps("cut").heard == ["corte!", "O que você quer?"]


def test_a_tap_on_an_old_button_is_not_taken_for_this_question() -> None:
    read = graph(
        node(
            "b",
            "buttons",
            {"text": "1?", "buttons": [{"id": "yes", "title": "Sim"}]},
            yes="c",
            no_match="h",
            idle="h",
        ),
        node(
            "c",
            "buttons",
            {"text": "2?", "buttons": [{"id": "yes", "title": "Sim"}]},
            yes="h",
            no_match="h",
            idle="h",
        ),
        PERSON,
        start="b",
    )
    chat = Chat(read).taps("yes")
    chat.event(Answered(reply_id="flow:b:yes"))
    assert (chat.state.node, chat.heard) == ("c", ["2?"])


def test_conditions_are_tried_in_order() -> None:
    def rule(port: str, **test: str) -> dict:
        return {"port": port, "tests": [{"op": "is", "name": "", "value": "", **test}]}

    rules = [
        rule("r1", of="attribute", name="idade", op="above", value="60"),
        rule("r2", of="tag", name="VIP"),
        rule("r3", of="weekday", value="6"),
    ]
    read = graph(
        node("c", "condition", {"rules": rules}, r1="m1", r2="m2", r3="m3", otherwise="e"),
        *[node(f"m{n}", "message", text(str(n)), done="e") for n in (1, 2, 3)],
        END,
        start="c",
    )
    assert Chat(read, replace(FACTS, attributes={"idade": 61})).heard == ["1"]
    assert Chat(read, replace(FACTS, attributes={"idade": 9}, tags=frozenset({"vip"}))).heard == [
        "2"
    ]
    assert Chat(read).heard == ["3"]


def test_a_split_keeps_to_its_shares_and_a_run_to_its_side() -> None:
    branches = [{"port": "x", "weight": 3}, {"port": "y", "weight": 1}]
    read = graph(
        node("s", "split", {"branches": branches}, x="a", y="b"),
        node("a", "message", text("x"), done="e"),
        node("b", "message", text("y"), done="e"),
        END,
        start="s",
    )
    heard = [Chat(read, seed=seed).heard[0] for seed in range(400)]
    assert heard == [Chat(read, seed=seed).heard[0] for seed in range(400)]
    assert 260 < heard.count("x") < 340


def test_values_attributes_and_labels() -> None:
    assignments = [
        {"target": "variable", "name": "x", "value": "{{customer.first_name}}"},
        {"target": "attribute", "name": "apelido", "value": "{{x}}!"},
    ]
    read = graph(
        node("s", "set", {"assignments": assignments}, done="t", error="h"),
        node("t", "tag", {"add": [{"name": "novo"}], "remove": [{"name": "frio"}]}, done="g"),
        node("g", "go_to", {"flow": "agenda"}),
        PERSON,
        start="s",
    )
    assert Chat(read).outcome.effects == (
        SetAttribute("apelido", "Ana!"),
        ChangeTags(("novo",), ("frio",)),
        StartFlow("agenda"),
    )


def calling() -> Graph:
    assigned = [{"name": "x", "value": "a/b?c=d"}]
    save = [{"path": "pets.0.name", "variable": "pet"}]
    data = {"url": "https://api.example/{{x}}", "save": save}
    return graph(
        node("s", "set", {"assignments": assigned}, done="w", error="h"),
        node("w", "http", data, done="m", error="f"),
        node("m", "message", text("{{pet}}"), done="e"),
        node("f", "message", text("falhou"), done="e"),
        PERSON,
        END,
        start="s",
    )


def test_a_call_is_made_and_its_answer_used() -> None:
    chat = Chat(calling())
    (call,) = chat.outcome.effects
    assert isinstance(call, CallHttp)
    assert call.url == "https://api.example/a%2Fb%3Fc%3Dd"
    assert chat.state.status == Status.WAITING_EFFECT
    assert chat.event(EffectDone("1", {"json": {"pets": [{"name": "Thor"}]}})).heard == ["Thor"]


@pytest.mark.parametrize(
    "event", [EffectFailed("1", "timeout"), EffectDone("1", {"json": {"pets": []}})]
)
def test_a_broken_call_takes_its_branch(event) -> None:
    assert Chat(calling()).event(event).heard == ["falhou"]


def test_a_call_that_never_comes_back_takes_its_branch() -> None:
    assert Chat(calling()).waits(2).heard == ["falhou"]


def test_what_nobody_waits_for_changes_nothing() -> None:
    chat = Chat(menu())
    before = chat.state
    for event in (EffectDone("1", {}), EffectFailed(""), TimePassed(), Started("oi")):
        assert chat.event(event).outcome == Outcome(before)


def test_a_way_that_leads_nowhere_ends_with_a_person() -> None:
    chat = Chat(graph(node("a", "message", text())))
    assert chat.outcome.effects[-1] == HandOver("dead_end")
    assert chat.state.status == Status.HANDED_OVER


def test_a_circle_is_left_after_a_hundred_nodes() -> None:
    chat = Chat(graph(node("a", "set", {"assignments": [{"name": "x", "value": "1"}]}, done="a")))
    assert chat.outcome.effects == (HandOver("loop"),)


def test_an_ended_run_stays_ended() -> None:
    chat = Chat(graph(END, start="e"))
    assert chat.says("oi").outcome == Outcome(chat.state)
