"""Marking as read, with the typing bubble only while an answer is being thought of."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Organization
from accounts.tests.factories import make_whatsapp_customer
from bot.enums import Owner
from bot.services.read_receipts import mark_read_due
from bot.tests.factories import make_channel, make_conversation
from bot.tests.gateways.graph_server import Answer, graph_server

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("owner", "due_in_s", "has_bubble"),
    [
        (Owner.BOT, 0.3, True),
        (Owner.BOT, 0.0, False),
        (Owner.BOT, None, False),  # answered already
        (Owner.HUMAN, 0.3, False),
    ],
)
def test_bubble_is_shown_while_the_bot_thinks(
    organization: Organization, owner: Owner, due_in_s: float | None, *, has_bubble: bool
) -> None:
    now = timezone.now()
    with graph_server() as graph:
        graph.will_answer(Answer({"success": True}))
        channel = make_channel(organization, graph_url=graph.url)
        make_conversation(
            channel,
            make_whatsapp_customer(organization),
            owner=owner,
            mark_read_id="wamid.IN",
            turn_due_at=None if due_in_s is None else now + timedelta(seconds=due_in_s),
        )
        assert mark_read_due(now=now) == 1
        assert mark_read_due(now=now) == 0

    (asked,) = graph.asked
    assert (asked.body["status"], asked.body["message_id"]) == ("read", "wamid.IN")
    assert ("typing_indicator" in asked.body) == has_bubble
