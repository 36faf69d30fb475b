"""A customer's new number, and what a customer wants to receive, as webhooks tell it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.enums import ConsentPurpose, ConsentStatus
from accounts.models import Consent, Customer
from bot.models import Channel, Conversation, Message
from bot.tests.factories import text_message, wamid, webhook_body
from bot.tests.services.conftest import Receive, receive, stamp
from bot.tests.services.test_inbound import body

__all__ = ["receive"]

pytestmark = pytest.mark.django_db
OLD, NEW = "5511981230137", "5521998765432"


def said(words: str, sender: str, minutes_ago: float = 0) -> dict[str, Any]:
    moment = stamp(timezone.now() - timedelta(minutes=minutes_ago))
    return text_message(words, sender=sender, timestamp=moment, wamid=wamid())


def changed(minutes_ago: float = 0, **system: Any) -> dict[str, Any]:
    told = {"type": "user_changed_number", "wa_id": NEW, "body": "mudou"} | system
    moment = stamp(timezone.now() - timedelta(minutes=minutes_ago))
    return {"from": OLD, "id": wamid(), "timestamp": str(moment), "type": "system", "system": told}


@pytest.mark.parametrize("is_late", [False, True])
def test_conversation_goes_on_under_the_new_number(
    channel: Channel, receive: Receive, is_late: bool
) -> None:
    receive(webhook_body(channel, said("oi", OLD, 9)))
    news = body(channel, "messages", messages=[changed(5)])
    first = webhook_body(channel, said("sou eu, número novo", NEW, 4))
    receive(*([first, news] if is_late else [news, first]))
    receive(webhook_body(channel, said("de novo", NEW)))

    customer = Customer.objects.get()
    assert customer.phone == f"+{NEW}"
    talk = Conversation.objects.get()
    assert talk.customer == customer
    kinds = Message.objects.filter(conversation=talk, author__in=["CUSTOMER", "SYSTEM"])
    assert kinds.count() == 4
    assert talk.last_message_text == "de novo"


def test_change_of_somebody_unknown_makes_one_customer(channel: Channel, receive: Receive) -> None:
    receive(body(channel, "messages", messages=[changed()]))
    receive(webhook_body(channel, said("oi", NEW)))
    assert Customer.objects.get().phone == f"+{NEW}"
    assert Conversation.objects.get().unread_count == 1


@pytest.mark.parametrize(
    ("values", "status"),
    [
        (["stop"], ConsentStatus.REVOKED),
        (["stop", "resume"], ConsentStatus.GRANTED),
        (["signup"], ConsentStatus.GRANTED),
        (["resume", "stop", "stop"], ConsentStatus.REVOKED),
    ],
)
def test_preference_is_consent_with_its_evidence(
    channel: Channel, receive: Receive, values: list[str], status: str
) -> None:
    start = int(timezone.now().timestamp()) - 600
    for number, value in enumerate(values):
        preference = {
            "wa_id": OLD,
            "category": "marketing_messages",
            "value": value,
            "detail": f"User asked to {value}",
            "timestamp": start + number,
        }
        for _twice in range(2):
            receive(body(channel, "user_preferences", user_preferences=[preference]))
    newest = Consent.objects.order_by("-occurred_at", "-id")[0]
    assert (newest.purpose, newest.status) == (ConsentPurpose.MARKETING, status)
    assert newest.source == "whatsapp_preferences"
    assert newest.evidence.startswith("User asked to")
    assert len(set(values)) == Consent.objects.count()
