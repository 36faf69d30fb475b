"""Writing and putting away the texts that the assistant may use."""

from datetime import datetime

from django.db import transaction

from accounts.models import Organization, User
from accounts.services.audit import record_audit
from bot.models import KnowledgeEntry
from bot.services.embedding_plan import plan_entry
from config.lib.constraints import refused_by

TITLE_ONCE = "active_knowledge_title_once"
EMBED_FIELDS = ["embedded_with", "embed_due_at", "embed_attempts"]


class TitleTaken(Exception):
    """Another active text has this title."""


@transaction.atomic
def save_knowledge(
    *,
    organization: Organization,
    entry: KnowledgeEntry | None,
    title: str,
    text: str,
    actor: User,
    now: datetime,
) -> KnowledgeEntry:
    """A new one (`entry` None) or a change. Raises TitleTaken."""
    written = entry or KnowledgeEntry(organization=organization)
    before = written.title, written.text
    written.title, written.text = title.strip(), text.strip()
    fields = ["title", "text", "updated_at"]
    if before != (written.title, written.text):
        written.embedded_with = ""
        plan_entry(written, now)
        fields += EMBED_FIELDS
    _save(written, fields if entry else None)
    _note(written, actor, "knowledge.updated" if entry else "knowledge.created")
    return written


@transaction.atomic
def archive_knowledge(*, entry: KnowledgeEntry, actor: User) -> None:
    """Out of the list; no assistant finds it any more. Twice is the same as once."""
    if KnowledgeEntry.objects.filter(pk=entry.pk, is_active=True).update(
        is_active=False, embed_due_at=None
    ):
        _note(entry, actor, "knowledge.archived")


@transaction.atomic
def restore_knowledge(*, entry: KnowledgeEntry, actor: User, now: datetime) -> None:
    """Back into use. Raises TitleTaken."""
    if entry.is_active:
        return
    entry.is_active = True
    plan_entry(entry, now)
    _save(entry, ["is_active", "updated_at", *EMBED_FIELDS])
    _note(entry, actor, "knowledge.restored")


def _save(entry: KnowledgeEntry, fields: list[str] | None) -> None:
    with refused_by(TITLE_ONCE, TitleTaken(entry.title)):
        entry.save(update_fields=fields)


def _note(entry: KnowledgeEntry, actor: User, action: str) -> None:
    record_audit(organization=entry.organization, actor=actor, action=action, target=entry)
