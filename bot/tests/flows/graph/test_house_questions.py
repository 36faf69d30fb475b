"""Which questions a copy of the built-in conversation can't do without."""

from copy import deepcopy
from typing import Any

import pytest

from bot.built_in_flow import built_in_graph
from bot.editable_texts import TEXTS
from bot.flows.graph import Graph, Severity, check_graph, read_graph
from bot.flows.graph.house_kinds import CHAIN
from bot.tests.flows.chat import Chat

WHOLE = built_in_graph("pt-BR", {one.key: one.message for one in TEXTS})


def without(*left_out: str, after: str = "") -> Graph:
    """The copy, these questions taken away as an owner does it: what led to one leads to what
    came after it, or to `after`."""
    made: dict[str, Any] = deepcopy(WHOLE)
    by_id = {node["id"]: node for node in made["nodes"]}
    for asks in left_out:
        following = after or by_id[asks]["next"]["done"]
        made["nodes"].remove(by_id[asks])
        for node in made["nodes"]:
            for port, to in node["next"].items():
                if to == asks:
                    node["next"][port] = following
    read, problems = read_graph(made)
    assert not problems
    return read


def told(graph: Graph) -> list[tuple[str, str, object]]:
    """The step, the question that lacks there, and how bad it is."""
    found = [one for one in check_graph(graph) if one.code.startswith("missing_")]
    return [(one.node_id, str(one.values["name"]), one.severity) for one in found]


def test_the_built_in_conversation_lacks_nothing() -> None:
    assert told(without()) == []


@pytest.mark.parametrize(
    ("asks", "step"), [("service", "whom"), ("time", "name"), ("confirm", "name")]
)
def test_without_these_nothing_is_booked(asks: str, step: str) -> None:
    assert told(without(asks)) == [(step, asks, Severity.ERROR)]


@pytest.mark.parametrize(("asks", "step"), [("whom", "add_ons"), ("name", "confirm")])
def test_without_these_some_customers_need_a_person(asks: str, step: str) -> None:
    assert told(without(asks)) == [(step, asks, Severity.WARNING)]


def test_the_desk_answers_these_itself() -> None:
    assert told(without("add_ons", "staff")) == []


def test_a_flow_that_asks_nothing_of_a_booking_may_lack_all_of_it() -> None:
    assert told(without(*CHAIN, after="pessoa")) == []


def test_the_team_may_go_on_from_any_question() -> None:
    assert told(without("staff", "time", "name", "confirm", after="pessoa")) == []
    ended = told(without("staff", "time", "name", "confirm", after="fim"))
    assert ended == [
        ("add_ons", "time", Severity.ERROR),
        ("add_ons", "confirm", Severity.ERROR),
    ]


def play(graph: Graph, *said: str, name: str = "Maria Silva") -> Chat:
    """What has come of it."""
    chat = Chat(graph=graph).named(name)
    for words in said:
        chat.write(words)
    return chat


@pytest.mark.parametrize("left_out", [(), ("add_ons", "staff")])
def test_what_the_checks_let_pass_books(left_out: tuple[str, ...]) -> None:
    chat = play(without(*left_out), "corte feminino com a Ana segunda que vem às 10h", "sim")
    assert len(chat.visits) == 1
    assert chat.people == []


@pytest.mark.parametrize(
    ("asks", "said", "name"),
    [
        ("service", "quero agendar", "Maria Silva"),
        ("time", "quero agendar corte feminino com a Ana", "Maria Silva"),
        ("confirm", "corte feminino com a Ana segunda que vem às 10h", "Maria Silva"),
        ("name", "corte feminino com a Ana segunda que vem às 10h", ""),
    ],
)
def test_what_the_checks_refuse_books_nothing(asks: str, said: str, name: str) -> None:
    chat = play(without(asks), said, name=name)
    assert not chat.visits
    assert bool(chat.people) == (asks != "confirm")
