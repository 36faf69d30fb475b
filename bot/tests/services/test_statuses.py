"""Statuses of a provider: in any order, twice, too early, and only ever forward."""

from itertools import permutations
from typing import Any

import pytest
from django.utils import timezone

from accounts.tests.factories import make_whatsapp_customer
from bot.enums import Author, DeliveryStatus
from bot.gateways import SendReceipt, Text
from bot.models import Channel, Delivery, DeliveryUpdate
from bot.services.outbox import queue_message
from bot.services.sending_outcomes import Sent, record_sent
from bot.tests.factories import make_conversation, status_body
from bot.tests.services.conftest import Receive, stamp

pytestmark = pytest.mark.django_db
WAMID = "wamid.HBgOUT"
STEPS = ("sent", "delivered", "read")
BASE = stamp(timezone.now()) - 60


def status(channel: Channel, name: str, seconds: int = 0, **fields: Any) -> bytes:
    body = {
        "id": WAMID,
        "status": name,
        "timestamp": str(BASE + seconds),
        "recipient_id": "5511981230137",
    }
    return status_body(channel, **(body | fields))


@pytest.fixture
def delivery(channel: Channel) -> Delivery:
    """Queued; the provider has not answered yet."""
    customer = make_whatsapp_customer(channel.organization)
    conversation = make_conversation(channel, customer, last_customer_message_at=timezone.now())
    message = queue_message(
        conversation=conversation, content=Text("oi"), author=Author.BOT, now=timezone.now()
    )
    return message.delivery


def accept(delivery: Delivery) -> None:
    record_sent([Sent(delivery.pk, SendReceipt(external_id=WAMID))], now=timezone.now())


@pytest.mark.parametrize("order", list(permutations(STEPS)))
def test_any_order_ends_as_read(
    channel: Channel, delivery: Delivery, receive: Receive, order: tuple[str, ...]
) -> None:
    accept(delivery)
    for name in order:
        receive(status(channel, name, STEPS.index(name)))

    delivery.refresh_from_db()
    assert delivery.status == DeliveryStatus.READ
    assert delivery.delivered_at < delivery.read_at


@pytest.mark.parametrize("order", list(permutations(STEPS)))
def test_statuses_in_one_batch_end_as_read(
    channel: Channel, delivery: Delivery, receive: Receive, order: tuple[str, ...]
) -> None:
    accept(delivery)
    receive(*[status(channel, name, STEPS.index(name)) for name in order])
    delivery.refresh_from_db()
    assert delivery.status == DeliveryStatus.READ


def test_statuses_before_the_send_answer_are_applied_with_it(
    channel: Channel, delivery: Delivery, receive: Receive
) -> None:
    receive(status(channel, "sent"), status(channel, "delivered", 1))
    assert DeliveryUpdate.objects.filter(applied_at__isnull=True).count() == 2

    accept(delivery)

    delivery.refresh_from_db()
    assert delivery.status == DeliveryStatus.DELIVERED
    assert not DeliveryUpdate.objects.filter(applied_at__isnull=True).exists()


def test_status_with_our_own_id_tells_the_providers_id(
    channel: Channel, delivery: Delivery, receive: Receive
) -> None:
    receive(status(channel, "delivered", biz_opaque_callback_data=str(delivery.pk)))
    delivery.refresh_from_db()
    assert (delivery.status, delivery.message.external_id) == (DeliveryStatus.DELIVERED, WAMID)

    accept(delivery)
    delivery.refresh_from_db()
    assert delivery.status == DeliveryStatus.DELIVERED


def test_repeated_status_is_kept_once(
    channel: Channel, delivery: Delivery, receive: Receive
) -> None:
    accept(delivery)
    for replay in range(3):
        receive(status(channel, "delivered", replay=replay))
    assert DeliveryUpdate.objects.count() == 1


def failure(code: int, detail: str) -> dict[str, Any]:
    return {"errors": [{"code": code, "title": "Failed", "error_data": {"details": detail}}]}


def test_failure_keeps_its_reason_and_a_second_device_may_still_receive(
    channel: Channel, delivery: Delivery, receive: Receive
) -> None:
    accept(delivery)
    receive(status(channel, "failed", **failure(131026, "Not on WhatsApp")))
    delivery.refresh_from_db()
    assert (delivery.status, delivery.error_code) == (DeliveryStatus.FAILED, 131026)
    assert delivery.error_detail == "Not on WhatsApp"

    receive(status(channel, "sent", 2))
    delivery.refresh_from_db()
    assert delivery.status == DeliveryStatus.FAILED

    receive(status(channel, "delivered", 3))
    delivery.refresh_from_db()
    assert delivery.status == DeliveryStatus.DELIVERED


def test_failure_after_the_reading_changes_nothing(
    channel: Channel, delivery: Delivery, receive: Receive
) -> None:
    accept(delivery)
    receive(status(channel, "read"), status(channel, "failed", 5, **failure(131026, "x")))
    delivery.refresh_from_db()
    assert (delivery.status, delivery.error_code) == (DeliveryStatus.READ, None)


def test_status_of_somebody_elses_message_is_kept(
    channel: Channel, delivery: Delivery, receive: Receive
) -> None:
    receive(status(channel, "sent", biz_opaque_callback_data="another tool's words"))
    update = DeliveryUpdate.objects.get()
    assert (update.applied_at, update.opaque) == (None, "another tool's words")
    delivery.refresh_from_db()
    assert delivery.status == DeliveryStatus.QUEUED


def test_foreign_uuid_in_the_opaque_field_does_not_hide_our_message(
    channel: Channel, delivery: Delivery, receive: Receive
) -> None:
    accept(delivery)
    foreign = "0192f0c1-2345-7abc-8def-0123456789ab"
    receive(status(channel, "delivered", biz_opaque_callback_data=foreign))
    delivery.refresh_from_db()
    assert delivery.status == DeliveryStatus.DELIVERED
