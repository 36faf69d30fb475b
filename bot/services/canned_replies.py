"""Writing and putting away ready answers."""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import Organization, User
from accounts.services.audit import record_audit
from bot.models import CannedReply
from bot.placeholders import unknown_placeholders
from config.lib.constraints import refused_by

SHORTCUT_ONCE = "active_canned_shortcut_once"


class ShortcutTaken(Exception):
    """Another active ready answer of the same people has this shortcut."""


class PlaceholderUnknown(Exception):
    """The text leaves something open that nobody can fill; `names` are the wrong ones."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


@dataclass(frozen=True, slots=True)
class CannedDetails:
    """What a person says about a ready answer; `is_shared`: everybody's, not only theirs."""

    shortcut: str
    title: str
    text: str
    is_shared: bool


@transaction.atomic
def save_canned_reply(
    *, organization: Organization, reply: CannedReply | None, details: CannedDetails, actor: User
) -> CannedReply:
    """A new one (`reply` None) or a change. Raises ShortcutTaken, PlaceholderUnknown."""
    unknown = unknown_placeholders(details.text)
    if unknown:
        raise PlaceholderUnknown(unknown)
    written = reply or CannedReply(organization=organization)
    written.shortcut, written.title = details.shortcut.lower(), details.title.strip()
    written.text = details.text.strip()
    written.owner = None if details.is_shared else actor
    _save(written)
    _note(written, actor, "canned_reply.updated" if reply else "canned_reply.created")
    return written


@transaction.atomic
def archive_canned_reply(*, reply: CannedReply, actor: User) -> None:
    """Out of the list and the picker. Twice is the same as once."""
    if CannedReply.objects.filter(pk=reply.pk, is_active=True).update(is_active=False):
        _note(reply, actor, "canned_reply.archived")


@transaction.atomic
def restore_canned_reply(*, reply: CannedReply, actor: User) -> None:
    """Back into the list. Raises ShortcutTaken."""
    if reply.is_active:
        return
    reply.is_active = True
    _save(reply)
    _note(reply, actor, "canned_reply.restored")


def _save(reply: CannedReply) -> None:
    with refused_by(SHORTCUT_ONCE, ShortcutTaken(reply.shortcut)):
        reply.save()


def _note(reply: CannedReply, actor: User, action: str) -> None:
    record_audit(organization=reply.organization, actor=actor, action=action, target=reply)
