"""Every provider's webhooks end in the same rows, once, or nowhere at all."""

from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import CustomerIdentity
from bot.enums import TransferStatus
from bot.models import Attachment, Message, QuarantinedUpdate, WebhookReceipt
from bot.services.attachments import transfer_due
from bot.tests.gateways.contract.stage import CUSTOMER, Stage


@pytest.mark.parametrize(
    ("kind", "said", "stored"),
    [
        ("text", {"text": "Olá, tudo bem? ção 👍 a+b=c&d%"}, "TEXT"),
        ("location", {"text": "Praça da Sé"}, "LOCATION"),
        ("button", {"id": "y:1", "title": "Sim"}, "BUTTON_REPLY"),
        ("list", {"id": "s:2", "title": "Barba"}, "LIST_REPLY"),
    ],
)
def test_what_came_in_is_written_down(
    stage: Stage, kind: str, said: dict[str, Any], stored: str
) -> None:
    assert stage.post(stage.message(kind, "in-1", **said))[0] in (200, 204)
    message = Message.objects.get()
    assert (message.kind, message.external_id) == (stored, "in-1")
    assert message.text == (said.get("text") or said.get("title"))
    assert message.reply_id == said.get("id", "")
    assert message.conversation.customer.profile_name == "Marina"
    assert CustomerIdentity.objects.get().value.lstrip("+") == CUSTOMER
    assert not QuarantinedUpdate.objects.exists()


def test_a_file_is_fetched(stage: Stage) -> None:
    body = b"\x89PNG\r\n\x1a\n" + bytes(100)
    id_ = stage.file_id()
    stage.files[id_] = ("image/png", body)
    stage.post(stage.message("image", "in-1", file=id_, text="olha"))
    assert transfer_due(now=timezone.now())
    file = Attachment.objects.get()
    assert (file.status, file.error) == (TransferStatus.READY, "")
    assert (bytes(file.body or b""), file.mime_type) == (body, "image/png")
    assert (file.message.kind, file.message.text) == ("IMAGE", "olha")


def test_a_repeated_webhook_is_one_message(stage: Stage) -> None:
    post = stage.message("text", "in-1", text="oi")
    assert set(stage.post(post, post)) <= {200, 204}
    stage.post(post)
    assert (Message.objects.count(), WebhookReceipt.objects.count()) == (1, 1)


def test_the_same_message_in_another_webhook_is_one_message(stage: Stage) -> None:
    stage.post(stage.message("text", "in-1", text="oi"), stage.message("text", "in-1", text="oi!"))
    assert WebhookReceipt.objects.count() == 2
    assert Message.objects.get().text == "oi"


def test_a_wrong_signature_leaves_nothing(stage: Stage) -> None:
    post = stage.message("text", "in-1", text="oi")
    assert stage.post(stage.forged(post)) == [403]
    assert not WebhookReceipt.objects.exists()


def test_a_missing_signature_leaves_nothing(stage: Stage) -> None:
    post = stage.unsigned(stage.message("text", "in-1", text="oi"))
    assert stage.post(post)[0] in (401, 404)
    assert not WebhookReceipt.objects.exists()


def test_a_changed_body_leaves_nothing(stage: Stage) -> None:
    if not stage.signs_bodies:
        pytest.skip("this provider signs nothing: its secret opens the door")
    post = stage.message("text", "in-1", text="oi")
    changed = replace(post, body=post.body.replace(b"in-1", b"in-2"))
    assert stage.post(changed) == [403]
    assert not WebhookReceipt.objects.exists()
