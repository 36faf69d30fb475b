"""Files of messages move between the database and the store beside it.

The bytes are a row first, by the commit that says they are there. A move writes the object's
name, uploads, and then takes the bytes off the row: killed at any moment it leaves the bytes
in the row and is done again under the same name.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django_scopes import scopes_disabled

from bot.models import Attachment, LeftoverFile
from bot.selectors.file_moves import next_in_database, next_in_store
from config.lib.file_store import FileGone, StoreUnavailable, put, read_part, remove
from config.lib.logging import get_logger

log = get_logger(__name__)

MOVE_FILES = "bot.tasks.move_files"
LEASE = timedelta(minutes=5)  # longer than an upload can last
PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
# A reader, or a move, that has begun with the old place ends before this.
LINGER = timedelta(minutes=15)
BATCH = 500

_CLAIM = """
UPDATE bot_attachment
   SET move_at = %(until)s,
       store_name = CASE store_name WHEN '' THEN organization_id || '/' || gen_random_uuid()
                                    ELSE store_name END
 WHERE id = (SELECT id FROM bot_attachment WHERE move_at <= %(now)s
              ORDER BY move_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id, store_name, body
"""
_CLAIM_LEFTOVER = """
UPDATE bot_leftoverfile SET due_at = %(until)s, attempts = attempts + 1
 WHERE id = (SELECT id FROM bot_leftoverfile WHERE due_at <= %(now)s
              ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id, store_name, attempts
"""


def move_file_due(*, now: datetime) -> bool:
    """Move the file that has waited longest into the store; False when none is due. Raises
    StoreUnavailable: all bytes are where they were, and it is due again in a minute."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"now": now, "until": now + LEASE})
        row = cursor.fetchone()
    if row is None:
        return False
    pk, name, body = row
    with scopes_disabled():
        mine = Attachment.objects.filter(pk=pk, store_name=name)
        if body is not None:
            try:
                put(name, bytes(body))
            except StoreUnavailable:
                mine.update(move_at=now + PAUSE)
                raise
        mine.update(body=None, move_at=None)
    return True


def remove_leftover_due(*, now: datetime) -> bool:
    """Delete from the store what no row has any more; False when nothing is due. Raises
    StoreUnavailable: it is tried again, less and less often, for as long as it takes."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM_LEFTOVER, {"now": now, "until": now + LEASE})
        row = cursor.fetchone()
    if row is None:
        return False
    pk, name, attempts = row
    try:
        remove(name)
    except StoreUnavailable as error:
        pause = min(PAUSE * 2 ** min(attempts, 10), LONGEST_PAUSE)
        LeftoverFile.objects.filter(pk=pk).update(due_at=now + pause, error=str(error)[:200])
        raise
    LeftoverFile.objects.filter(pk=pk).delete()
    return True


def ask_for_moves(*, after: UUID | None, now: datetime) -> UUID | None:
    """A batch of what the database holds is due to move; the last of it, to go on after."""
    ids = next_in_database(after, BATCH)
    with scopes_disabled():
        Attachment.objects.filter(pk__in=ids, body__isnull=False).update(move_at=now)
    return ids[-1] if ids else None


def bring_back_next(*, after: UUID | None, now: datetime) -> tuple[UUID, bool] | None:
    """One file of the store becomes a row again: its id, and whether the store still had it.
    None after the last. Raises StoreUnavailable; what came back stays."""
    file = next_in_store(after)
    if file is None:
        return None
    try:
        body = read_part(file.store_name, 0, file.size)
    except FileGone:
        log.error("file_gone", attachment_id=str(file.pk), store_name=file.store_name)
        return file.pk, False
    with scopes_disabled(), transaction.atomic():
        mine = Attachment.objects.filter(pk=file.pk, store_name=file.store_name)
        if mine.filter(body__isnull=True).update(body=body, store_name="", move_at=None):
            LeftoverFile.objects.create(store_name=file.store_name, due_at=now + LINGER)
    return file.pk, True
