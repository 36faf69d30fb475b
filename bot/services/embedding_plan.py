"""Which texts are to be read for their meaning: rows say it, a task does it."""

from datetime import datetime

from bot.models import KnowledgeEntry
from bot.services.embedding import embedding_in_use
from config.lib.nudges import nudge_on_commit

EMBED_TEXTS = "bot.tasks.embed_texts"


def plan_entry(entry: KnowledgeEntry, now: datetime) -> None:
    """Not saved yet: it is to be read unless the model in use knows it as it is."""
    embedding = embedding_in_use()
    entry.embed_attempts = 0
    if embedding is None or entry.embedded_with == embedding.made_with:
        entry.embed_due_at = None
    else:
        entry.embed_due_at = now
        nudge_on_commit(EMBED_TEXTS)


def plan_all(*, now: datetime) -> None:
    """After the settings changed: read what the model in use does not know, from now on, also
    what failed before; without a model nothing is left to do."""
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
