"""What the providers of an organization's numbers make of a flow's steps."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.flow_previews import filled
from bot.flows.graph import Graph, Problem, Severity
from bot.flows.graph.sending import Shortfall, shortfall_of
from bot.providers import FACTS, ProviderFacts
from bot.selectors.channels import connected_channels

_SEVERITIES = {
    Shortfall.NUMBERED: Severity.NOTE,
    Shortfall.WRITTEN: Severity.NOTE,
    Shortfall.TOO_LONG: Severity.WARNING,
    Shortfall.NEVER: Severity.WARNING,
}


def connected_providers() -> list[ProviderFacts]:
    """Those of the open organization's numbers, each once; none before the first number."""
    rows = connected_channels().order_by("created_at").values_list("provider", flat=True)
    return [FACTS[name] for name in dict.fromkeys(rows)]


def can_be_sent(kind: str, providers: Sequence[ProviderFacts]) -> bool:
    """Whether some number can do anything with a step of this kind; all of them before the
    first number is connected."""
    if kind != "template" or not providers:
        return True
    return any(one.capabilities.has_templates for one in providers)


def provider_problems(graph: Graph, providers: Sequence[ProviderFacts]) -> list[Problem]:
    """Each step that arrives otherwise than it was drawn, or not at all; `name` in the values
    is a tuple of the providers by which that is so."""
    return [
        problem
        for node in graph.nodes.values()
        for problem in step_shortfalls(node.id, node.kind, node.data, providers)
    ]


def step_shortfalls(
    node_id: str, kind: str, data: Mapping[str, Any], providers: Sequence[ProviderFacts]
) -> Iterator[Problem]:
    """Of one step, a problem for each way in which it falls short."""
    found: dict[Shortfall, list[ProviderFacts]] = {}
    for one in providers:
        shortfall = shortfall_of(kind, data, one.capabilities, filled)
        if shortfall is not None:
            found.setdefault(shortfall, []).append(one)
    for shortfall, those in found.items():
        limit = min(one.capabilities.text_limit for one in those)
        values = {"name": tuple(one.name for one in those), "limit": limit}
        code = f"sent_{shortfall.lower()}"
        yield Problem(code, node_id, severity=_SEVERITIES[shortfall], values=values)
