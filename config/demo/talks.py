"""Conversations that look like an ordinary week."""

import random
from datetime import datetime, timedelta

from accounts.models import Customer, User
from bot.enums import STATUS_RANK, Author, DeliveryStatus, Direction, Owner
from bot.gateways import Text
from bot.models import Channel, Conversation, Delivery, Message
from catalog.models import Service
from config.demo.people import TALKS, WAITING

CONVERSATIONS = 24


def ensure_talks(channel: Channel, owner: User, now: datetime) -> int:
    """Fill an inbox that has nothing in it yet; returns how many conversations were made."""
    if Conversation.objects.filter(channel=channel).exists():
        return 0
    dice = random.Random(channel.organization.slug)
    customers = dice.sample(list(Customer.objects.order_by("phone")), CONVERSATIONS)
    services = list(Service.objects.values_list("name", flat=True))
    talks = [*WAITING, *(dice.choice(TALKS) for _ in range(CONVERSATIONS - len(WAITING)))]
    moment = now - timedelta(minutes=4)
    for customer, talk in zip(customers, talks, strict=True):
        _make(channel, customer, talk, dice.choice(services), owner, moment)
        moment -= timedelta(minutes=dice.randrange(9, 200))
    return CONVERSATIONS


def _make(  # noqa: PLR0917
    channel: Channel,
    customer: Customer,
    talk: tuple[tuple[str, str], ...],
    service: str,
    owner: User,
    ends_at: datetime,
) -> None:
    waits = talk in WAITING
    conversation = Conversation.objects.create(
        organization=channel.organization,
        channel=channel,
        customer=customer,
        owner=Owner.HUMAN if waits else Owner.BOT,
        waits_for_person=waits,
        handover_reason="O cliente pediu para falar com uma pessoa" if waits else "",
        bot_resumes_at=ends_at + timedelta(hours=12) if waits else None,
        unread_count=1 if waits else 0,
    )
    moment = ends_at - timedelta(seconds=40 * len(talk))
    for who, words in talk:
        moment += timedelta(seconds=40)
        text = words.format(business=channel.organization.name, service=service)
        _say(conversation, who, text, owner, moment)
    conversation.last_message_at, conversation.last_message_text = moment, text[:120]
    conversation.save()


def _say(conversation: Conversation, who: str, text: str, owner: User, at: datetime) -> None:
    is_in = who == "in"
    author = {"in": Author.CUSTOMER, "bot": Author.BOT, "staff": Author.STAFF}[who]
    message = Message.objects.create(
        organization_id=conversation.organization_id,
        channel_id=conversation.channel_id,
        conversation=conversation,
        direction=Direction.IN if is_in else Direction.OUT,
        author=author,
        author_user=owner if author == Author.STAFF else None,
        kind="TEXT",
        text=text,
        content={"text": {"body": text}} if is_in else Text(text).to_dict(),
        occurred_at=at,
        handled_at=at,
    )
    if is_in:
        conversation.last_customer_message_at = at
        return
    Delivery.objects.create(
        organization_id=conversation.organization_id,
        message=message,
        conversation=conversation,
        channel_id=conversation.channel_id,
        status=DeliveryStatus.READ,
        rank=STATUS_RANK[DeliveryStatus.READ],
        due_at=at,
        attempts=1,
        sent_at=at,
        delivered_at=at + timedelta(seconds=1),
        read_at=at + timedelta(seconds=9),
    )
