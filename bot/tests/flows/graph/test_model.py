"""Reading a flow from JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flows.graph import read_graph
from bot.tests.flows.graph.graphs import drawn_graphs, flow, node, text

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


def buttons(*shown: dict) -> dict:
    return node("a", "buttons", {"text": "?", "buttons": list(shown)})


@given(drawn_graphs())
def test_a_graph_survives_json(graph) -> None:
    read, _ = read_graph(json.loads(json.dumps(graph.to_dict())))
    assert read == graph


@given(ANY_JSON, ANY_JSON)
def test_reading_never_fails(anything, data) -> None:
    """Whatever a file holds is read or named, never an exception."""
    read_graph(anything)
    for kind in ("message", "question", "buttons", "list", "condition", "set", "http"):
        broken = {"id": "a", "kind": kind, "data": data, "next": anything, "at": anything}
        _, problems = read_graph(flow(broken, variables=anything, triggers=data))
        assert isinstance(problems, list)


@pytest.mark.parametrize(
    ("item", "code", "field"),
    [
        (node("a", "dance"), "unknown_kind", ""),
        (node("A b", "end"), "bad_name", "id"),
        (node("a", "message", {**text(), "colour": "red"}), "unknown_field", "colour"),
        (node("a", "message", text("x" * 4097)), "too_long", "blocks.0.text"),
        (node("a", "message", text(" ")), "missing", "blocks.0.text"),
        (node("a", "message", {"blocks": []}), "too_few", "blocks"),
        (node("a", "wait", {"minutes": 0}), "too_small", "minutes"),
        (node("a", "wait", {"minutes": "5"}), "wrong_type", "minutes"),
        (
            buttons({"id": "b", "title": "x" * 21}),
            "too_long",
            "buttons.0.title",
        ),
        (
            node(
                "a",
                "buttons",
                {"text": "?", "buttons": [{"id": f"b{i}", "title": f"{i}"} for i in range(4)]},
            ),
            "too_many",
            "buttons",
        ),
        (
            node(
                "a",
                "buttons",
                {"text": "?", "buttons": [{"id": "b", "title": "x"}, {"id": "c", "title": "x"}]},
            ),
            "not_unique",
            "buttons.1.title",
        ),
        (node("a", "question", {"text": "?", "variable": "o nome"}), "bad_name", "variable"),
        (
            node("a", "question", {"text": "?", "variable": "n", "answer": "song"}),
            "unknown_choice",
            "answer",
        ),
    ],
)
def test_what_cannot_be_read_is_named(item, code, field) -> None:
    _, problems = read_graph(flow(item))
    assert (problems[0].code, problems[0].field) == (code, field)


def test_what_was_left_out_has_a_value() -> None:
    read, problems = read_graph(flow(node("a", "question", {"text": "?", "variable": "nome"})))
    data = read.nodes["a"].data
    assert not problems
    assert (data["answer"], data["retries"], data["idle_minutes"]) == ("text", 2, 60)


def test_two_nodes_with_one_id_are_told() -> None:
    read, problems = read_graph(flow(node("a", "end"), node("a", "message", text())))
    assert [one.code for one in problems] == ["not_unique"]
    assert read.nodes["a"].kind == "end"


def test_another_version_is_not_read_as_this_one() -> None:
    _, problems = read_graph(flow(node("a", "end"), version=2))
    assert [one.code for one in problems] == ["unknown_version"]
