"""A person sends a failed message anew."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from bot.enums import Author, DeliveryStatus
from bot.gateways import MediaFile, Template, content_from_dict
from bot.models import Conversation, Delivery, FlowFile, Message
from bot.services.attachments import LONGEST_UPLOAD, file_to_send_again, send_file_again
from bot.services.outbox import queue_message
from bot.services.ownership import locked, take_over
from bot.services.replies import WindowClosed
from bot.services.template_gate import template_refusals
from bot.services.template_messages import TemplateRefused


class NotFailed(Exception):
    """The message belongs to another conversation, is on its way, or has arrived."""


def retry_message(
    *, conversation: Conversation, message_id: UUID, user: User, now: datetime
) -> Message:
    """Queue the same content as a new message; the failed one stays as it is.

    A second click gets the first one's message. Raises NotFailed, WindowClosed,
    TemplateRefused, StoreUnavailable (its file can't be read now).
    """
    is_mine = Message.objects.filter(pk=message_id, conversation=conversation).exists()
    file = file_to_send_again(message_id) if is_mine else None
    return _retry(conversation, message_id, file, user, now)


@transaction.atomic
def _retry(
    conversation: Conversation,
    message_id: UUID,
    file: FlowFile | MediaFile | None,
    user: User,
    now: datetime,
) -> Message:
    talk = locked(conversation)
    failed = (
        Delivery.objects.select_related("message", "retry", "conversation__customer")
        .filter(conversation=talk, message_id=message_id)
        .first()
    )
    if failed is not None and failed.retry is not None:
        return failed.retry
    if failed is None or failed.status != DeliveryStatus.FAILED:
        raise NotFailed
    content = content_from_dict(failed.message.content)
    if not isinstance(content, Template) and not talk.is_window_open(now):
        raise WindowClosed
    refused = template_refusals([failed]).get(failed.pk)
    if refused is not None:
        raise TemplateRefused(refused)
    take_over(conversation=talk, user=user, now=now)
    failed.retry = queue_message(
        conversation=talk,
        content=content,
        author=Author.STAFF,
        now=now,
        user=user,
        due_at=None if file is None else now + LONGEST_UPLOAD,
        reply_to=failed.message.context_id,
    )
    if file is not None:
        send_file_again(message=failed.retry, file=file, now=now)
    failed.save(update_fields=["retry"])
    talk.save()
    return failed.retry
