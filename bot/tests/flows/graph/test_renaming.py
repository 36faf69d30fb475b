"""A variable's new name, in every place where a flow can name it."""

import json

import pytest
from hypothesis import given, settings

from bot.flows.graph import Graph, check_graph, read_graph
from bot.flows.graph.renaming import RenameRefusal, RenameRefused, names_in, rename_variable
from bot.tests.flows.graph.graphs import drawn_graphs, flow, graph, node, text

TEST = {"of": "variable", "name": "cor", "op": "is", "value": "{{cor}}"}
ELSEWHERE = {"of": "attribute", "name": "cor", "op": "filled", "value": ""}
PLACES = [
    ("message", text("Oi {{ cor }}"), text("Oi {{tom}}")),
    ("question", {"text": "?", "variable": "cor"}, {"text": "?", "variable": "tom"}),
    ("condition", {"rules": [{"port": "p", "tests": [TEST, ELSEWHERE]}]}, None),
    ("set", {"assignments": [{"target": "variable", "name": "cor", "value": "1"}]}, None),
    (
        "http",
        {"url": "https://x.example/{{cor}}", "save": [{"path": "a", "variable": "cor"}]},
        None,
    ),
    ("wait_until", {"until": "date", "date": "{{cor}}"}, None),
    ("webhook", {"url": "https://x.example", "send": [{"name": "a", "value": "{{cor}}"}]}, None),
]


@pytest.mark.parametrize(("kind", "before", "after"), PLACES, ids=[one[0] for one in PLACES])
def test_every_place(kind: str, before: dict, after: dict | None) -> None:
    read = read_graph(flow(node("a", kind, before)))[0]
    renamed = rename_variable(read, "cor", "tom")
    told = json.dumps(renamed.to_dict())
    if kind == "condition":
        tests = renamed.nodes["a"].data["rules"][0]["tests"]
        assert [(one["name"], one["value"]) for one in tests] == [("tom", "{{tom}}"), ("cor", "")]
    else:
        assert '"cor"' not in told
        assert "{{cor}}" not in told
    assert "tom" in told
    if after is not None:
        assert (
            renamed.nodes["a"].data == read_graph(flow(node("a", kind, after)))[0].nodes["a"].data
        )


def test_what_only_looks_alike_stays() -> None:
    read = graph(
        node("a", "set", {"assignments": [{"target": "attribute", "name": "cor", "value": "x"}]}),
        node("b", "message", text("{{cores}} {{attribute.cor}} cor {{cor}}")),
    )
    renamed = rename_variable(read, "cor", "tom")
    assert renamed.nodes["a"].data == read.nodes["a"].data
    assert renamed.nodes["b"].data == text("{{cores}} {{attribute.cor}} cor {{tom}}")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("cor", "Tom", RenameRefusal.BAD_NAME),
        ("cor", "said", RenameRefusal.BAD_NAME),
        ("tom", "cor2", RenameRefusal.UNKNOWN),
        ("cor", "cores", RenameRefusal.TAKEN),
        ("visit_day", "dia", RenameRefusal.BROUGHT),
    ],
)
def test_names_that_can_not_be_had(old: str, new: str, reason: RenameRefusal) -> None:
    read = graph(node("a", "message", text("{{cor}} {{cores}} {{visit_day}}")))
    with pytest.raises(RenameRefused) as refused:
        rename_variable(read, old, new)
    assert refused.value.reason == reason


@settings(max_examples=50)
@given(drawn_graphs())
def test_any_flow_has_the_same_problems_after_and_is_the_same_when_named_back(read: Graph) -> None:
    brought = {one["variable"] for node in read.nodes.values() for one in node.data.get("gets", [])}
    for old in sorted(names_in(read) - brought):
        if old.startswith("@"):
            continue
        there = rename_variable(read, old, "quite_new")
        assert old not in names_in(there)
        assert rename_variable(there, "quite_new", old) == read
        assert [one.code for one in check_graph(there)] == [one.code for one in check_graph(read)]
