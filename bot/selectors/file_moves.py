"""Which files wait to move into the store, or to be deleted from it."""

from datetime import datetime
from uuid import UUID

from django_scopes import scopes_disabled

from bot.enums import TransferStatus
from bot.models import Attachment, LeftoverFile
from config.lib.file_store import has_store

STUBBORN = 5  # attempts, over half an hour


def has_due_moves(now: datetime) -> bool:
    """Whether the store has something to take in or to let go; never without a store."""
    if not has_store():
        return False
    with scopes_disabled():
        if Attachment.objects.filter(move_at__lte=now).exists():
            return True
    return LeftoverFile.objects.filter(due_at__lte=now).exists()


def next_in_database(after: UUID | None, limit: int) -> list[UUID]:
    """The next attachments, by id, whose bytes are rows and do not wait to be sent."""
    with scopes_disabled():
        rows = Attachment.objects.filter(body__isnull=False, move_at__isnull=True)
        rows = rows.exclude(status=TransferStatus.WAITING, is_ours=True).order_by("pk")
        rows = rows.filter(pk__gt=after) if after else rows
        return list(rows.values_list("pk", flat=True)[:limit])


def next_in_store(after: UUID | None) -> Attachment | None:
    """The next attachment, by id, whose bytes are in the store; without them."""
    with scopes_disabled():
        rows = Attachment.objects.exclude(store_name="").filter(body__isnull=True)
        rows = (rows.filter(pk__gt=after) if after else rows).order_by("pk")
        found: Attachment | None = rows.defer("body").first()
    return found


def stored_files() -> int:
    """How many files only the store has."""
    with scopes_disabled():
        rows = Attachment.objects.exclude(store_name="").filter(body__isnull=True)
        return int(rows.count())


def waiting_moves() -> int:
    """How many files are on their way into the store."""
    with scopes_disabled():
        return int(Attachment.objects.filter(move_at__isnull=False).count())


def failing_leftovers() -> int:
    """How many files the store does not let go."""
    return LeftoverFile.objects.filter(attempts__gte=STUBBORN).count()
