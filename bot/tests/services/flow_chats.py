"""Flows to talk to."""

from typing import Any

from django.utils import timezone

from accounts.models import Organization
from bot.models import FlowDefinition
from bot.services.flows import create_flow, publish_flow
from bot.tests.flows.graph.graphs import node

PERSON = node("h", "hand_over", {"text": "Já chamo alguém.", "reason": "quer desconto"})
END = node("e", "end", {"text": "Até logo!"})


def keyword(word: str, match: str = "exact") -> list[dict[str, Any]]:
    return [{"id": "t", "kind": "keyword", "match": match, "words": [{"word": word}]}]


def publish(
    organization: Organization, graph: dict[str, Any], name: str = "Pesquisa"
) -> FlowDefinition:
    made = create_flow(organization=organization, name=name, graph=graph, actor=None)
    publish_flow(flow=made, now=timezone.now(), actor=None)
    return made
