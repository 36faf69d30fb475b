"""The files of messages: fetched when they come in, uploaded before they go out."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django_scopes import scopes_disabled

from bot.enums import DeliveryStatus, TransferStatus
from bot.gateways import GatewayError, InboundFile, MediaFile, WhatsAppGateway
from bot.models import Attachment, Delivery, FlowFile, Message
from bot.selectors.attachments import whole_of
from bot.services.gateways import gateway_of
from bot.services.public_files import public_file_url
from bot.services.sending_outcomes import record_failure
from config.lib.file_store import StoreUnavailable, has_store
from config.lib.logging import get_logger
from config.lib.nudges import nudge, nudge_on_commit

log = get_logger(__name__)

TRANSFER_FILES = "bot.tasks.transfer_files"
DRAIN_OUTBOX = "bot.tasks.drain_outbox"
LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 6
# A message with a file waits for its upload this long at most; the upload lets it go.
LONGEST_UPLOAD = timedelta(days=1)
# Cards come as a file where the provider sends a vCard.
_KINDS = {"IMAGE", "AUDIO", "VIDEO", "DOCUMENT", "STICKER", "CONTACTS"}

_CLAIM = """
UPDATE bot_attachment SET due_at = %(until)s, attempts = attempts + 1
 WHERE id = (SELECT id FROM bot_attachment WHERE status = 'WAITING' AND due_at <= %(now)s
              ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id
"""


class NotFailed(Exception):
    """The file is there, or on its way already."""


def expect_file(*, message: Message, now: datetime, file: InboundFile | None = None) -> None:
    """In the transaction that writes a received message: its file is to be fetched.

    Without a `file` the payload is looked at, where Meta names it.
    """
    found = file or _named_file(message)
    if message.kind not in _KINDS or found is None or not 1 <= len(found.id) <= 200:
        return
    Attachment.objects.create(
        organization_id=message.organization_id,
        message=message,
        remote_id=found.id,
        mime_type=_plain_type(found.mime_type),
        file_name=_plain_name(found.name),
        due_at=now,
    )
    nudge_on_commit(TRANSFER_FILES)


def _named_file(message: Message) -> InboundFile | None:
    if not isinstance(message.content, dict):
        return None
    described: Any = message.content.get(str(message.content.get("type")))
    remote_id = described.get("id") if isinstance(described, dict) else None
    if not isinstance(remote_id, str) or not remote_id.isdigit():
        return None
    mime_type, name = described.get("mime_type"), str(described.get("filename") or "")
    return InboundFile(remote_id, mime_type if isinstance(mime_type, str) else "", name)


def keep_outgoing(*, message: Message, file: MediaFile, now: datetime) -> Attachment:
    """In the transaction that writes a message of ours: its file is to be uploaded."""
    kept: Attachment = Attachment.objects.create(
        organization_id=message.organization_id,
        message=message,
        is_ours=True,
        mime_type=file.mime_type,
        file_name=file.name,
        size=len(file.body),
        body=file.body,
        due_at=now,
    )
    nudge_on_commit(TRANSFER_FILES)
    return kept


def keep_stored(*, message: Message, stored: FlowFile, now: datetime) -> Attachment:
    """The same for a file that the organization keeps; its bytes are not copied."""
    kept: Attachment = Attachment.objects.create(
        organization_id=message.organization_id,
        message=message,
        is_ours=True,
        mime_type=stored.mime_type,
        file_name=stored.name,
        size=stored.size,
        stored=stored,
        due_at=now,
    )
    nudge_on_commit(TRANSFER_FILES)
    return kept


def file_to_send_again(source_id: UUID) -> FlowFile | MediaFile | None:
    """What a message carried, read before the transaction that sends it anew; None where it
    carried nothing. Raises StoreUnavailable, also for a file that the store has lost."""
    rows = Attachment.objects.select_related("stored").defer("body", "stored__body")
    old: Attachment | None = rows.filter(message_id=source_id, is_ours=True).first()
    if old is None:
        return None
    if old.stored is not None:
        return old.stored
    body = whole_of(old)
    if not body:
        raise StoreUnavailable("the file is gone")
    return MediaFile(old.mime_type, body, old.file_name)


def send_file_again(*, message: Message, file: FlowFile | MediaFile, now: datetime) -> None:
    """In the transaction that sends a message anew: the same file, uploaded anew."""
    if isinstance(file, FlowFile):
        keep_stored(message=message, stored=file, now=now)
    else:
        keep_outgoing(message=message, file=file, now=now)


@transaction.atomic
def fetch_again(*, file: Attachment, now: datetime) -> None:
    """A person asks once more for a file that could not be fetched. Raises NotFailed."""
    rows = Attachment.objects.filter(pk=file.pk, status=TransferStatus.FAILED, is_ours=False)
    if not rows.update(status=TransferStatus.WAITING, due_at=now, attempts=0, error=""):
        raise NotFailed
    nudge_on_commit(TRANSFER_FILES)


def transfer_due(*, now: datetime) -> bool:
    """Fetch or upload the file that has waited longest; False when none is due."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"now": now, "until": now + LEASE})
        row = cursor.fetchone()
    if row is None:
        return False
    with scopes_disabled():
        rows = Attachment.objects.select_related("message__channel").defer("body")
        file = rows.get(pk=row[0])
    gateway = gateway_of(file.message.channel)
    try:
        if file.is_ours:
            body = whole_of(file)
            sent = MediaFile(file.mime_type, body, file.file_name)
            remote_id = (
                gateway.upload_media(sent)
                if gateway.capabilities.has_uploads
                else public_file_url(file)
            )
            _record_uploaded(file, remote_id, now)
        else:
            _record_fetched(file, _fetched(gateway, file), now)
    except StoreUnavailable as error:
        refused = GatewayError(code=None, permanent=False, detail=str(error))
        _record_refused(file, refused, now)
    except GatewayError as error:
        _record_refused(file, error, now)
    except Exception as error:  # whatever a server has sent: the files of others come next
        log.exception("transfer_failed", message_id=str(file.message_id))
        broken = GatewayError(code=None, permanent=False, detail=type(error).__name__)
        _record_refused(file, broken, now)
    return True


def _fetched(gateway: WhatsAppGateway, file: Attachment) -> MediaFile:
    """WhatsApp carries no empty file: the server does not have it, or not yet."""
    found = gateway.fetch_media(file.remote_id)
    if not found.body:
        raise GatewayError(code=None, permanent=False, detail="the file is empty")
    return found


def _move_at(file: Attachment, now: datetime) -> datetime | None:
    """When its bytes leave the database: at once, where there is a store."""
    return now if has_store() and file.stored_id is None else None


def _record_fetched(file: Attachment, found: MediaFile, now: datetime) -> None:
    with scopes_disabled():
        Attachment.objects.filter(pk=file.pk, status=TransferStatus.WAITING).update(
            status=TransferStatus.READY,
            mime_type=found.mime_type or file.mime_type,
            size=len(found.body),
            body=found.body,
            move_at=_move_at(file, now),
            error="",
        )


def _record_uploaded(file: Attachment, remote_id: str, now: datetime) -> None:
    """The message may leave now."""
    with scopes_disabled(), transaction.atomic():
        rows = Attachment.objects.filter(pk=file.pk, status=TransferStatus.WAITING)
        changes = {"remote_id": remote_id, "move_at": _move_at(file, now), "error": ""}
        if rows.update(status=TransferStatus.READY, **changes):
            Delivery.objects.filter(
                message_id=file.message_id, status=DeliveryStatus.QUEUED
            ).update(due_at=now)
    nudge(DRAIN_OUTBOX)


def _record_refused(file: Attachment, error: GatewayError, now: datetime) -> None:
    is_final = error.permanent or file.attempts >= MAX_ATTEMPTS
    pause = timedelta(seconds=max(error.retry_after or 0, 2**file.attempts))
    with scopes_disabled(), transaction.atomic():
        rows = Attachment.objects.filter(pk=file.pk, status=TransferStatus.WAITING)
        status = TransferStatus.FAILED if is_final else TransferStatus.WAITING
        move_at = _move_at(file, now) if is_final and file.is_ours else None
        changed = rows.update(
            status=status, due_at=now + pause, move_at=move_at, error=str(error)[:200]
        )
    if changed and is_final and file.is_ours:
        _fail_delivery(file.message_id, error, now)
    log.warning("file_refused", message_id=str(file.message_id), code=error.code, final=is_final)


def _fail_delivery(message_id: UUID, error: GatewayError, now: datetime) -> None:
    with scopes_disabled():
        delivery = Delivery.objects.filter(message_id=message_id).first()
    if delivery is not None:
        final = GatewayError(code=error.code, permanent=True, detail=error.detail)
        record_failure(delivery_id=delivery.pk, error=final, now=now)


def _plain_name(value: str) -> str:
    """On one line: what a customer calls a file goes into a header."""
    return " ".join(value.split())[:240]


def _plain_type(value: str) -> str:
    """ "audio/ogg; codecs=opus" as "audio/ogg"."""
    return value.partition(";")[0].strip().lower()[:120]
