"""A model that reads meanings at the scripted server, and its texts."""

from typing import Any

from django.utils import timezone

from accounts.models import Organization
from accounts.tests.factories import make_user
from bot.models import AssistantSettings, EmbeddingSettings, KnowledgeEntry
from bot.services.embedding_plan import plan_all
from bot.services.knowledge import save_knowledge
from bot.services.knowledge_embedding import embed_due
from bot.services.knowledge_search import KnowledgeSearch

DOGS = "Só de focinheira e com o tutor por perto."
CARS = "Temos duas na porta, sem custo."


def make_reader(assistant: AssistantSettings, **fields: Any) -> EmbeddingSettings:
    given: dict[str, Any] = {"model_name": "reader-1", "usd": 1}
    made = EmbeddingSettings.objects.create(organization=assistant.organization, **given | fields)
    plan_all(organization=assistant.organization, now=timezone.now())
    return made


def write(organization: Organization, title: str, text: str) -> KnowledgeEntry:
    return save_knowledge(
        organization=organization,
        entry=None,
        title=title,
        text=text,
        actor=make_user(),
        now=timezone.now(),
    )


def edit(entry: KnowledgeEntry, text: str) -> None:
    save_knowledge(
        organization=entry.organization,
        entry=entry,
        title=entry.title,
        text=text,
        actor=make_user(),
        now=timezone.now(),
    )


def read_all() -> None:
    """Do what the task would."""
    while embed_due(now=timezone.now()):
        pass


def found(organization: Organization, question: str) -> list[str]:
    """Titles, best first."""
    search = KnowledgeSearch(organization, timezone.now())
    return [text.partition("\n")[0] for text in search(question)]
