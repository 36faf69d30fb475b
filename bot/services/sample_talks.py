"""Sample data: conversations, on a number of their own that leads nowhere."""

import random
from datetime import datetime, timedelta

from accounts.models import SampleData
from accounts.services.sample_rows import keep_rows
from bot.enums import ChannelStatus, Provider
from bot.models import Channel, Conversation, Delivery, Message
from bot.selectors.sample_texts import sample_texts
from bot.services.sample_agenda import sample_customers
from catalog.models import Service
from config.demo.talks import make_talk

# Reading a conversation changes these.
PASSING = ("unread_count", "mark_read_id", "flow_state", "turn_attempts")


def make_talks(batch: SampleData, now: datetime) -> None:
    """Each script once, the newest first: two of them wait for a person."""
    texts = sample_texts(batch.organization.locale)
    dice = random.Random(batch.pk.hex)
    services = list(Service.objects.filter(is_active=True).values_list("name", flat=True))
    if not services:
        return
    channel = _channel(batch, texts["channel"])
    waiting = [(talk, texts["reason"]) for talk in texts["waiting"]]
    scripts = [*waiting, *((talk, "") for talk in texts["talks"])]
    moment = now - timedelta(minutes=4)
    talks = []
    for customer, (talk, reason) in zip(sample_customers(batch), scripts, strict=False):
        service = dice.choice(services)
        talks.append(make_talk(channel, customer, talk, service, batch.created_by, moment, reason))
        moment -= timedelta(minutes=dice.randrange(9, 200))
    said = Message.objects.filter(conversation__in=talks).order_by("id")
    sent = Delivery.objects.filter(conversation__in=talks).order_by("id")
    keep_rows(batch=batch, model=Conversation, ids=[talk.pk for talk in talks], passing=PASSING)
    keep_rows(batch=batch, model=Message, ids=said.values_list("pk", flat=True))
    keep_rows(batch=batch, model=Delivery, ids=sent.values_list("pk", flat=True))


def _channel(batch: SampleData, name: str) -> Channel:
    """Without credentials and for ever silent (see bot.selectors.channels)."""
    channel: Channel = Channel.objects.create(
        organization=batch.organization,
        provider=Provider.SAMPLE,
        number_id=batch.pk.hex,
        name=name,
        status=ChannelStatus.PAUSED,
        is_bot_enabled=False,
    )
    keep_rows(batch=batch, model=Channel, ids=[channel.pk])
    return channel
