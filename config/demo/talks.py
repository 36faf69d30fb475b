"""Conversations that look like an ordinary week."""

import random
from datetime import datetime, timedelta
from typing import Any

from accounts.models import Customer, User
from bot.enums import STATUS_RANK, Author, DeliveryStatus, Direction, Owner
from bot.gateways import Button, Buttons, Text
from bot.models import Channel, Conversation, Delivery, Message
from catalog.models import Service
from config.demo.scripts import TALKS, WAITING, Line, Talk

CONVERSATIONS = 25
AUTHORS = {
    "in": Author.CUSTOMER,
    "tap": Author.CUSTOMER,
    "bot": Author.BOT,
    "staff": Author.STAFF,
}


def ensure_talks(channel: Channel, owner: User, now: datetime) -> int:
    """Fill an inbox that has nothing in it yet; returns how many conversations were made."""
    if Conversation.objects.exists():
        return 0
    dice = random.Random(channel.organization.slug)
    customers = dice.sample(list(Customer.objects.order_by("phone")), CONVERSATIONS)
    services = list(Service.objects.values_list("name", flat=True))
    talks = [*WAITING, *(TALKS[n % len(TALKS)] for n in range(CONVERSATIONS - len(WAITING)))]
    moment = now - timedelta(minutes=4)
    for customer, talk in zip(customers, talks, strict=True):
        waits = "O cliente pediu para falar com uma pessoa" if talk in WAITING else ""
        make_talk(channel, customer, talk, dice.choice(services), owner, moment, waits)
        moment -= timedelta(minutes=dice.randrange(9, 200))
    return CONVERSATIONS


def make_talk(  # noqa: PLR0917
    channel: Channel,
    customer: Customer,
    talk: Talk,
    service: str,
    owner: User | None,
    ends_at: datetime,
    waits_because: str = "",
) -> Conversation:
    """One conversation whose last line is of `ends_at`; unread where somebody waits."""
    waits = bool(waits_because)
    conversation = Conversation.objects.create(
        organization=channel.organization,
        channel=channel,
        customer=customer,
        owner=Owner.HUMAN if waits else Owner.BOT,
        waits_for_person=waits,
        handover_reason=waits_because,
        bot_resumes_at=ends_at + timedelta(hours=12) if waits else None,
        unread_count=1 if waits else 0,
    )
    moment = ends_at - timedelta(seconds=40 * len(talk))
    message = None
    for line in talk:
        moment += timedelta(seconds=40)
        message = _say(conversation, line, service, owner, moment)
    conversation.last_message_at = moment
    conversation.last_message_text = message.text[:120] if message else ""
    conversation.save()
    return conversation


def _say(
    conversation: Conversation, line: Line, service: str, owner: User | None, at: datetime
) -> Message:
    who, words = line[:2]
    business = conversation.organization
    text = words.format(business=business.name, service=service, address=business.address)
    is_in = who in {"in", "tap"}
    message = Message.objects.create(
        organization_id=conversation.organization_id,
        channel_id=conversation.channel_id,
        conversation=conversation,
        direction=Direction.IN if is_in else Direction.OUT,
        author=AUTHORS[who],
        author_user=owner if who == "staff" else None,
        occurred_at=at,
        handled_at=at,
        **_content(line, text),
    )
    if is_in:
        conversation.last_customer_message_at = at
    else:
        _deliver(message, at)
    return message


def _content(line: Line, text: str) -> dict[str, Any]:
    """The fields of a message that say what it is, as the inbox and the outbox write them."""
    if line[0] == "in":
        return {"kind": "TEXT", "text": text, "content": {"text": {"body": text}}}
    if line[0] == "tap":
        reply = {"id": text, "title": text}
        content = {"interactive": {"type": "button_reply", "button_reply": reply}}
        return {"kind": "BUTTON_REPLY", "text": text, "reply_id": text, "content": content}
    buttons = tuple(Button(title, title) for title in (line[2] if len(line) > 2 else ()))
    ours = Buttons(text, buttons) if buttons else Text(text)
    ours.check()
    return {"kind": ours.kind, "text": ours.text(), "content": ours.to_dict()}


def _deliver(message: Message, at: datetime) -> None:
    Delivery.objects.create(
        organization_id=message.organization_id,
        message=message,
        conversation=message.conversation,
        channel_id=message.channel_id,
        status=DeliveryStatus.READ,
        rank=STATUS_RANK[DeliveryStatus.READ],
        due_at=at,
        attempts=1,
        sent_at=at,
        delivered_at=at + timedelta(seconds=1),
        read_at=at + timedelta(seconds=9),
    )
