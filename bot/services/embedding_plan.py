"""Which texts are to be read for their meaning: rows say it, a task does it."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from accounts.models import Organization
from bot.models import KnowledgeEntry
from bot.services.embedding import embedding_in_use
from config.lib.nudges import nudge_on_commit

EMBED_TEXTS = "bot.tasks.embed_texts"


def plan_entry(entry: KnowledgeEntry, now: datetime) -> None:
    """In the transaction that saves it: it is to be read unless the model in use knows it."""
    _one_after_another(entry.organization_id)
    embedding = embedding_in_use()
    entry.embed_attempts = 0
    if embedding is None or entry.embedded_with == embedding.made_with:
        entry.embed_due_at = None
    else:
        entry.embed_due_at = now
        nudge_on_commit(EMBED_TEXTS)


def plan_all(*, organization: Organization, now: datetime) -> None:
    """In the transaction that changes the settings: read what the model in use does not know,
    from now on, also what failed before; without a model nothing is left to do."""
    _one_after_another(organization.pk)
    entries = KnowledgeEntry.objects.all()
    embedding = embedding_in_use()
    if embedding is None:
        entries.exclude(embed_due_at=None).update(embed_due_at=None)
        return
    to_read = entries.filter(is_active=True).exclude(embedded_with=embedding.made_with)
    known = entries.filter(embedded_with=embedding.made_with)
    known.exclude(embed_due_at=None).update(embed_due_at=None)
    if to_read.update(embed_due_at=now, embed_attempts=0):
        nudge_on_commit(EMBED_TEXTS)


def _one_after_another(organization_id: UUID) -> None:
    """Until this transaction ends: a text that is saved while the settings change sees the new
    ones, or is seen by them."""
    with connection.cursor() as cursor:
        key = str(organization_id)
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 2))", [key])
