"""A number at a real HTTP server that plays Meta, and a way in for webhooks."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Organization
from bot.enums import Author
from bot.gateways.meta import sign
from bot.models import Channel, Message
from bot.selectors.secrets import refresh_secrets
from bot.services.inbox import process_receipts
from bot.services.turns import run_due_turns
from bot.services.webhooks import accept_meta_webhook, record_receipts
from bot.simulator.app import Config
from bot.simulator.server import SimulatorServer
from bot.tests.factories import (
    APP_SECRET,
    VERIFY_TOKEN,
    make_channel,
    text_message,
    wamid,
    webhook_body,
)
from tests.phones import Phones

TOKEN = "SIMtoken-of-the-services-tests"
NUMBER_ID, WABA_ID = "100000000000031", "100000000000032"

Receive = Callable[..., None]
Says = Callable[..., list[str]]
MARINA = "5511981230137"
_seconds = count()


@pytest.fixture
def graph() -> Iterator[Phones]:
    """The fake Graph API with its control API; its own webhooks lead nowhere."""
    config = Config(
        webhook_url="http://127.0.0.1:9/webhooks/meta/",
        number_id=NUMBER_ID,
        waba_id=WABA_ID,
        access_token=TOKEN,
        app_secret=APP_SECRET,
        verify_token=VERIFY_TOKEN,
        has_people=False,
    )
    server = SimulatorServer(config).start()
    phones = Phones(server.url)
    phones.switch(sends_statuses=False)
    yield phones
    server.stop()


@pytest.fixture
def line(organization: Organization, graph: Phones) -> Channel:
    """A channel whose number lives at `graph`."""
    channel = make_channel(
        organization,
        number_id=NUMBER_ID,
        account_id=WABA_ID,
        access_token=TOKEN,
        graph_url=f"{graph.url}/v24.0",
    )
    refresh_secrets()
    return channel


@pytest.fixture
def receive() -> Receive:
    """`receive(body, ..., now=None)`: what Meta's POSTs leave in the database."""

    def take(*bodies: bytes, now: datetime | None = None) -> None:
        refresh_secrets()
        record_receipts(
            [accept_meta_webhook(body=body, signature=sign(body, APP_SECRET)) for body in bodies]
        )
        done: Any = process_receipts(now=max(now or timezone.now(), timezone.now()))
        assert done is not None

    return take


def stamp(moment: datetime) -> int:
    """Meta's timestamps: whole seconds."""
    return int(moment.timestamp())


def tap_message(
    id_: str, title: str, *, sender: str, timestamp: int, wamid: str, kind: str = "button_reply"
) -> dict[str, Any]:
    """A tap on a button or row, or (kind "button") on the button of a template."""
    content = {"payload": id_, "text": title}
    if kind != "button":
        content = {"type": kind, kind: {"id": id_, "title": title}}
    envelope = "button" if kind == "button" else "interactive"
    return {
        "from": sender,
        "id": wamid,
        "timestamp": str(timestamp),
        "type": envelope,
        envelope: content,
    }


def after(seconds: float) -> datetime:
    return timezone.now() + timedelta(seconds=seconds)


@pytest.fixture
def says(channel: Channel, receive: Receive) -> Says:
    """Marina writes, or taps a button by its id; what the bot answered."""

    def say(words: str = "", *, tap: str = "", at: datetime | None = None) -> list[str]:
        seen = set(Message.objects.values_list("pk", flat=True))
        moment = stamp(timezone.now()) - 600 + next(_seconds)
        shared: dict[str, Any] = {"sender": MARINA, "timestamp": moment, "wamid": wamid()}
        made = tap_message(tap, "toque", **shared) if tap else text_message(words, **shared)
        receive(webhook_body(channel, made))
        run_due_turns(now=at or after(5))
        return new_words(seen)

    return say


def new_words(seen: set[Any]) -> list[str]:
    answers = Message.objects.filter(author=Author.BOT).exclude(pk__in=seen).order_by("id")
    return list(answers.values_list("text", flat=True))
