"""Exports of Typebot become flows of ours; what does not is said."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flows.graph import read_graph
from bot.tests.typebot.exports import asks, compared, edge, export, group, pizzeria, text
from bot.typebot import is_typebot, read_typebot
from bot.typebot.asking import is_input
from bot.typebot.texts import LONGEST_NAME, filled, variable_names

INPUTS = ["text", "number", "email", "url", "date", "phone number", "rating", "choice"]


def nodes_of(data: Any) -> list[dict[str, Any]]:
    """The nodes, after ours has read them without a problem."""
    understood = read_typebot(data)
    graph, problems = read_graph(understood.graph)
    assert [one for one in problems if one.field != "flow"] == []
    read: list[dict[str, Any]] = graph.to_dict()["nodes"]
    return read


def codes(data: Any) -> list[tuple[str, bool]]:
    return [(one.code, one.is_lost) for one in read_typebot(data).remarks]


def test_a_whole_export_is_a_whole_flow() -> None:
    understood = read_typebot(pizzeria())
    graph, problems = read_graph(understood.graph)
    assert problems == []
    assert (understood.name, understood.blocks, understood.understood) == ("Pizzaria", 11, 10)
    nodes = graph.nodes
    assert [one.kind for one in nodes.values()] == [
        *("message", "question", "buttons", "condition", "http", "message", "message"),
        *("end", "hand_over"),
    ]
    assert graph.start == "n1"
    assert nodes["n1"].title == "Boas-vindas"
    assert nodes["n2"].data["text"] == "Qual o seu nome?"
    assert nodes["n2"].data["variable"] == "nome_do_cliente"
    assert nodes["n2"].next == {"done": "fim", "failed": "pessoa", "idle": "pessoa"}
    assert nodes["n3"].data["text"] == "Que tamanho, {{nome_do_cliente}}?"
    assert nodes["n3"].next["o1"] == "n4"
    assert nodes["n3"].next["o2"] == "n5"
    assert nodes["n4"].data["rules"][0]["match"] == "any"
    assert nodes["n4"].next == {"r1": "n7", "otherwise": "n5"}
    assert nodes["n5"].data["url"] == "https://pizza.test/pedido?quem={{nome_do_cliente}}"
    assert nodes["n5"].data["save"] == [{"path": "pedido.tamanho", "variable": "tamanho"}]
    assert nodes["n6"].next == {"done": "n7"}  # the jump, past the script
    assert [(one.code, one.group, one.is_lost) for one in understood.remarks] == [
        ("test", "order", True),
        ("http", "order", False),
        ("unknown", "bye", True),
    ]
    values = {one.name: one.initial for one in graph.variables}
    assert values == {"nome_do_cliente": None, "tamanho": "média", "nome_do_cliente_2": None}


def test_version_5_begins_with_a_block() -> None:
    start = {"id": "s", "type": "start", "label": "Start", "outgoingEdgeId": "e1"}
    old = {
        "id": "b1",
        "type": "text",
        "content": {"html": "<div>Oi <b>você</b></div>", "plainText": ""},
    }
    data = {
        "version": "5",
        "groups": [group("g0", start), group("g1", old)],
        "edges": [edge("e1", "g1")],
        "variables": [],
    }
    assert is_typebot(data)
    first, last = nodes_of(data)
    assert first["data"]["blocks"] == [{"text": "Oi você"}]
    assert last["kind"] == "end"
    assert read_typebot(data).graph["start"] == "n1"


def test_marks_lists_links_and_variables_of_rich_text() -> None:
    rich = [
        {
            "type": "p",
            "children": [{"text": "Oi "}, {"text": "Ana ", "bold": True, "italic": True}],
        },
        {
            "type": "ul",
            "children": [
                {"type": "li", "children": [{"text": "um"}]},
                {"type": "li", "children": [{"text": "dois"}]},
            ],
        },
        {
            "type": "p",
            "children": [{"type": "a", "url": "https://x.test", "children": [{"text": "aqui"}]}],
        },
        {
            "type": "p",
            "children": [
                {"type": "inline-variable", "children": [{"text": "{{Tamanho}} {{= 1+1 =}}"}]}
            ],
        },
    ]
    data = export(group("g", {"id": "b", "type": "text", "content": {"richText": rich}}))
    written = nodes_of(data)[0]["data"]["blocks"][0]["text"]
    assert written == "Oi *_Ana_* \n• um\n• dois\naqui (https://x.test)\n{{tamanho}} "
    assert codes(data) == [("formula", True)]


@pytest.mark.parametrize("kind", INPUTS)
def test_every_input_asks_what_stood_before_it(kind: str) -> None:
    data = export(group("g", text("b1", "Diga"), asks("b2", f"{kind} input", "v1")))
    assert is_input(f"{kind} input")
    asked = nodes_of(data)[0]
    assert (asked["kind"], asked["data"]["text"]) == ("question", "Diga")


def test_choices_become_buttons_a_list_or_less() -> None:
    def offered(*titles: str) -> dict[str, Any]:
        items = [{"id": f"i{at}", "content": title} for at, title in enumerate(titles)]
        return nodes_of(export(group("g", asks("b", "choice input", items=items))))[0]

    assert offered("Sim", "Não")["kind"] == "buttons"
    assert offered("Sim", "Sim")["kind"] == "list"
    long = offered("Quero saber mais sobre os preços", "Não")
    row = long["data"]["sections"][0]["rows"][0]
    assert row["title"] == "Quero saber mais sobre…"
    assert row["description"] == "Quero saber mais sobre os preços"
    many = [{"id": str(at), "content": f"Opção {at}"} for at in range(12)]
    data = export(group("g", asks("b", "choice input", items=many)))
    assert len(nodes_of(data)[0]["data"]["sections"][0]["rows"]) == 10
    assert ("too_many_choices", True) in codes(data)


def test_pictures_become_rows() -> None:
    items = [
        {"id": "i", "title": "Pug", "description": "Pequeno", "pictureSrc": "https://x.test/a.png"}
    ]
    node = nodes_of(export(group("g", asks("b", "picture choice input", items=items))))[0]
    rows = node["data"]["sections"][0]["rows"]
    assert rows == [{"id": "o1", "title": "Pug", "description": "Pequeno"}]


def test_what_decides_waits_and_remembers() -> None:
    data = export(
        group(
            "g",
            {
                "id": "a",
                "type": "Set variable",
                "options": {"variableId": "v2", "expressionToEvaluate": "Oi {{Nome do Cliente}}"},
            },
            {
                "id": "b",
                "type": "Set variable",
                "options": {"variableId": "v2", "expressionToEvaluate": "{{Tamanho}} + 1"},
            },
            {"id": "c", "type": "Wait", "options": {"secondsToWaitFor": "90"}},
            {"id": "d", "type": "Wait", "options": {"secondsToWaitFor": "2"}},
            {
                "id": "e",
                "type": "AB test",
                "options": {"aPercent": 30},
                "items": [
                    {"id": "x", "path": "a", "outgoingEdgeId": "again"},
                    {"id": "y", "path": "b"},
                ],
            },
            {"id": "f", "type": "Redirect", "options": {"url": "https://x.test/{{Tamanho}}"}},
            {"id": "h", "type": "Typebot link", "options": {"typebotId": "other"}},
        ),
        edges=(edge("again", "g", "c"),),
    )
    nodes = nodes_of(data)
    kinds = ["set", "wait", "split", "message", "go_to"]
    assert [one["kind"] for one in nodes] == kinds
    assert nodes[0]["data"]["assignments"][0]["value"] == "Oi {{nome_do_cliente}}"
    assert nodes[1]["data"] == {"minutes": 2}
    assert [one["weight"] for one in nodes[2]["data"]["branches"]] == [30, 70]
    assert nodes[2]["next"] == {"a": "n2", "b": "n4"}
    assert codes(data) == [
        ("set", True),
        ("short_wait", False),
        ("redirect", False),
        ("link", False),
    ]


def test_a_condition_without_a_test_left_is_passed_by() -> None:
    content = {"logicalOperator": "AND", "comparisons": [compared("v1", "Matches regex", "x")]}
    block = {"id": "a", "type": "Condition", "items": [{"id": "i", "content": content}]}
    first, _end = nodes_of(export(group("g", text("t", "Oi"), block, text("b", "Tchau"))))[:2]
    assert first["kind"] == "message"
    assert codes(export(group("g", block))) == [("test", True), ("rule", True)]


def test_jumps_in_a_circle_end() -> None:
    round_and_round = [
        group(one, {"id": f"j{one}", "type": "Jump", "options": {"groupId": other}})
        for one, other in (("g1", "g2"), ("g2", "g1"))
    ]
    read_graph(read_typebot(export(*round_and_round)).graph)


_rubbish = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
_type = st.sampled_from(
    [
        *(f"{kind} input" for kind in INPUTS),
        "text",
        "image",
        "Condition",
        "Set variable",
        "Webhook",
        "Jump",
        "AB test",
        "Wait",
        "Redirect",
        "Typebot link",
        "picture choice input",
        "?",
    ]
)
_block = st.fixed_dictionaries(
    {"id": st.sampled_from("abc"), "type": _type},
    optional={
        "options": _rubbish,
        "items": _rubbish,
        "content": _rubbish,
        "outgoingEdgeId": st.sampled_from(["e1", "e2", ""]),
    },
)


@given(st.lists(_block, max_size=5), _rubbish, _rubbish)
def test_nothing_in_an_export_breaks_the_reading(
    blocks: list[Any], variables: Any, other: Any
) -> None:
    data = {
        "groups": [group("g", *blocks), other],
        "edges": [edge("e1", "g"), edge("e2", "g", "b"), other],
        "variables": variables,
    }
    read_graph(read_typebot(data).graph)


def test_braces_and_spaces_without_end_are_read_in_no_time() -> None:
    begins = time.monotonic()
    assert filled("{{" * 2_000 + " " * 4_000, {}, print).endswith("{{" + " " * 4_000)
    assert time.monotonic() - begins < 2


def test_thousands_of_variables_of_one_name_have_names_of_their_own() -> None:
    names = variable_names([{"id": str(at), "name": "Nome do Cliente"} for at in range(1_200)])
    assert len(set(names.values())) == 1_200
    assert max(map(len, names.values())) <= LONGEST_NAME
