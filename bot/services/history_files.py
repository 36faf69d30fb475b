"""Files of old messages that a phone brings over (coexistence, `history`)."""

from datetime import datetime

from bot.gateways import InboundMessage, MessageKind
from bot.models import Channel, Conversation, Message
from bot.services.attachments import expect_file
from bot.services.inbound import preview


def fill_placeholder(*, channel: Channel, update: InboundMessage, now: datetime) -> None:
    """Of old messages a phone first tells that there was a file, and later, for those of the
    last two weeks, which: what stands in its place becomes the message."""
    if not update.is_history or update.kind == MessageKind.MEDIA_PLACEHOLDER:
        return
    rows = Message.objects.select_for_update(of=("self",), no_key=True).select_related(
        "conversation"
    )
    rows = rows.filter(channel=channel, external_id=update.external_id)
    message = rows.filter(kind=MessageKind.MEDIA_PLACEHOLDER).first()
    if message is None:
        return
    before = preview(message.text, message.kind)
    message.kind, message.text, message.content = update.kind.value, update.text, update.payload
    message.save(update_fields=["kind", "text", "content"])
    Conversation.objects.filter(
        pk=message.conversation_id,
        last_message_at=message.occurred_at,
        last_message_text=before,
    ).update(last_message_text=preview(message.text, message.kind))
    expect_file(message=message, now=now, file=update.file)
