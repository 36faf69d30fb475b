"""Flows that time begins: what may be published."""

import pytest

from bot.flows.graph import check_graph, read_graph
from bot.flows.graph.scheduled import is_scheduled
from bot.tests.flows.graph.graphs import END, flow, node, text

VISIT = {"id": "t", "kind": "appointment"}
BIRTHDAY = {"id": "d", "kind": "date", "attribute": "nascimento"}
TEMPLATE = {"template": "volte", "values": [{"slot": "1", "value": "{{visit_service}}"}]}
SENDS = node("a", "template", TEMPLATE, done="e", error="e")


def codes(*nodes: dict[str, object], triggers: list[dict[str, object]]) -> dict[str, str]:
    read, problems = read_graph(flow(*nodes, triggers=triggers))
    assert not problems
    found = [one for one in check_graph(read) if one.code != "no_way_to_human"]
    return {one.code: one.severity.value for one in found}


def test_a_template_may_begin() -> None:
    assert codes(SENDS, END, triggers=[VISIT]) == {}
    assert is_scheduled(read_graph(flow(SENDS, END, triggers=[VISIT]))[0])


def test_a_text_may_not() -> None:
    says = node("a", "message", text(), done="e")
    assert codes(says, END, triggers=[VISIT]) == {"needs_template": "ERROR"}
    assert codes(says, END, triggers=[{"id": "t", "kind": "no_match"}]) == {}


def test_a_text_behind_a_silent_step_may_not_either() -> None:
    rule = {"port": "r", "match": "all", "tests": [{"of": "hours", "op": "is"}]}
    asks = node("a", "condition", {"rules": [rule]}, r="b", otherwise="m")
    sends = node("b", "template", {"template": "volte"}, done="e", error="e")
    says = node("m", "message", text(), done="e")
    assert codes(asks, sends, says, END, triggers=[VISIT]) == {"needs_template": "ERROR"}


def test_what_a_visit_brings_is_known_where_a_visit_begins() -> None:
    assert codes(SENDS, END, triggers=[VISIT, BIRTHDAY]) == {"unbound_variable": "WARNING"}
    assert codes(SENDS, END, triggers=[BIRTHDAY]) == {"unbound_variable": "ERROR"}


@pytest.mark.parametrize("wrong", [{"not_before": "8h"}, {"not_after": "24:00"}])
def test_an_hour_that_there_is_not_is_told(wrong: dict[str, str]) -> None:
    assert codes(SENDS, END, triggers=[VISIT | wrong]) == {"bad_time": "ERROR"}


def test_what_is_left_out_is_filled_in() -> None:
    read, problems = read_graph(flow(SENDS, END, triggers=[VISIT, BIRTHDAY]))
    assert not problems
    visit, birthday = (one.data for one in read.triggers)
    assert (visit["amount"], visit["unit"], visit["when"]) == (1, "days", "before")
    assert (birthday["yearly"], birthday["at"], birthday["needs_consent"]) == (True, "09:00", True)
    again, _ = read_graph(read.to_dict())
    assert again == read
