"""Writing and putting away the texts that the assistant may use."""

from django.db import IntegrityError, transaction

from accounts.models import Organization, User
from accounts.services.audit import record_audit
from bot.models import KnowledgeEntry

TITLE_ONCE = "active_knowledge_title_once"


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
) -> KnowledgeEntry:
    """A new one (`entry` None) or a change. Raises TitleTaken."""
    written = entry or KnowledgeEntry(organization=organization)
    written.title, written.text = title.strip(), text.strip()
    _save(written)
    _note(written, actor, "knowledge.updated" if entry else "knowledge.created")
    return written


@transaction.atomic
def archive_knowledge(*, entry: KnowledgeEntry, actor: User) -> None:
    """Out of the list; no assistant finds it any more. Twice is the same as once."""
    if KnowledgeEntry.objects.filter(pk=entry.pk, is_active=True).update(is_active=False):
        _note(entry, actor, "knowledge.archived")


@transaction.atomic
def restore_knowledge(*, entry: KnowledgeEntry, actor: User) -> None:
    """Back into use. Raises TitleTaken."""
    if entry.is_active:
        return
    entry.is_active = True
    _save(entry)
    _note(entry, actor, "knowledge.restored")


def _save(entry: KnowledgeEntry) -> None:
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError as error:
        if TITLE_ONCE in str(error):
            raise TitleTaken(entry.title) from error
        raise


def _note(entry: KnowledgeEntry, actor: User, action: str) -> None:
    record_audit(organization=entry.organization, actor=actor, action=action, target=entry)
