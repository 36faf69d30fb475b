"""What was posted is written down, whatever else the database does: it is not posted twice."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_scopes import scope

from accounts.models import Organization
from accounts.tests.factories import make_organization, make_whatsapp_customer
from bot.enums import Author, DeliveryStatus
from bot.gateways import Text
from bot.models import Channel, Conversation, Delivery
from bot.services.inbound import lock_conversation
from bot.services.outbox import queue_message, send_due
from bot.tests.factories import make_conversation
from tests.phones import Phones

pytestmark = pytest.mark.django_db(transaction=True)

# The first `times` rows that are to become SENT make their transaction the victim of a deadlock.
LOSE = """
CREATE SEQUENCE tried;
CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'SENT' AND nextval('tried') <= {times} THEN
    RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '{code}';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lose BEFORE UPDATE ON bot_delivery FOR EACH ROW EXECUTE FUNCTION lose();
"""
WIN = "DROP TRIGGER lose ON bot_delivery; DROP FUNCTION lose; DROP SEQUENCE tried"


@pytest.fixture
def organization() -> Iterator[Organization]:
    shop = make_organization()
    with scope(organization=shop):
        yield shop


def talk(line: Channel) -> Conversation:
    customer = make_whatsapp_customer(line.organization)
    return make_conversation(line, customer, last_customer_message_at=timezone.now())


def queue(conversation: Conversation, text: str) -> Delivery:
    return queue_message(
        conversation=conversation, content=Text(text), author=Author.BOT, now=timezone.now()
    ).delivery


def losing(times: int, code: str = "40P01") -> Any:
    with connection.cursor() as cursor:
        cursor.execute(LOSE.format(times=times, code=code))


@pytest.fixture
def _won() -> Iterator[None]:
    yield
    with connection.cursor() as cursor:
        cursor.execute(WIN)


def states() -> list[str]:
    return list(Delivery.objects.order_by("id").values_list("status", flat=True))


@pytest.mark.usefixtures("_won")
def test_a_lost_deadlock_is_tried_again_without_another_post(line: Channel, graph: Phones) -> None:
    for number in range(3):
        queue(talk(line), f"oi {number}")
    losing(times=2)
    assert send_due(now=timezone.now()) == 3
    assert states() == [DeliveryStatus.SENT] * 3
    assert send_due(now=timezone.now()) == 0
    assert len(graph.sent()) == 3


@pytest.mark.usefixtures("_won")
def test_what_can_not_be_written_down_leaves_the_others_alone(
    line: Channel, graph: Phones, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.outbox.TOGETHER_S", 0.0)  # each answer by itself
    for number in range(3):
        queue(talk(line), f"oi {number}")
    losing(times=1, code="23514")
    assert send_due(now=timezone.now()) == 3
    assert len(graph.sent()) == 3
    assert DeliveryStatus.SENT in states()


def test_the_sender_waits_for_nobody_who_reads(line: Channel, graph: Phones) -> None:
    """A reader has the conversation for as long as its batch takes, and may want rows that the
    sender has: were the sender to wait for it, each would wait for the other."""
    conversation = talk(line)
    queue(conversation, "oi")
    has_sent = Event()

    def send() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '5s'")
            with scope(organization=line.organization):
                send_due(now=timezone.now())
        finally:
            connection.close()
            has_sent.set()

    with ThreadPoolExecutor(1) as threads, transaction.atomic():
        lock_conversation(line, conversation.customer)
        sending = threads.submit(send)
        assert has_sent.wait(30)
        sending.result()
        assert states() == [DeliveryStatus.SENT]
    assert len(graph.sent()) == 1
