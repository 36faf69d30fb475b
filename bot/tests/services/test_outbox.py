"""The outbox against a real HTTP server that plays Meta, with everything that goes wrong."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import Organization
from accounts.tests.factories import make_whatsapp_customer
from bot.enums import NO_ANSWER, Author, ChannelStatus, DeliveryStatus
from bot.gateways import ContentInvalid, ErrorScope, GatewayError, Template, Text
from bot.models import Attachment, Channel, Conversation, Delivery
from bot.services.outbox import queue_message, send_due
from bot.services.sending_outcomes import MAX_ATTEMPTS, record_failure
from bot.services.sweep import GRACE, LEASE
from bot.services.unanswered import recover_stale
from bot.tests.factories import make_conversation, status_body
from bot.tests.services.conftest import Receive
from bot.tests.templates import agree, make_template
from bot.views.bubbles import bubbles_of
from tests.phones import Phones

pytestmark = pytest.mark.django_db


def talk(channel: Channel, hours_ago: float = 0) -> Conversation:
    """A customer who wrote so long ago."""
    customer = make_whatsapp_customer(channel.organization)
    wrote = timezone.now() - timedelta(hours=hours_ago)
    return make_conversation(channel, customer, last_customer_message_at=wrote)


def queue(conversation: Conversation, *texts: str) -> list[Delivery]:
    return [
        queue_message(
            conversation=conversation,
            content=Text(text),
            author=Author.BOT,
            now=timezone.now(),
        ).delivery
        for text in texts
    ]


def later(seconds: float) -> datetime:
    return timezone.now() + timedelta(seconds=seconds)


def words(graph: Phones) -> list[str]:
    return [message["content"]["body"] for message in graph.sent()]


def test_each_conversation_leaves_in_its_order(line: Channel, graph: Phones) -> None:
    queue(talk(line), "um", "dois", "três")
    queue(talk(line), "outra")

    assert [send_due(now=timezone.now()) for _ in range(4)] == [2, 1, 1, 0]

    assert [word for word in words(graph) if word != "outra"] == ["um", "dois", "três"]
    assert set(words(graph)[:2]) == {"um", "outra"}


def test_accepted_message_knows_its_id_and_carries_ours(line: Channel, graph: Phones) -> None:
    (delivery,) = queue(talk(line), "oi")
    send_due(now=timezone.now())

    delivery.refresh_from_db()
    (sent,) = graph.sent()
    assert delivery.status == DeliveryStatus.SENT
    assert delivery.sent_at is not None
    assert (delivery.message.external_id, str(delivery.pk)) == (sent["id"], sent["opaque"])


def test_closed_window_fails_without_a_post(line: Channel, graph: Phones) -> None:
    (delivery,) = queue(talk(line, hours_ago=24.1), "oi")
    send_due(now=timezone.now())

    delivery.refresh_from_db()
    assert (delivery.status, delivery.error_code) == (DeliveryStatus.FAILED, 131047)
    assert graph.sent() == []


def test_content_beyond_the_limits_is_not_even_written(line: Channel) -> None:
    with pytest.raises(ContentInvalid):
        queue(talk(line), "x" * 4097)
    assert not Delivery.objects.exists()


def test_pair_rate_waits_longer_each_time(line: Channel, graph: Phones) -> None:
    graph.switch(pair_rate=True)
    conversation = talk(line)
    graph.add("Marina", phone=conversation.customer.phone)
    _, second = queue(conversation, "um", "dois")
    pauses = []
    send_due(now=timezone.now())
    for _ in range(3):
        send_due(now=later(1000))
        second.refresh_from_db()
        assert (second.status, second.error_code) == (DeliveryStatus.QUEUED, 131056)
        pauses.append(round((second.due_at - timezone.now()).total_seconds()))

    assert pauses == [1, 4, 16]
    graph.switch(pair_rate=False)
    send_due(now=later(1000))
    assert words(graph) == ["um", "dois"]


def test_dead_token_pauses_the_channel_and_keeps_what_waits(line: Channel, graph: Phones) -> None:
    line.access_token = "expired"
    line.save()
    (delivery,) = queue(talk(line), "oi")
    send_due(now=timezone.now())

    line.refresh_from_db()
    delivery.refresh_from_db()
    assert (line.status, delivery.status) == (ChannelStatus.PAUSED, DeliveryStatus.QUEUED)
    assert line.pause_reason.startswith("190")
    assert send_due(now=later(1000)) == 0
    assert graph.sent() == []


@pytest.mark.parametrize("outage", ["html_503", "json_500"])
def test_outage_is_waited_out(line: Channel, graph: Phones, outage: str) -> None:
    graph.switch(outage=outage)
    (delivery,) = queue(talk(line), "oi")
    send_due(now=timezone.now())

    delivery.refresh_from_db()
    assert delivery.status == DeliveryStatus.QUEUED
    assert delivery.due_at > timezone.now()
    graph.switch(outage="none")
    send_due(now=later(1000))
    assert words(graph) == ["oi"]


def test_what_was_said_of_the_old_token_does_not_stop_the_new_one(line: Channel) -> None:
    """The owner has given another one while the message was on its way with the old."""
    (delivery,) = queue(talk(line), "oi")
    dead = GatewayError(code=190, permanent=True, detail="expired", scope=ErrorScope.NUMBER)
    told = {"delivery_id": delivery.pk, "error": dead, "now": timezone.now()}
    record_failure(**told, spoke_with="the token before")
    line.refresh_from_db()
    assert line.status == ChannelStatus.ACTIVE
    record_failure(**told, spoke_with=line.access_token)
    line.refresh_from_db()
    delivery.refresh_from_db()
    assert (line.status, delivery.status) == (ChannelStatus.PAUSED, DeliveryStatus.QUEUED)


def test_five_failures_in_a_row_rest_the_number(line: Channel, graph: Phones) -> None:
    graph.switch(outage="html_503")
    for number in range(5):
        queue(talk(line), str(number))
    send_due(now=timezone.now())
    queue(talk(line), "seis")

    line.refresh_from_db()
    assert line.quiet_until is not None
    assert send_due(now=timezone.now()) == 0
    graph.switch(outage="none")
    assert send_due(now=later(1000)) == 6
    line.refresh_from_db()
    assert line.failures == 0


def test_messages_that_may_not_leave_do_not_rest_the_number(line: Channel, graph: Phones) -> None:
    for _ in range(6):
        queue(talk(line, hours_ago=30), "tarde demais")
    send_due(now=timezone.now())
    queue(talk(line), "oi")

    assert send_due(now=timezone.now()) == 1
    assert words(graph) == ["oi"]


def test_broken_connection_is_settled_by_the_status_and_not_sent_again(
    line: Channel, graph: Phones, receive: Receive
) -> None:
    graph.switch(outage="reset")
    (delivery,) = queue(talk(line), "oi")
    send_due(now=timezone.now())
    delivery.refresh_from_db()
    assert delivery.status == DeliveryStatus.UNKNOWN
    graph.switch(outage="none")

    (sent,) = graph.sent()
    stamp = str(int(timezone.now().timestamp()))
    opaque = sent["opaque"]
    receive(
        status_body(
            line, id=sent["id"], status="sent", timestamp=stamp, biz_opaque_callback_data=opaque
        )
    )
    recover_stale(now=later(1000), lease=LEASE, grace=GRACE)
    send_due(now=later(2000))

    delivery.refresh_from_db()
    assert (delivery.status, delivery.message.external_id) == (DeliveryStatus.SENT, sent["id"])
    assert len(graph.sent()) == 1


def test_unknown_outcome_blocks_its_conversation_and_is_tried_again(
    line: Channel, graph: Phones
) -> None:
    graph.switch(outage="reset")
    conversation = talk(line)
    queue(conversation, "um")
    send_due(now=timezone.now())
    graph.switch(outage="none")
    queue(conversation, "dois")

    assert send_due(now=later(5)) == 0
    recover_stale(now=later(60), lease=LEASE, grace=GRACE)
    send_due(now=later(60))
    send_due(now=later(60))
    assert words(graph) == ["um", "um", "dois"]


def test_a_promotion_of_unknown_outcome_is_not_sent_twice_until_its_status_comes(
    line: Channel, graph: Phones, receive: Receive
) -> None:
    template = make_template(line, category="MARKETING")
    conversation = talk(line)
    agree(conversation.customer)
    promotion = Template(template.name, template.language)
    delivery = queue_message(
        conversation=conversation, content=promotion, author=Author.STAFF, now=timezone.now()
    ).delivery
    lost = GatewayError(code=None, permanent=False, detail="reset", outcome_unknown=True)
    record_failure(delivery_id=delivery.pk, error=lost, now=timezone.now())

    assert recover_stale(now=later(60), lease=LEASE, grace=GRACE) == 1
    assert send_due(now=later(60)) == 0
    delivery.refresh_from_db()
    assert (delivery.status, delivery.error_code) == (DeliveryStatus.FAILED, NO_ANSWER)
    (bubble,) = bubbles_of([delivery.message])
    assert bubble.reason.startswith("Talvez tenha chegado")
    assert bubble.can_retry

    assert graph.sent() == []
    own = {"biz_opaque_callback_data": str(delivery.pk)}
    stamp = str(int(timezone.now().timestamp()))
    receive(status_body(line, id="wamid.out", status="sent", timestamp=stamp, **own))
    delivery.refresh_from_db()
    assert delivery.status == DeliveryStatus.SENT


def test_what_never_gets_an_answer_is_given_up_in_the_end(line: Channel, graph: Phones) -> None:
    (delivery,) = queue(talk(line), "oi")
    Delivery.objects.update(status=DeliveryStatus.UNKNOWN, rank=15, attempts=MAX_ATTEMPTS)

    recover_stale(now=later(60), lease=LEASE, grace=GRACE)
    delivery.refresh_from_db()
    assert (delivery.status, delivery.error_code) == (DeliveryStatus.FAILED, NO_ANSWER)
    assert send_due(now=later(60)) == 0


def test_a_late_refusal_does_not_send_again_what_was_given_up(line: Channel, graph: Phones) -> None:
    """A person may have sent it anew meanwhile."""
    (delivery,) = queue(talk(line), "oi")
    Delivery.objects.update(status=DeliveryStatus.UNKNOWN, rank=15, attempts=MAX_ATTEMPTS)
    recover_stale(now=later(60), lease=LEASE, grace=GRACE)

    busy = GatewayError(code=130429, permanent=False, detail="busy")
    record_failure(delivery_id=delivery.pk, error=busy, now=later(70))
    assert send_due(now=later(1000)) == 0


def test_claim_of_a_dead_sender_is_given_back_after_lease_and_grace(
    line: Channel, graph: Phones
) -> None:
    (delivery,) = queue(talk(line), "oi")
    Delivery.objects.update(
        status=DeliveryStatus.SENDING, rank=10, claimed_at=timezone.now(), attempts=1
    )
    assert recover_stale(now=later(10), lease=LEASE, grace=GRACE) == 0
    assert recover_stale(now=later(25), lease=LEASE, grace=GRACE) == 1
    delivery.refresh_from_db()
    assert delivery.status == DeliveryStatus.UNKNOWN
    assert recover_stale(now=later(45), lease=LEASE, grace=GRACE) == 1
    send_due(now=later(45))
    assert words(graph) == ["oi"]


def test_customer_without_any_id_fails_alone(
    line: Channel, graph: Phones, organization: Organization
) -> None:
    nobody, somebody = talk(line), talk(line)
    nobody.customer.identities.all().delete()
    (lost,) = queue(nobody, "perdida")
    queue(somebody, "oi")
    send_due(now=timezone.now())

    lost.refresh_from_db()
    assert lost.status == DeliveryStatus.FAILED
    assert words(graph) == ["oi"]


def test_unreadable_content_does_not_hold_up_the_others(line: Channel, graph: Phones) -> None:
    (broken,) = queue(talk(line), "?")
    broken.message.content = {"kind": "from-another-release"}
    broken.message.save()
    queue(talk(line), "oi")
    send_due(now=timezone.now())

    broken.refresh_from_db()
    assert broken.status == DeliveryStatus.FAILED
    assert words(graph) == ["oi"]


def test_a_message_that_breaks_before_its_post_fails_alone(line: Channel, graph: Phones) -> None:
    template = make_template(line)
    odd = queue_message(
        conversation=talk(line),
        content=Template(template.name, template.language),
        author=Author.STAFF,
        now=timezone.now(),
    )
    Attachment.objects.create(
        organization_id=line.organization_id,
        message=odd,
        is_ours=True,
        mime_type="application/of-another-release",
        due_at=timezone.now(),
    )
    queue(talk(line), "oi")
    send_due(now=timezone.now())

    assert Delivery.objects.get(message=odd).status == DeliveryStatus.FAILED
    assert words(graph) == ["oi"]
