"""A template whose header holds a photo, a video or a document, sent by a person."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from bot.enums import DeliveryStatus, TransferStatus
from bot.gateways import ContentInvalid, MediaFile
from bot.models import Attachment, Channel, Conversation, Delivery, Message, MessageTemplate
from bot.selectors.templates import template_offers
from bot.services.attachments import transfer_due
from bot.services.outbox import send_due
from bot.services.retries import retry_message
from bot.services.template_messages import FileUnfit, send_template
from bot.services.template_writing import upload_sample
from bot.services.templates import sync_templates
from bot.simulator.graph_media import sample_photo
from bot.tests.services.test_template_messages import delivery, send, talk, user
from bot.tests.templates import body, make_template
from tests.phones import Phones, eventually

__all__ = ["talk", "user"]
pytestmark = pytest.mark.django_db

TEXT = "Oi, {{1}}! Sentimos sua falta. Até já"
PHOTO = MediaFile("image/png", sample_photo(), "tabela.png")
LEAFLET = MediaFile("application/pdf", b"%PDF-1.7 tabela", "Tabela de preços.pdf")
FILM = MediaFile("video/mp4", b"\0\0\0\x18ftypmp42", "corte.mp4")
FILES = {"IMAGE": PHOTO, "VIDEO": FILM, "DOCUMENT": LEAFLET}


def header(kind: str) -> dict[str, Any]:
    return {"type": "HEADER", "format": kind}


def with_file(line: Channel, kind: str = "IMAGE", **fields: Any) -> MessageTemplate:
    return make_template(line, f"foto_{kind.lower()}", header(kind), body(TEXT, "Marina"), **fields)


@pytest.fixture
def approve(graph: Phones, line: Channel) -> Callable[[str], MessageTemplate]:
    """A template of the account with such a header, approved, and our copy of it."""

    def make(kind: str) -> MessageTemplate:
        graph.switch(template_review_delay=0.0)
        name = f"foto_{kind.lower()}"
        handle = upload_sample(channel=line, file=FILES[kind])
        sample = {"example": {"header_handle": [handle]}}
        graph._client.post(
            f"/v24.0/{line.account_id}/message_templates",
            headers={"Authorization": f"Bearer {line.access_token}"},
            json={
                "name": name,
                "language": "pt_BR",
                "category": "UTILITY",
                "components": [header(kind) | sample, body(TEXT, "Marina")],
            },
        ).raise_for_status()
        approved = MessageTemplate.objects.filter(name=name, status="APPROVED")
        eventually(lambda: sync_templates(channel=line, now=timezone.now()) and approved.exists())
        return approved.get()

    return make


@pytest.mark.parametrize("kind", FILES)
def test_file_is_uploaded_and_sent_in_the_header(
    talk: Conversation,
    user: User,
    graph: Phones,
    approve: Callable[[str], MessageTemplate],
    kind: str,
) -> None:
    file = FILES[kind]
    message = send(talk, approve(kind), user, file=file)
    send_due(now=timezone.now())
    assert graph.sent() == []  # it waits for its file
    assert transfer_due(now=timezone.now())
    send_due(now=timezone.now())

    (sent,) = graph.sent()
    (top, _body) = sent["content"]["components"]
    kept = Attachment.objects.get(message=message)
    described = {"id": kept.remote_id}
    if kind == "DOCUMENT":
        described["filename"] = "Tabela de preços.pdf"
    assert top["parameters"] == [{"type": kind.lower(), kind.lower(): described}]
    assert delivery(message).status == DeliveryStatus.SENT
    assert message.text == "Oi, Marina! Sentimos sua falta. Até já"


def test_failed_one_is_sent_again_with_its_file(
    talk: Conversation, user: User, graph: Phones, approve: Callable[[str], MessageTemplate]
) -> None:
    message = send(talk, approve("IMAGE"), user, file=PHOTO)
    Delivery.objects.filter(message=message).update(status=DeliveryStatus.FAILED)
    Attachment.objects.update(status=TransferStatus.READY)
    again = retry_message(conversation=talk, message_id=message.pk, user=user, now=timezone.now())
    assert bytes(Attachment.objects.get(message=again).body) == PHOTO.body
    assert transfer_due(now=timezone.now())
    send_due(now=timezone.now())
    assert delivery(again).status == DeliveryStatus.SENT
    assert len(graph.sent()) == 1


@pytest.mark.parametrize("file", [None, LEAFLET, FILM])
def test_header_without_its_kind_of_file_writes_nothing(
    talk: Conversation, user: User, line: Channel, file: MediaFile | None
) -> None:
    with pytest.raises(FileUnfit) as refused:
        send(talk, with_file(line), user, file=file)
    assert refused.value.media == "image"
    assert not Message.objects.filter(author="STAFF").exists()


def test_file_for_a_template_without_one_and_a_broken_file(
    talk: Conversation, user: User, line: Channel
) -> None:
    with pytest.raises(FileUnfit):
        send(talk, make_template(line), user, file=PHOTO)
    with pytest.raises(ContentInvalid):
        send(talk, with_file(line), user, file=MediaFile("image/png", b"no picture"))
    assert not Delivery.objects.exists()


def test_same_form_twice_keeps_one_file(talk: Conversation, user: User, line: Channel) -> None:
    template = with_file(line)
    first = send(talk, template, user, file=PHOTO)
    again = send_template(
        conversation=talk,
        template_id=template.pk,
        values={},
        user=user,
        now=timezone.now(),
        message_id=first.pk,
        seen_id=None,
        file=PHOTO,
    )
    assert again == first
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize(("kind", "is_offered"), [("IMAGE", True), ("LOCATION", False)])
def test_what_can_be_sent_from_here_is_offered(
    talk: Conversation, line: Channel, kind: str, is_offered: bool
) -> None:
    with_file(line, kind)
    (offer,) = template_offers(talk).offers
    assert (offer.refusal is None) is is_offered


def test_other_providers_say_that_it_does_not_go_from_here(
    talk: Conversation, line: Channel
) -> None:
    with_file(line)
    Channel.objects.filter(pk=line.pk).update(provider="TWILIO")
    (offer,) = template_offers(talk).offers
    assert "não dá para enviar daqui" in str(offer.refusal.label if offer.refusal else "")
