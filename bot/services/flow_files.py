"""Files that flows send: kept once, sent as often as a flow comes by."""

from datetime import datetime

from django.db import transaction

from accounts.models import Organization, User
from accounts.services.audit import record_audit
from bot.enums import Author
from bot.flows.engine import SendFile
from bot.gateways import Media, MediaFile, Text
from bot.gateways.media import SENDABLE, check_file
from bot.models import Attachment, Conversation, FlowFile
from bot.selectors.flow_files import flow_file_named
from bot.services.attachments import LONGEST_UPLOAD, keep_stored
from bot.services.outbox import queue_message
from config.lib.logging import get_logger

log = get_logger(__name__)

MOST_FILES = 100


class TooManyFiles(Exception):
    """The organization has MOST_FILES already."""


@transaction.atomic
def add_flow_file(*, organization: Organization, file: MediaFile, actor: User) -> FlowFile:
    """Flows may send it from now on. Raises ContentInvalid (WhatsApp would refuse it),
    TooManyFiles."""
    check_file(file)
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    if FlowFile.objects.filter(removed_at__isnull=True).count() >= MOST_FILES:
        raise TooManyFiles
    made: FlowFile = FlowFile.objects.create(
        organization=organization,
        name=file.name,
        mime_type=file.mime_type,
        size=len(file.body),
        body=file.body,
    )
    _note(made, actor, "flow_file.added")
    return made


@transaction.atomic
def remove_flow_file(*, file: FlowFile, actor: User, now: datetime) -> None:
    """No flow can choose it any more; what was sent of it stays in the conversations, and
    with it the bytes. Removing it twice is one removal."""
    row = FlowFile.objects.select_for_update().defer("body").filter(pk=file.pk).first()
    if row is None or row.removed_at is not None:
        return
    _note(row, actor, "flow_file.removed")
    if Attachment.objects.filter(stored=row).exists():
        FlowFile.objects.filter(pk=row.pk).update(removed_at=now)
    else:
        FlowFile.objects.filter(pk=row.pk).delete()


def send_flow_file(conversation: Conversation, effect: SendFile, now: datetime) -> None:
    """Queue it as the composer does; of one that is not there any more, its words. A sound
    has none under it: they follow as a message."""
    stored = flow_file_named(effect.file_id)
    if stored is None:
        log.warning("flow_file_missing", file_id=effect.file_id)
        _say(conversation, effect.caption, now)
        return
    kind = SENDABLE[stored.mime_type]
    caption = "" if kind == "audio" else effect.caption
    message = queue_message(
        conversation=conversation,
        content=Media(kind, caption, stored.name),
        author=Author.BOT,
        now=now,
        due_at=now + LONGEST_UPLOAD,
    )
    keep_stored(message=message, stored=stored, now=now)
    if caption != effect.caption:
        _say(conversation, effect.caption, now)


def _say(conversation: Conversation, words: str, now: datetime) -> None:
    if words.strip():
        queue_message(conversation=conversation, content=Text(words), author=Author.BOT, now=now)


def _note(file: FlowFile, actor: User, action: str) -> None:
    record_audit(
        organization=file.organization,
        actor=actor,
        action=action,
        target=file,
        details={"name": file.name},
    )
