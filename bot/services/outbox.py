"""The outbox: messages on their way to a provider.

A message and its delivery are written in the transaction of their cause; this module
claims, posts outside any transaction, and records. Each conversation's messages leave one
after the other, in order.
"""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django_scopes import scopes_disabled

from accounts.models import User
from bot.enums import STATUS_RANK, Author, DeliveryStatus, Direction, TemplateRefusal
from bot.gateways import (
    Content,
    ContentInvalid,
    GatewayError,
    Media,
    Recipient,
    SendReceipt,
    Template,
    WhatsAppGateway,
    content_from_dict,
)
from bot.gateways.degrade import choices_of, degrade
from bot.gateways.media import SENDABLE
from bot.gateways.template import HeaderMedia
from bot.models import Attachment, Conversation, Delivery, Message
from bot.selectors.recipients import recipient_of
from bot.services.gateways import gateway_of
from bot.services.inbound import preview
from bot.services.reminder_gate import without_called_off
from bot.services.sending_outcomes import Sent, record_failure, record_sent
from bot.services.template_gate import template_refusals
from bot.services.templates import approved_template
from config.lib.logging import bound_context, get_logger
from config.lib.nudges import nudge_on_commit

log = get_logger(__name__)

DRAIN_OUTBOX = "bot.tasks.drain_outbox"
PARALLEL = 16
AGAIN_AFTER_S = (0.0, 0.1, 1.0, 3.0)  # together shorter than the lease of a claim
TOGETHER_S = 0.005  # answers that come within this time are recorded in one commit
WINDOW_CLOSED = 131047  # Meta's code for a free-form message outside the 24-hour window

# The array is made once; a plan may ask a subquery of IN again, which then locks more than its
# limit.
_CLAIM = """
UPDATE bot_delivery SET status = 'SENDING', rank = %(rank)s, claimed_at = %(now)s,
       attempts = attempts + 1
 WHERE id = ANY (ARRAY (
   SELECT d.id FROM bot_delivery d JOIN bot_channel c ON c.id = d.channel_id
    WHERE d.status = 'QUEUED' AND d.due_at <= %(now)s
      AND c.status = 'ACTIVE' AND (c.quiet_until IS NULL OR c.quiet_until <= %(now)s)
      AND NOT EXISTS (
        SELECT 1 FROM bot_delivery e
         WHERE e.conversation_id = d.conversation_id AND e.id < d.id
           AND e.status IN ('QUEUED', 'SENDING', 'UNKNOWN'))
    ORDER BY d.due_at, d.id
    LIMIT %(limit)s
    FOR UPDATE OF d SKIP LOCKED))
RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One claimed delivery with all that the POST needs."""

    delivery: Delivery
    gateway: WhatsAppGateway
    recipient: Recipient
    content: Content


def queue_message(
    *,
    conversation: Conversation,
    content: Content,
    author: Author,
    now: datetime,
    user: User | None = None,
    reply_to: str = "",
    reminder_id: UUID | None = None,
    message_id: UUID | None = None,
    due_at: datetime | None = None,
) -> Message:
    """Write a message and its delivery; a worker is woken at commit.

    `message_id` (UUIDv7) is the new message's key where the caller has to know it before.
    `due_at` is when it may leave, at once without. Raises ContentInvalid before anything is
    written when the provider would refuse it.
    """
    content.check()
    text = content.text()
    message = Message.objects.create(
        **({"id": message_id} if message_id else {}),
        organization_id=conversation.organization_id,
        channel_id=conversation.channel_id,
        conversation=conversation,
        direction=Direction.OUT,
        author=author,
        author_user=user,
        kind=content.kind,
        text=text,
        content=content.to_dict(),
        context_id=reply_to,
        occurred_at=now,
        handled_at=now,
    )
    Delivery.objects.create(
        organization_id=conversation.organization_id,
        message=message,
        conversation=conversation,
        channel_id=conversation.channel_id,
        due_at=due_at or now,
        reminder_id=reminder_id,
    )
    conversation.last_message_at = now
    conversation.last_message_text = preview(text, content.kind)
    nudge_on_commit(DRAIN_OUTBOX)
    return message


def send_due(*, now: datetime, limit: int = PARALLEL) -> int:
    """Claim due deliveries and post them side by side; returns how many were claimed."""
    claimed = _claim(now, limit)
    if not claimed:
        return 0
    refused = template_refusals(claimed)
    outgoing = [
        item
        for delivery in without_called_off(claimed, now)
        if (item := _prepared(delivery, refused.get(delivery.pk), now)) is not None
    ]
    posts = {_threads().submit(_post, item): item for item in outgoing}
    pending = set(posts)
    while pending:
        wait(pending, return_when=FIRST_COMPLETED)
        done, pending = wait(pending, timeout=TOGETHER_S)
        _record([(posts[post], post) for post in done])
    return len(claimed)


@lru_cache(maxsize=1)
def _threads() -> ThreadPoolExecutor:
    """This process's threads for waiting on the provider."""
    return ThreadPoolExecutor(max_workers=PARALLEL, thread_name_prefix="post")


def _claim(now: datetime, limit: int) -> list[Delivery]:
    parameters: dict[str, Any] = {
        "now": now,
        "limit": limit,
        "rank": STATUS_RANK[DeliveryStatus.SENDING],
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM, parameters)
        ids = [row[0] for row in cursor.fetchall()]
    if not ids:
        return []
    with scopes_disabled():
        rows = list(
            Delivery.objects.filter(pk__in=ids)
            .select_related(
                "message__attachment", "conversation__customer", "channel__organization"
            )
            .defer("message__attachment__body")
            .prefetch_related("conversation__customer__identities")
            .order_by("id")
        )
    for row in rows:
        row.conversation.channel = row.channel
    return rows


def _prepared(
    delivery: Delivery, refusal: TemplateRefusal | None, now: datetime
) -> Outgoing | None:
    """As `_prepare`. One that breaks fails alone: the others are claimed, and must leave."""
    try:
        return _prepare(delivery, refusal, now)
    except OperationalError:  # the database is away
        raise
    except Exception as error:
        log.exception("send_broken", message_id=str(delivery.message_id))
        broken = GatewayError(code=None, permanent=True, detail=type(error).__name__)
        record_failure(delivery_id=delivery.pk, error=broken, now=now)
        return None


def _prepare(delivery: Delivery, refusal: TemplateRefusal | None, now: datetime) -> Outgoing | None:
    """What to post; None when the delivery was settled without a post."""
    if refusal is not None:
        unwanted = GatewayError(code=refusal.value, permanent=True, detail=str(refusal.label))
        record_failure(delivery_id=delivery.pk, error=unwanted, now=now)
        return None
    try:
        content = content_from_dict(delivery.message.content)
    except ContentInvalid as unreadable:  # written by another release: the others must leave
        broken = GatewayError(code=None, permanent=True, detail=str(unreadable))
        record_failure(delivery_id=delivery.pk, error=broken, now=now)
        return None
    if not isinstance(content, Template) and not delivery.conversation.is_window_open(now):
        closed = GatewayError(
            code=WINDOW_CLOSED, permanent=True, detail="The 24-hour window is closed"
        )
        record_failure(delivery_id=delivery.pk, error=closed, now=now)
        return None
    file: Attachment | None = getattr(delivery.message, "attachment", None)
    if isinstance(content, Media):
        content = replace(content, media_id=file.remote_id if file else "")
    if isinstance(content, Template) and file is not None:
        content = replace(content, header_media=_header_of(file))
    gateway = gateway_of(delivery.channel)
    if isinstance(content, Template) and gateway.capabilities.needs_template_id:
        known = approved_template(delivery.channel, content.name, content.language)
        content = replace(content, remote_id=known.external_id if known else "")
    recipient = recipient_of(delivery.conversation.customer)
    if recipient is None:
        nobody = GatewayError(code=None, permanent=True, detail="The customer has no WhatsApp id")
        record_failure(delivery_id=delivery.pk, error=nobody, now=now)
        return None
    return Outgoing(delivery, gateway, recipient, content)


def _header_of(file: Attachment) -> HeaderMedia:
    """The file of a template's header; only of a document people see the name."""
    kind = SENDABLE[file.mime_type]
    return HeaderMedia(kind, file.remote_id, file.file_name if kind == "document" else "")


def _post(item: Outgoing) -> SendReceipt:
    """Runs on a thread of its own and touches no database."""
    with bound_context(message_id=str(item.delivery.message_id)):
        content = degrade(item.content, item.gateway.capabilities)
        receipt = item.gateway.send(
            item.recipient,
            content,
            opaque=str(item.delivery.pk),
            reply_to=item.delivery.message.context_id,
        )
    is_numbered = content is not item.content and bool(choices_of(item.content))
    return replace(receipt, is_numbered=True) if is_numbered else receipt


def _record(posts: "Sequence[tuple[Outgoing, Future[SendReceipt]]]") -> None:
    now = timezone.now()
    sent: list[Sent] = []
    for item, post in posts:
        delivery = item.delivery
        try:
            receipt = post.result()
        except GatewayError as error:
            token = delivery.channel.access_token
            told = {"delivery_id": delivery.pk, "error": error, "spoke_with": token}
            _write_down(record_failure, **told, now=now)
        except Exception as error:
            log.exception("send_failed", message_id=str(delivery.message_id))
            broken = GatewayError(code=None, permanent=True, detail=type(error).__name__)
            _write_down(record_failure, delivery_id=delivery.pk, error=broken, now=now)
        else:
            sent.append(Sent(delivery.pk, receipt, delivery.channel.failures > 0))
    if sent:
        _write_down(record_sent, sent, now=now)


def _write_down(record: Callable[..., None], *what: Any, **how: Any) -> None:
    """A POST can't be called back: what it came to is written down even if the database is
    in the way for a moment. What is not, is taken for lost: `bot.services.unanswered`."""
    pauses = iter(AGAIN_AFTER_S)
    while True:
        try:
            return record(*what, **how)
        except Exception as error:
            pause = next(pauses, None)
            if pause is None or not isinstance(error, OperationalError):
                log.exception("record_failed")  # the other posts are to be written down too
                return None
            log.warning("record_tried_again", error=str(error)[:200])
            connection.close_if_unusable_or_obsolete()
            time.sleep(pause)
