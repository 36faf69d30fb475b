"""Files of messages: which are to do, and what of one is asked for."""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django_scopes import scopes_disabled

from bot.enums import TransferStatus
from bot.models import Attachment, Conversation
from config.lib.file_store import FileGone, read_part
from config.lib.logging import get_logger

log = get_logger(__name__)

_PART = """
SELECT CASE WHEN a.stored_id IS NULL THEN substring(a.body FROM %(at)s FOR %(length)s)
            ELSE (SELECT substring(f.body FROM %(at)s FOR %(length)s) FROM bot_flowfile f
                   WHERE f.id = a.stored_id) END,
       a.store_name
  FROM bot_attachment a WHERE a.id = %(id)s
"""


def has_due_files(now: datetime) -> bool:
    """Whether a file waits to be fetched or uploaded."""
    with scopes_disabled():
        rows = Attachment.objects.filter(status=TransferStatus.WAITING, due_at__lte=now)
        return bool(rows.exists())


def file_of(conversation: Conversation, message_id: UUID) -> Attachment | None:
    """The file of a message of this conversation, without its bytes."""
    found: Attachment | None = (
        Attachment.objects.filter(message_id=message_id, message__conversation=conversation)
        .defer("body")
        .first()
    )
    return found


def part_of(file: Attachment, start: int, length: int) -> bytes:
    """`length` bytes from `start` (0 is the first); nothing else is read. Nothing where the
    file is not there (yet). Raises StoreUnavailable; call it outside of transactions."""
    with connection.cursor() as cursor:
        cursor.execute(_PART, {"at": start + 1, "length": length, "id": file.pk})
        body, store_name = cursor.fetchone() or (None, "")
    if body is not None or not store_name:
        return bytes(body or b"")
    try:
        return read_part(store_name, start, length)
    except FileGone:
        log.error("file_gone", attachment_id=str(file.pk), store_name=store_name)
        return b""


def whole_of(file: Attachment) -> bytes:
    """All of it, as `part_of`."""
    return part_of(file, 0, file.size)
