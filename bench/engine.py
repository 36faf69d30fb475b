"""Engine: steps a second of the pure flow engine in one process, by kind of flow."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.report import Row
from bench.stand import Stand

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)


def run(stand: Stand, seconds: float) -> list[Row]:
    """Each flow is walked from its beginning to its end, again and again."""
    return [_measure(name, nodes, answers, seconds) for name, (nodes, answers) in _FLOWS.items()]


def _measure(name: str, nodes: list[dict[str, Any]], answers: list[str], seconds: float) -> Row:
    walk = _walker(nodes, answers)
    walk()
    steps = runs = 0
    begun = time.perf_counter()
    while (took := time.perf_counter() - begun) < seconds:
        steps += walk()
        runs += 1
    return {
        "flow": name,
        "runs": runs,
        "steps": steps,
        "steps/s": steps / took,
        "us a step": took / steps * 1e6,
    }


def _walker(nodes: list[dict[str, Any]], answers: list[str]) -> Callable[[], int]:
    """One whole run, its state through JSON between messages as in the product; how many
    nodes it has left."""
    from bot.flows.engine import (  # noqa: PLC0415
        Answered,
        Event,
        Facts,
        RunState,
        Started,
        TimePassed,
        advance_run,
        start_run,
    )
    from bot.flows.graph import read_graph  # noqa: PLC0415
    from bot.services.words import CatalogWords  # noqa: PLC0415

    graph, problems = read_graph(_graph(nodes))
    assert not problems, problems
    words = CatalogWords("pt-BR", "America/Sao_Paulo", "BRL")
    facts = Facts(business="Salão", time_zone="America/Sao_Paulo", customer="Ana Souza")
    events: list[Event] = [Started("oi"), *(Answered(one) for one in answers)]

    def walk() -> int:
        state, left, now = start_run(graph, seed=7), 0, NOW
        for event in events:
            outcome = advance_run(graph, state, event, now=now, facts=facts, t=words)
            left += len(outcome.left)
            state = RunState.from_dict(outcome.state.to_dict())
        while not state.is_over and state.wake_at is not None:
            now = state.wake_at
            outcome = advance_run(graph, state, TimePassed(), now=now, facts=facts, t=words)
            left += len(outcome.left)
            state = RunState.from_dict(outcome.state.to_dict())
        assert state.is_over, state
        assert now - NOW < timedelta(days=1)
        return left

    return walk


def _graph(nodes: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "format": "zapenda-flow",
        "version": 1,
        "start": nodes[0]["id"],
        "variables": [{"name": "nome", "initial": "Ana"}],
        "nodes": nodes,
    }


def _node(node_id: str, kind: str, data: dict[str, Any], **ways: str) -> dict[str, Any]:
    return {"id": node_id, "kind": kind, "data": data, "next": ways}


def _silent() -> list[dict[str, Any]]:
    """Fifty nodes that decide and remember, for one message."""
    test = {"of": "variable", "name": "nome", "op": "is", "value": "Ana"}
    rule = {"port": "sim", "match": "all", "tests": [test]}
    nodes = []
    for number in range(0, 50, 2):
        value = {"target": "variable", "name": f"v{number}", "value": "{{nome}} " * 3}
        after = f"n{number + 2}" if number < 48 else "fim"
        ask = f"n{number + 1}"
        nodes += [
            _node(f"n{number}", "set", {"assignments": [value]}, done=ask, error="fim"),
            _node(ask, "condition", {"rules": [rule]}, sim=after, otherwise="fim"),
        ]
    return [*nodes, _node("fim", "end", {"text": "Até logo!"})]


def _asking() -> list[dict[str, Any]]:
    """Ten questions and answers, as people have them."""
    nodes = []
    for number in range(10):
        data = {"text": "Que dia, {{nome}}?", "answer": "date", "variable": f"dia{number}"}
        after = f"n{number + 1}" if number < 9 else "fim"
        nodes.append(_node(f"n{number}", "question", data, done=after, failed="fim", idle="fim"))
    return [*nodes, _node("fim", "end", {"text": "Até logo!"})]


_FLOWS: dict[str, tuple[list[dict[str, Any]], list[str]]] = {
    "50 silent nodes": (_silent(), []),
    "10 questions": (_asking(), ["sábado que vem"] * 10),
}
