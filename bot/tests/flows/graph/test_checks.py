"""What stops publishing, and what is only said."""

import pytest

from bot.flows.graph import Severity, check_graph
from bot.tests.flows.graph.graphs import errors, graph, node, text

PERSON = node("h", "hand_over")


def question(variable: str = "nome", **ways: str) -> dict:
    return node("q", "question", {"text": "Nome?", "variable": variable}, **ways)


def test_a_whole_flow_has_nothing_wrong() -> None:
    read = graph(
        node("a", "message", text(), done="q"),
        question(done="m", failed="h", idle="e"),
        node("m", "message", text("Oi {{nome}}, da {{business.name}}"), done="h"),
        node("e", "end"),
        PERSON,
    )
    assert check_graph(read) == []


@pytest.mark.parametrize(
    ("ways", "code", "port"),
    [
        ({"failed": "h", "idle": "h"}, "dead_end", "done"),
        ({"done": "h", "failed": "h"}, "missing_idle", "idle"),
        ({"done": "zz", "failed": "h", "idle": "h"}, "unknown_target", "done"),
        ({"done": "h", "failed": "h", "idle": "h", "maybe": "h"}, "unknown_port", "maybe"),
    ],
)
def test_every_way_out_leads_somewhere(ways, code, port) -> None:
    found = check_graph(graph(question(**ways), PERSON, start="q"))
    assert [(one.code, one.node_id, one.field) for one in found] == [(code, "q", port)]


def test_a_call_without_a_branch_for_errors_is_told() -> None:
    read = graph(node("a", "http", {"url": "https://example.com"}, done="h"), PERSON)
    assert errors(read) == ["missing_error"]


def test_a_node_that_nothing_leads_to_is_a_warning() -> None:
    found = check_graph(graph(node("a", "end"), node("b", "end"), PERSON))
    assert [(one.code, one.node_id) for one in found if one.severity == Severity.WARNING] == [
        ("unreachable", "b"),
        ("unreachable", "h"),
        ("no_way_to_human", ""),
    ]


def test_round_and_round_without_a_question() -> None:
    read = graph(
        node("a", "message", text(), done="b"), node("b", "tag", {"add": [{"name": "x"}]}, done="a")
    )
    assert errors(read) == ["loop_without_question"]


@pytest.mark.parametrize("kind", ["wait", "question"])
def test_a_message_every_hour_for_ever(kind) -> None:
    """Nobody answers, and it goes on: silence must lead out of every circle."""
    waiting = node("b", "wait", {"minutes": 60}, done="a")
    if kind == "question":
        waiting = {**question(done="h", failed="h", idle="a"), "id": "b"}
    assert errors(graph(node("a", "message", text(), done="b"), waiting, PERSON)) == [
        "loop_without_customer"
    ]


def test_a_circle_through_an_answer_is_fine() -> None:
    read = graph(question(done="q", failed="h", idle="h"), PERSON, start="q")
    assert errors(read) == []


def test_a_value_that_is_never_set_is_an_error() -> None:
    read = graph(node("a", "message", text("{{idade}}"), done="h"), PERSON)
    assert errors(read) == ["unbound_variable"]


def test_a_value_that_is_set_on_one_way_alone_is_a_warning() -> None:
    read = graph(
        question(done="m", failed="m", idle="h"),
        node("m", "message", text("{{nome}}"), done="h"),
        PERSON,
        start="q",
    )
    found = check_graph(read)
    assert [(one.code, one.severity) for one in found] == [("unbound_variable", Severity.WARNING)]


def test_a_variable_with_a_first_value_is_set() -> None:
    read = graph(
        node("a", "message", text("{{idade}}"), done="h"),
        PERSON,
        variables=[{"name": "idade", "type": "number", "initial": 18}],
    )
    assert errors(read) == []


def test_a_time_cannot_be_chosen_before_the_service() -> None:
    slot = node("s", "pick_slot", {"text": "Quando?"}, done="h", none="h", no_match="h", idle="h")
    assert errors(graph(slot, PERSON, start="s")) == ["booking_order"]


def test_more_rows_than_a_list_may_have() -> None:
    rows = [{"id": f"r{index}", "title": f"Linha {index}"} for index in range(6)]
    more = [{"id": f"s{index}", "title": f"Linha {index}"} for index in range(6)]
    sections = [{"title": "A", "rows": rows}, {"title": "B", "rows": more}]
    ports = [row["id"] for row in [*rows, *more]]
    ways = dict.fromkeys([*ports, "no_match", "idle"], "h")
    read = graph(
        node("l", "list", {"text": "?", "button": "Ver", "sections": sections}, **ways),
        PERSON,
        start="l",
    )
    assert errors(read) == ["too_many"]


def test_a_port_with_a_meaning_of_its_own_is_refused() -> None:
    data = {"text": "?", "buttons": [{"id": "idle", "title": "Depois"}]}
    read = graph(node("b", "buttons", data, idle="h", no_match="h"), PERSON, start="b")
    assert errors(read) == ["reserved_port"]


def test_without_a_start_nothing_else_is_said() -> None:
    assert errors(graph(node("a", "end"), start="zz")) == ["no_start"]
