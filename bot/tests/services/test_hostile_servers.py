"""A server that an owner has named answers what it likes: nobody else's messages suffer."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from accounts.tests.factories import make_organization, make_whatsapp_customer
from bot.enums import Author, DeliveryStatus
from bot.gateways import GatewayError, Text
from bot.models import Attachment, Channel, Delivery
from bot.services.attachments import transfer_due
from bot.services.evolution_channels import create_evolution_channel
from bot.services.outbox import queue_message, send_due
from bot.services.sending_outcomes import record_failure
from bot.tests.factories import make_conversation
from bot.tests.gateways.contract.server import Answer, provider_server
from tests.phones import Phones

pytestmark = pytest.mark.django_db
MakeLine = Callable[[Any], Channel]


@pytest.fixture
def hostile(settings: Any) -> Iterator[MakeLine]:
    """`hostile(body)`: a number of another house, whose server answers that to everything."""
    settings.EVOLUTION_PRIVATE, settings.PUBLIC_URL = True, "https://zapenda.test"
    with provider_server(lambda _asked: Answer()) as server:

        def make(body: Any) -> Channel:
            organization = make_organization()
            server.play = lambda _asked: Answer(body)
            with scope(organization=organization):
                return create_evolution_channel(
                    organization=organization, server=server.url, instance="x", api_key="k"
                )

        yield make


def queued(channel: Channel, *texts: str) -> list[Delivery]:
    now = timezone.now()
    with scope(organization=channel.organization):
        customer = make_whatsapp_customer(channel.organization)
        talks = [make_conversation(channel, customer, last_customer_message_at=now)]
        for _text in texts[1:]:
            other = make_whatsapp_customer(channel.organization)
            talks.append(make_conversation(channel, other, last_customer_message_at=now))
        return [
            queue_message(
                conversation=talk, content=Text(text), author=Author.BOT, now=now
            ).delivery
            for talk, text in zip(talks, texts, strict=True)
        ]


@pytest.mark.parametrize("id_", ["same", "a\0b", "z" * 400], ids=["same", "nul", "long"])
def test_ids_that_cannot_be_kept_take_nothing_from_others(
    line: Channel, graph: Phones, hostile: MakeLine, id_: str
) -> None:
    theirs = queued(hostile({"key": {"id": id_}}), "um", "dois")
    (ours,) = queued(line, "nosso")
    assert send_due(now=timezone.now()) == 3
    with scopes_disabled():
        for delivery in (ours, *theirs):
            delivery.refresh_from_db()
            assert delivery.status == DeliveryStatus.SENT
    (sent,) = graph.sent()
    assert ours.message.external_id == sent["id"]
    assert send_due(now=timezone.now() + timedelta(hours=1)) == 0


def test_words_of_a_refusal_are_kept_as_far_as_they_can_be(line: Channel) -> None:
    (delivery,) = queued(line, "oi")
    error = GatewayError(code=1, permanent=True, detail="a\0b\ud800c")
    record_failure(delivery_id=delivery.pk, error=error, now=timezone.now())
    delivery.refresh_from_db()
    assert (delivery.status, delivery.error_detail) == (DeliveryStatus.FAILED, "abc")


def awaited_file(channel: Channel) -> Attachment:
    """A picture that is to be fetched from the channel's server."""
    with scope(organization=channel.organization):
        (delivery,) = queued(channel, "x")
        made: Attachment = Attachment.objects.create(
            organization=channel.organization,
            message=delivery.message,
            remote_id="1",
            mime_type="image/png",
            due_at=timezone.now(),
        )
    return made


def try_for_hours(file: Attachment) -> None:
    """Each try at its time; the file is read anew."""
    now = timezone.now()
    for step in range(10):
        transfer_due(now=now + timedelta(hours=step))
    with scopes_disabled():
        file.refresh_from_db()


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ({"base64": "b2k=", "mimetype": "image/png\0"}, "READY"),
        ({"base64": "é", "mimetype": "image/png"}, "FAILED"),
        ({"base64": "", "mimetype": "image/png"}, "FAILED"),
        ({}, "FAILED"),
    ],
)
def test_files_of_such_a_server_come_to_an_end(
    hostile: MakeLine, answer: dict[str, str], status: str
) -> None:
    file = awaited_file(hostile(answer))
    try_for_hours(file)
    assert file.status == status


def test_a_file_whose_reading_breaks_is_given_up(
    hostile: MakeLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = awaited_file(hostile({}))
    monkeypatch.setattr("base64.b64decode", lambda *_a, **_k: 1 / 0)
    try_for_hours(file)
    assert (file.status, file.error) == ("FAILED", "ZeroDivisionError")
