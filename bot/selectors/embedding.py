"""How far the texts of the open organization are read for their meaning."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django_scopes import scopes_disabled

from bot.models import EmbeddingSettings, KnowledgeEntry


@dataclass(frozen=True, slots=True)
class Progress:
    """Of the active texts, `ready` can be found by meaning as they are now."""

    ready: int
    total: int


def embedding_settings() -> EmbeddingSettings | None:
    """Those of the open scope; None: never set."""
    found: EmbeddingSettings | None = EmbeddingSettings.objects.first()
    return found


def embedding_progress(made_with: str) -> Progress:
    """With the model named by `made_with`. One query."""
    counted = KnowledgeEntry.objects.filter(is_active=True).aggregate(
        ready=Count("pk", filter=Q(embedded_with=made_with)), total=Count("pk")
    )
    return Progress(counted["ready"], counted["total"])


def has_due_embeddings(now: datetime) -> bool:
    """Whether some text is to be read, in any organization whose model does not rest."""
    with scopes_disabled():
        resting = EmbeddingSettings.objects.filter(quiet_until__gt=now)
        due = KnowledgeEntry.objects.filter(embed_due_at__lte=now)
        return bool(due.exclude(organization__in=resting.values("organization")).exists())
