"""What a lost nudge or a dead worker left lying is found and woken."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from django_q.brokers import get_broker

from accounts.models import Organization
from accounts.tests.factories import make_whatsapp_customer
from bot.enums import Author, ChannelStatus, DeliveryStatus
from bot.gateways import Text
from bot.models import Channel, Conversation, Delivery, MessageTemplate, WebhookReceipt
from bot.reminder_templates import REMINDER_TEMPLATES
from bot.selectors.backlog import oldest_waiting
from bot.services.outbox import queue_message
from bot.services.sweep import sweep
from bot.services.templates import TRY_AGAIN, keep_templates_due
from bot.tests.factories import make_conversation, text_message, wamid, webhook_body
from bot.tests.services.conftest import Receive, stamp
from catalog.tests.factories import make_service
from scheduling.models import Reminder
from scheduling.tests.factories import make_appointment, make_staff
from tests.phones import Phones

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation(channel: Channel) -> Conversation:
    customer = make_whatsapp_customer(channel.organization)
    return make_conversation(channel, customer, last_customer_message_at=timezone.now())


def queue(conversation: Conversation, text: str = "oi") -> Delivery:
    return queue_message(
        conversation=conversation, content=Text(text), author=Author.BOT, now=timezone.now()
    ).delivery


def receipt() -> WebhookReceipt:
    now = timezone.now()
    return WebhookReceipt.objects.create(body=b"{}", digest=b"d", received_at=now, due_at=now)


def nudges() -> int:
    return int(get_broker().queue_size())


def test_nothing_due_wakes_nobody(channel: Channel) -> None:
    assert sweep(now=timezone.now()) == []
    assert nudges() == 0


def test_receipt_whose_nudge_was_lost_is_found(channel: Channel) -> None:
    receipt()
    assert sweep(now=timezone.now()) == ["inbox"]
    assert nudges() == 1


def test_templates_are_kept_when_their_moment_comes(line: Channel, graph: Phones) -> None:
    Channel.objects.filter(pk=line.pk).update(templates_due_at=timezone.now())
    assert sweep(now=timezone.now()) == ["templates"]

    assert keep_templates_due(now=timezone.now()) == 1

    assert MessageTemplate.objects.filter(channel=line).count() == len(REMINDER_TEMPLATES)
    assert sweep(now=timezone.now()) == []
    assert keep_templates_due(now=timezone.now()) == 0


def test_templates_are_asked_for_again_when_the_provider_is_away(line: Channel) -> None:
    Channel.objects.filter(pk=line.pk).update(
        templates_due_at=timezone.now(), graph_url="http://127.0.0.1:9/v24.0"
    )
    assert keep_templates_due(now=timezone.now()) == 1

    line.refresh_from_db()
    assert timezone.now() < line.templates_due_at <= timezone.now() + TRY_AGAIN


def test_second_look_does_not_nudge_again_while_the_first_is_under_way(channel: Channel) -> None:
    receipt()
    sweep(now=timezone.now())
    sweep(now=timezone.now())
    assert nudges() == 1


def test_waiting_turn_is_found_when_its_moment_has_come(channel: Channel, receive: Receive) -> None:
    message = text_message(
        "oi", sender="5511981230137", timestamp=stamp(timezone.now()), wamid=wamid()
    )
    receive(webhook_body(channel, message))
    assert "turns" not in sweep(now=timezone.now() - timedelta(seconds=1))
    assert "turns" in sweep(now=timezone.now() + timedelta(seconds=5))


def test_waiting_delivery_is_found(conversation: Conversation) -> None:
    queue(conversation)
    assert sweep(now=timezone.now()) == ["outbox"]


def test_due_reminder_and_news_are_found(
    organization: Organization, conversation: Conversation
) -> None:
    service = make_service(organization)
    make_appointment(
        organization,
        customer=conversation.customer,
        service=service,
        staff=make_staff(organization, [service]),
        starts_at=timezone.now() + timedelta(days=3),
        now=timezone.now(),
    )
    Reminder.objects.update(due_at=timezone.now())
    assert {"reminders", "events"} <= set(sweep(now=timezone.now()))


def test_paused_or_resting_number_is_no_work(channel: Channel, conversation: Conversation) -> None:
    queue(conversation)
    Channel.objects.update(quiet_until=timezone.now() + timedelta(seconds=30))
    assert sweep(now=timezone.now()) == []
    Channel.objects.update(quiet_until=None, status=ChannelStatus.PAUSED)
    assert sweep(now=timezone.now()) == []
    assert oldest_waiting() is None


@pytest.mark.parametrize("status", [DeliveryStatus.SENDING, DeliveryStatus.UNKNOWN])
def test_message_behind_one_under_way_is_no_stall(
    conversation: Conversation, status: DeliveryStatus
) -> None:
    """The watch would kill a healthy cluster for it, again and again."""
    first = queue(conversation, "um")
    queue(conversation, "dois")
    soon = timezone.now() + timedelta(seconds=15)
    Delivery.objects.filter(pk=first.pk).update(
        status=status, claimed_at=timezone.now(), due_at=soon
    )
    assert oldest_waiting() is None
    assert sweep(now=timezone.now()) == []


@pytest.fixture
def claimed(conversation: Conversation) -> Callable[[float], Delivery]:
    def make(seconds_ago: float) -> Delivery:
        delivery = queue(conversation)
        then = timezone.now() - timedelta(seconds=seconds_ago)
        Delivery.objects.filter(pk=delivery.pk).update(
            status=DeliveryStatus.SENDING, rank=10, claimed_at=then
        )
        return delivery

    return make


def test_claim_of_a_living_sender_is_left_alone(claimed: Callable[[float], Delivery]) -> None:
    delivery = claimed(5)
    sweep(now=timezone.now())
    delivery.refresh_from_db()
    assert delivery.status == DeliveryStatus.SENDING


def test_claim_of_a_dead_sender_comes_back(claimed: Callable[[float], Delivery]) -> None:
    delivery = claimed(30)
    sweep(now=timezone.now())
    delivery.refresh_from_db()
    assert delivery.status == DeliveryStatus.UNKNOWN
    assert sweep(now=timezone.now() + timedelta(seconds=20)) == ["outbox"]
