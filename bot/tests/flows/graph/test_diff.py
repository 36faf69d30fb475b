"""What differs between two graphs."""

from bot.flows.graph.diff import diff_graphs
from bot.tests.flows.graph.graphs import graph, node, text


def test_added_removed_changed_and_begun_otherwise() -> None:
    end = node("e", "end")
    before = graph(node("a", "message", text("Oi"), done="b"), node("b", "wait", done="e"), end)
    after = graph(node("a", "message", text("Olá"), done="e"), end, node("c", "end"), triggers=[])
    found = diff_graphs(before, after)
    assert (found.added, found.removed, found.changed) == (("c",), ("b",), ("a",))
    assert found.is_begun_otherwise


def test_where_a_node_stands_is_no_change() -> None:
    here = graph(node("a", "end") | {"at": [0, 0]})
    there = graph(node("a", "end") | {"at": [500, 20]})
    assert not diff_graphs(here, there)
