"""Exports in Typebot's shape, written for these tests."""

from typing import Any

Block = dict[str, Any]


def text(block_id: str, words: str, **more: Any) -> Block:
    rich = [{"type": "p", "children": [{"text": line}]} for line in words.split("\n")]
    return {"id": block_id, "type": "text", "content": {"richText": rich}, **more}


def asks(block_id: str, kind: str, variable: str = "", **more: Any) -> Block:
    options = {"variableId": variable} | more.pop("options", {})
    return {"id": block_id, "type": kind, "options": options, **more}


def group(group_id: str, *blocks: Block, title: str = "") -> dict[str, Any]:
    place = {"x": 0, "y": 0}
    return {
        "id": group_id,
        "title": title or group_id,
        "graphCoordinates": place,
        "blocks": [*blocks],
    }


def edge(edge_id: str, group_id: str, block_id: str = "") -> dict[str, Any]:
    goal = {"groupId": group_id} | ({"blockId": block_id} if block_id else {})
    return {"id": edge_id, "from": {}, "to": goal}


def export(*groups: dict[str, Any], edges: tuple[dict[str, Any], ...] = (), **more: Any) -> Any:
    """Version 6: begins with an event that leads to the first group."""
    begun = {"id": "ev", "type": "start", "outgoingEdgeId": "begin"}
    return {
        "version": "6",
        "name": "Pizzaria",
        "events": [begun],
        "groups": [*groups],
        "edges": [edge("begin", groups[0]["id"]), *edges],
        "variables": [
            {"id": "v1", "name": "Nome do Cliente"},
            {"id": "v2", "name": "Tamanho", "value": "média"},
            {"id": "v3", "name": "nome do cliente"},
        ],
        **more,
    }


def compared(variable: str, operator: str, value: str = "") -> dict[str, Any]:
    return {"id": "c", "variableId": variable, "comparisonOperator": operator, "value": value}


def pizzeria() -> Any:
    """A whole one: greeting, name, size by buttons, a condition, a request, a jump back."""
    sizes = [
        {"id": "i1", "content": "Grande", "outgoingEdgeId": "big"},
        {"id": "i2", "content": "Média"},
    ]
    rule = {
        "id": "i3",
        "outgoingEdgeId": "vip",
        "content": {
            "logicalOperator": "OR",
            "comparisons": [compared("v1", "Equal to", "Ana"), compared("v1", "Ends with", "a")],
        },
    }
    call = {
        "method": "POST",
        "url": "https://pizza.test/pedido",
        "queryParams": [{"id": "q", "key": "quem", "value": "{{Nome do Cliente}}"}],
        "headers": [{"id": "h", "key": "X-Loja", "value": "1"}],
        "body": '{"tamanho": "{{Tamanho}}"}',
    }
    saved = [{"id": "m", "variableId": "v2", "bodyPath": "data.pedido.tamanho"}]
    return export(
        group(
            "hello",
            text("b1", "Oi!"),
            text("b2", "Qual o seu nome?"),
            asks("b3", "text input", "v1"),
            title="Boas-vindas",
        ),
        group(
            "size",
            text("b4", "Que tamanho, {{Nome do Cliente}}?"),
            asks("b5", "choice input", "v2", items=sizes, outgoingEdgeId="check"),
        ),
        group(
            "order",
            {"id": "b6", "type": "Condition", "items": [rule]},
            {
                "id": "b7",
                "type": "Webhook",
                "options": {"webhook": call, "responseVariableMapping": saved},
            },
            text("b8", "Pedido feito!"),
            {"id": "b9", "type": "Jump", "options": {"groupId": "bye"}},
        ),
        group(
            "bye",
            {"id": "b10", "type": "Code", "options": {"content": "alert(1)"}},
            text("b11", "Até logo!"),
        ),
        edges=(edge("big", "order"), edge("check", "order", "b7"), edge("vip", "bye")),
    )
