"""A person sends a failed message anew."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from bot.enums import Author, DeliveryStatus
from bot.gateways import Template, content_from_dict
from bot.models import Attachment, Conversation, Delivery, Message
from bot.services.attachments import LONGEST_UPLOAD, send_file_again
from bot.services.outbox import queue_message
from bot.services.ownership import locked, take_over
from bot.services.replies import WindowClosed
from bot.services.template_gate import template_refusals
from bot.services.template_messages import TemplateRefused


class NotFailed(Exception):
    """The message belongs to another conversation, is on its way, or has arrived."""


@transaction.atomic
def retry_message(
    *, conversation: Conversation, message_id: UUID, user: User, now: datetime
) -> Message:
    """Queue the same content as a new message; the failed one stays as it is.

    A second click gets the first one's message. Raises NotFailed, WindowClosed,
    TemplateRefused.
    """
    talk = locked(conversation)
    failed = (
        Delivery.objects.select_related("message", "retry", "conversation__customer")
        .filter(conversation=talk, message_id=message_id)
        .first()
    )
    if failed is not None and failed.retry is not None:
        return failed.retry
    if failed is None or failed.status not in (DeliveryStatus.FAILED, DeliveryStatus.EXPIRED):
        raise NotFailed
    content = content_from_dict(failed.message.content)
    if not isinstance(content, Template) and not talk.is_window_open(now):
        raise WindowClosed
    refused = template_refusals([failed]).get(failed.pk)
    if refused is not None:
        raise TemplateRefused(refused)
    take_over(conversation=talk, user=user, now=now)
    has_file = Attachment.objects.filter(message_id=failed.message_id).exists()
    failed.retry = queue_message(
        conversation=talk,
        content=content,
        author=Author.STAFF,
        now=now,
        user=user,
        due_at=now + LONGEST_UPLOAD if has_file else None,
        reply_to=failed.message.context_id,
    )
    if has_file:
        send_file_again(source=failed.message, message=failed.retry, now=now)
    failed.save(update_fields=["retry"])
    talk.save()
    return failed.retry
