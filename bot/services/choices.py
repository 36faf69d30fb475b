"""What a customer chose, where the provider's answer says it only by a number or a place.

Numbered text is answered by a number; the buttons of some providers' templates come back
with their place. Both become the tap that they stand for.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from bot.enums import Author, Direction
from bot.gateways import (
    Buttons,
    ContentInvalid,
    InboundMessage,
    ListMenu,
    MessageKind,
    Template,
    content_from_dict,
)
from bot.gateways.degrade import chosen
from bot.models import Conversation, Message

CHOICES = ("BUTTONS", "LIST")
NUMBERED = "numbered"  # the mark in the content of what went out as numbered text
_PLACE = re.compile(r"button_(\d)")


def with_choice(*, conversation: Conversation, update: InboundMessage) -> InboundMessage:
    """The same message, or the tap that it means."""
    place = _PLACE.fullmatch(update.reply_id)
    if place and update.kind == MessageKind.TEMPLATE_REPLY:
        return _tapped(conversation, update, int(place[1]))
    is_typed = update.kind == MessageKind.TEXT and not update.is_echo
    if not is_typed or not any(letter.isdigit() for letter in update.text[:20]):
        return update
    return _typed(conversation, update)


def note_numbered(message_ids: Sequence[UUID]) -> None:
    """These messages went out as numbered text: a number is an answer to them."""
    if not message_ids:
        return
    messages = list(Message.objects.filter(pk__in=message_ids))
    for message in messages:
        message.content = {**message.content, NUMBERED: True}
    Message.objects.bulk_update(messages, ["content"])


def _typed(conversation: Conversation, update: InboundMessage) -> InboundMessage:
    """A number, where numbers were the last thing that the bot has sent."""
    last = _last_said(conversation)
    if last is None or last.kind not in CHOICES or not last.content.get(NUMBERED):
        return update
    content = _content(last)
    if not isinstance(content, Buttons | ListMenu):
        return update
    choice = chosen(content, update.text)
    if choice is None:
        return update
    is_list = isinstance(content, ListMenu)
    kind = MessageKind.LIST_REPLY if is_list else MessageKind.BUTTON_REPLY
    return replace(
        update, kind=kind, text=choice.title, reply_id=choice.id, reply_title=choice.title
    )


def _tapped(conversation: Conversation, update: InboundMessage, place: int) -> InboundMessage:
    """What the template that it answers gave this button."""
    sent = Message.objects.filter(
        conversation=conversation, direction=Direction.OUT, kind=Template.kind
    )
    answered = sent.filter(external_id=update.context_id) if update.context_id else sent.none()
    message = answered.first() or sent.order_by("-occurred_at", "-id").first()
    content = _content(message) if message else None
    values = content.buttons if isinstance(content, Template) else ()
    payload = next((value for index, _type, value in values if index == place), "")
    return replace(update, reply_id=payload or update.reply_title)


def _last_said(conversation: Conversation) -> Message | None:
    said = Message.objects.filter(conversation=conversation, direction=Direction.OUT)
    last: Message | None = said.order_by("-occurred_at", "-id").first()
    return last if last is not None and last.author == Author.BOT else None


def _content(message: Message) -> object:
    try:
        return content_from_dict(message.content)
    except ContentInvalid:  # written by another release
        return None
