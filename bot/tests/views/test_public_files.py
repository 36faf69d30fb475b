"""Files that a provider fetches from us."""

from datetime import datetime
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from accounts.tests.factories import make_customer
from bot.enums import Author
from bot.gateways import GatewayError, MediaFile, Text
from bot.models import Attachment, Channel
from bot.selectors.public_files import GOOD_FOR_S, token_of
from bot.services.attachments import keep_outgoing
from bot.services.outbox import queue_message
from bot.services.public_files import public_file_url
from bot.tests.factories import make_conversation

BODY = b"%PDF-1.7 tabela"


@pytest.fixture
def file(channel: Channel) -> Attachment:
    now: datetime = timezone.now()
    customer = make_customer(channel.organization)
    talk = make_conversation(channel, customer, last_customer_message_at=now)
    message = queue_message(conversation=talk, content=Text("x"), author=Author.STAFF, now=now)
    sent = MediaFile("application/pdf", BODY, "preços.pdf")
    return keep_outgoing(message=message, file=sent, now=now)


def test_the_address_gives_the_file_and_nothing_to_run(file: Attachment, settings: Any) -> None:
    settings.PUBLIC_URL = "https://zapenda.example/"
    url = public_file_url(file)
    assert url.startswith("https://zapenda.example/files/")
    assert len(url) <= 200  # what a message keeps of it
    answer = Client().get(url.removeprefix("https://zapenda.example"))
    assert (answer.status_code, answer.content) == (200, BODY)
    assert answer["Content-Type"] == "application/pdf"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_changed_address_gives_nothing(file: Attachment) -> None:
    token = token_of(file)
    for wrong in (token[:-1], token.replace(":", ";"), str(file.pk), "x"):
        assert Client().get(f"/files/{wrong}/").status_code == 404
    foreign = signing.TimestampSigner(salt="something.else").sign(str(file.pk))
    assert Client().get(f"/files/{foreign}/").status_code == 404


def test_a_stale_address_gives_nothing(file: Attachment, monkeypatch: pytest.MonkeyPatch) -> None:
    token = token_of(file)
    assert Client().get(f"/files/{token}/").status_code == 200
    later = timezone.now().timestamp() + GOOD_FOR_S + 60
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert Client().get(f"/files/{token}/").status_code == 404


def test_what_a_customer_sent_is_never_given_away(file: Attachment) -> None:
    Attachment.objects.update(is_ours=False)
    assert Client().get(f"/files/{token_of(file)}/").status_code == 404


def test_without_a_public_address_the_message_fails_at_once(
    file: Attachment, settings: Any
) -> None:
    settings.PUBLIC_URL = ""
    with pytest.raises(GatewayError) as caught:
        public_file_url(file)
    assert caught.value.permanent
