"""Every provider takes every content, and tells what became of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.tests.factories import make_user
from bot.enums import NO_ANSWER, Author, DeliveryStatus
from bot.gateways import (
    Button,
    Buttons,
    GatewayError,
    ListMenu,
    MediaFile,
    Recipient,
    Row,
    Section,
    Template,
    Text,
)
from bot.gateways import TemplateParameter as P
from bot.gateways.degrade import choices_of, numbered
from bot.models import Conversation, Delivery, Message
from bot.services.attachments import transfer_due
from bot.services.outbox import queue_message, send_due
from bot.services.replies import send_reply
from bot.services.templates import sync_templates
from bot.services.unanswered import recover_stale
from bot.tests.gateways.contract.stage import CUSTOMER, Stage

YES_NO = Buttons("Confirma?\n\n*sábado* às 15h", (Button("y", "Sim"), Button("n", "Não")))
MENU = ListMenu(
    "Qual serviço?",
    "Ver serviços",
    (Section("", (Row("s:1", "Corte", "R$ 80"), Row("s:2", "Barba"))),),
)


@pytest.fixture
def talk(stage: Stage) -> Conversation:
    """A customer who has just written."""
    stage.post(stage.message("text", "in-0", text="oi"))
    return Conversation.objects.get()


def send(talk: Conversation, content: Any) -> Delivery:
    message = queue_message(
        conversation=talk, content=content, author=Author.BOT, now=timezone.now()
    )
    send_due(now=timezone.now())
    return Delivery.objects.get(message=message)


def test_text_reaches_the_customer(stage: Stage, talk: Conversation) -> None:
    delivery = send(talk, Text("Olá 😀\nTudo bem?"))
    assert (delivery.status, delivery.error_detail) == (DeliveryStatus.SENT, "")
    heard = stage.heard[-1]
    assert (heard.to, heard.text) == (CUSTOMER, "Olá 😀\nTudo bem?")
    assert delivery.message.external_id == heard.id


@pytest.mark.parametrize("content", [YES_NO, MENU], ids=["buttons", "list"])
def test_choices_reach_the_customer_with_their_ids(
    stage: Stage, talk: Conversation, content: Any
) -> None:
    assert send(talk, content).status == DeliveryStatus.SENT
    heard = stage.heard[-1]
    if not stage.gateway.capabilities.has_buttons:
        assert heard.text == numbered(content, 4096).body
        stage.post(stage.message("text", "in-1", text="2"))
        chosen = choices_of(content)[1]
        assert Message.objects.get(external_id="in-1").reply_id == chosen.id
        return
    titles = [row.title for row in MENU.rows] if content is MENU else ["Sim", "Não"]
    assert heard.text == content.body
    assert [title for _id, title in heard.choices] == titles
    assert {id_ for id_, _title in heard.choices} <= {"y", "n", "s:1", "s:2"}


def test_a_file_reaches_the_customer(stage: Stage, talk: Conversation) -> None:
    body = b"\x89PNG\r\n\x1a\n" + bytes(range(200))
    file = MediaFile("image/png", body, "preço.png")
    send_reply(conversation=talk, text="A tabela", user=make_user(), now=timezone.now(), file=file)
    assert transfer_due(now=timezone.now())
    send_due(now=timezone.now() + timedelta(seconds=1))
    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.error_detail) == (DeliveryStatus.SENT, "")
    assert stage.heard[-1].text == "A tabela"
    assert stage.fetch_sent(stage.heard[-1]) == body


def test_an_approved_template_reaches_the_customer(stage: Stage, talk: Conversation) -> None:
    if not stage.gateway.capabilities.has_templates:
        assert sync_templates(channel=stage.channel, now=timezone.now()) == 0
        assert send(talk, Template("hello", "pt_BR")).status == DeliveryStatus.FAILED
        assert stage.heard == []
        return
    assert sync_templates(channel=stage.channel, now=timezone.now()) == 1
    Conversation.objects.update(last_customer_message_at=timezone.now() - timedelta(days=3))
    talk.refresh_from_db()
    delivery = send(talk, Template("hello", "pt_BR", body=(P("Marina"),)))
    assert (delivery.status, delivery.error_detail) == (DeliveryStatus.SENT, "")
    assert (stage.heard[-1].template, stage.heard[-1].values) == ("hello", ("Marina",))


def test_status_moves_only_forward(stage: Stage, talk: Conversation) -> None:
    delivery = send(talk, Text("oi"))
    id_ = stage.heard[-1].id
    for word in ("read", "sent", "delivered"):
        assert stage.post(stage.status(id_, word))[0] in (200, 204)
    delivery.refresh_from_db()
    assert delivery.status == DeliveryStatus.READ
    assert delivery.delivered_at
    assert delivery.read_at


def test_a_message_that_failed_later_says_why(stage: Stage, talk: Conversation) -> None:
    delivery = send(talk, Text("oi"))
    stage.post(stage.status(stage.heard[-1].id, "failed", code=63018))
    delivery.refresh_from_db()
    code = 63018 if stage.tells_codes else 0
    assert (delivery.status, delivery.error_code) == (DeliveryStatus.FAILED, code)


def test_a_status_settles_what_the_sender_died_over(stage: Stage, talk: Conversation) -> None:
    """Our own id comes back with the status: the message is known to be out, not sent twice.

    Where nothing of ours comes back it isn't sent again either: a person is told, and decides.
    """
    now = timezone.now()
    message = queue_message(conversation=talk, content=Text("oi"), author=Author.BOT, now=now)
    delivery = Delivery.objects.get(message=message)
    stage.gateway.send(Recipient(wa_id=CUSTOMER), Text("oi"), opaque=str(delivery.pk))
    Delivery.objects.update(status=DeliveryStatus.SENDING, rank=10, claimed_at=now)
    stage.post(stage.status(stage.heard[-1].id, "delivered", opaque=str(delivery.pk)))
    recover_stale(now=now + timedelta(hours=1), lease=timedelta(0), grace=timedelta(0))
    if not stage.gateway.capabilities.has_opaque:
        delivery.refresh_from_db()
        assert (delivery.status, delivery.error_code) == (DeliveryStatus.FAILED, NO_ANSWER)
        assert send_due(now=now + timedelta(hours=2)) == 0
        assert len(stage.heard) == 1
        return
    assert send_due(now=now + timedelta(hours=2)) == 0
    assert Message.objects.get(pk=message.pk).external_id == stage.heard[-1].id
    assert len(stage.heard) == 1


def test_our_templates_are_submitted_once(stage: Stage) -> None:
    if not stage.gateway.capabilities.has_templates:
        with pytest.raises(GatewayError):
            stage.gateway.create_template(
                name="visit", language="pt_BR", category="UTILITY", components=[]
            )
        return
    draft = {"type": "BODY", "text": "Olá {{1}}, até já.", "example": {"body_text": [["Ana"]]}}
    buttons = {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Confirmar"}]}
    made = stage.gateway.create_template(
        name="visit", language="pt_BR", category="UTILITY", components=[draft, buttons]
    )
    assert made.id
    assert (made.name, made.language, made.status) == ("visit", "pt_BR", "PENDING")
    hello = next(one for one in stage.gateway.list_templates() if one.name == "hello")
    assert (hello.language, hello.category, hello.status) == ("pt_BR", "UTILITY", "APPROVED")
    assert hello.components[0] == {"type": "BODY", "text": "Oi {{1}}"}


def test_the_number_says_how_it_is(stage: Stage) -> None:
    health = stage.gateway.channel_health()
    assert (health.verified_name, health.quality_rating) == ("Studio Bela", stage.quality)
    assert health.can_send != "BLOCKED"


def test_reading_and_typing_are_told(stage: Stage) -> None:
    stage.gateway.mark_read("in-0", typing=True, chat=Recipient(wa_id=CUSTOMER))
    assert b"in-0" in stage.server.asked[-1].raw
