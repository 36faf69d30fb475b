"""Places, cards, links and reactions: sent as such, or in words, or refused with a reason."""

from typing import Any

import pytest
from django.utils import timezone

from bot.enums import Author, DeliveryStatus
from bot.gateways import (
    ContactCard,
    Contacts,
    LinkButton,
    Location,
    LocationRequest,
    Reaction,
    Text,
)
from bot.models import Conversation, Delivery
from bot.services.outbox import queue_message, send_due
from bot.tests.gateways.contract.stage import CUSTOMER, Stage

SALON = Location(-23.5613, -46.6565, "Studio Bela", "Rua Augusta, 100")
CARD = Contacts((ContactCard("Ana Lima", ("+55 11 98123-0137",), "Studio Bela"),))
LINK = LinkButton("Veja o cardápio.", "Abrir", "https://studio.example/precos")


@pytest.fixture
def talk(stage: Stage) -> Conversation:
    stage.post(stage.message("text", "in-0", text="oi"))
    return Conversation.objects.get()


def send(talk: Conversation, content: Any, reply_to: str = "") -> Delivery:
    now = timezone.now()
    message = queue_message(
        conversation=talk, content=content, author=Author.STAFF, now=now, reply_to=reply_to
    )
    send_due(now=timezone.now())
    return Delivery.objects.get(message=message)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (SALON, ["-23.5613", "-46.6565", "Studio Bela", "Rua Augusta, 100"]),
        (CARD, ["Ana Lima", "+55 11 98123-0137", "Studio Bela"]),
        (LINK, ["Veja o cardápio.", "Abrir", "https://studio.example/precos"]),
        (LocationRequest("Onde você está?"), ["Onde você está?"]),
    ],
    ids=["location", "contacts", "link", "request"],
)
def test_all_that_it_says_reaches_the_customer(
    stage: Stage, talk: Conversation, content: Any, words: list[str]
) -> None:
    delivery = send(talk, content)
    assert (delivery.status, delivery.error_detail) == (DeliveryStatus.SENT, "")
    heard = stage.heard[-1]
    assert heard.to == CUSTOMER
    assert all(word in heard.raw for word in words)
    assert not delivery.message.content.get("numbered")


def test_a_reaction_reaches_the_message_or_says_why_not(stage: Stage, talk: Conversation) -> None:
    delivery = send(talk, Reaction("in-0", "👍"))
    if stage.gateway.capabilities.has_reactions:
        assert delivery.status == DeliveryStatus.SENT
        assert '"emoji": "👍"' in stage.heard[-1].raw
        assert '"message_id": "in-0"' in stage.heard[-1].raw
    else:
        assert delivery.status == DeliveryStatus.FAILED
        assert "REACTION" in delivery.error_detail
        assert stage.heard == []


def test_a_quote_goes_along_where_the_provider_takes_it(stage: Stage, talk: Conversation) -> None:
    delivery = send(talk, Text("sim"), reply_to="in-0")
    assert delivery.status == DeliveryStatus.SENT
    assert ("in-0" in stage.heard[-1].raw) is stage.gateway.capabilities.has_quotes
