"""Sending a failed message anew."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.enums import Role
from bot.enums import Author
from bot.gateways import Text
from bot.models import Delivery, Message
from bot.services.outbox import queue_message
from bot.tests.views.test_care import inbox
from bot.tests.views.test_inbox import PARTIAL, Inbox
from config.lib.ids import new_id

__all__ = ["inbox"]


def fail(inbox: Inbox, status: str = "FAILED", author: Author = Author.BOT) -> Message:
    message = queue_message(
        conversation=inbox.talk, content=Text("Até já"), author=author, now=timezone.now()
    )
    Delivery.objects.filter(message=message).update(status=status)
    return message


def retry(inbox: Inbox, message_id: Any, role: Role = Role.AGENT) -> Any:
    given = {"message": str(message_id)}
    return inbox.client(role).post(inbox.talk_url("retry/"), given, headers=PARTIAL)


def test_two_clicks_send_once_more(inbox: Inbox) -> None:
    failed = fail(inbox)
    assert "Tentar de novo" in inbox.client().get(inbox.talk_url()).content.decode()
    for _ in range(2):
        assert "Tentar de novo" not in retry(inbox, failed.pk).content.decode()
    again = Delivery.objects.exclude(message=failed).get()
    assert (again.status, again.message.text) == ("QUEUED", "Até já")
    assert Delivery.objects.get(message=failed).status == "FAILED"


def test_a_notice_of_the_agenda_says_how_it_arrived(inbox: Inbox) -> None:
    notice = fail(inbox, author=Author.SYSTEM)
    shown = inbox.client().get(inbox.talk_url()).content.decode()
    assert '<p class="bubble-text">Até já</p>' in shown
    assert "delivery-failed" in shown
    assert "Tentar de novo" not in retry(inbox, notice.pk).content.decode()


@pytest.mark.parametrize("status", ["QUEUED", "SENDING", "UNKNOWN", "SENT", "READ"])
def test_only_a_failed_message_is_sent_anew(inbox: Inbox, status: str) -> None:
    assert retry(inbox, fail(inbox, status).pk).status_code == 404
    assert retry(inbox, new_id()).status_code == 404
    assert retry(inbox, "x").status_code == 409
    assert Delivery.objects.count() == 1


def test_closed_window_and_readers_are_refused(inbox: Inbox) -> None:
    failed = fail(inbox)
    assert retry(inbox, failed.pk, Role.VIEWER).status_code == 403
    inbox.talk.last_customer_message_at = timezone.now() - timedelta(hours=25)
    inbox.talk.save()
    assert retry(inbox, failed.pk).status_code == 409
    assert Delivery.objects.count() == 1
