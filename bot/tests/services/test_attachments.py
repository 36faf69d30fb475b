"""Files of messages, from and to a server that plays Meta."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.tests.factories import make_customer, make_user
from bot.enums import DeliveryStatus
from bot.gateways import ContentInvalid, InboundFile, MediaFile
from bot.models import Attachment, Channel, Conversation, Delivery, Message
from bot.services.attachments import LEASE, NotFailed, expect_file, fetch_again, transfer_due
from bot.services.outbox import send_due
from bot.services.replies import send_reply
from bot.services.retries import retry_message
from bot.simulator.graph_media import PHOTO_ID, sample_photo
from bot.tests.factories import make_conversation, webhook_body
from bot.tests.services.conftest import Receive, stamp
from tests.phones import Phones

PHOTO = MediaFile("image/png", sample_photo(), "sol.png")

pytestmark = pytest.mark.django_db


def photo(media_id: str = PHOTO_ID, wamid: str = "wamid.photo") -> dict[str, Any]:
    return {
        "from": "5511987654321",
        "id": wamid,
        "timestamp": str(stamp(timezone.now())),
        "type": "image",
        "image": {"id": media_id, "mime_type": "image/png"},
    }


def run() -> None:
    """Everything that becomes due, with the pauses between tries skipped."""
    moment = timezone.now()
    for _step in range(20):
        moment += timedelta(minutes=5)
        if not transfer_due(now=moment):
            return
    raise AssertionError("the work does not end")


@pytest.fixture
def talk(line: Channel) -> Conversation:
    customer = make_customer(line.organization, name="Marina", phone="+5511987654321")
    return make_conversation(line, customer, last_customer_message_at=timezone.now())


def test_photo_that_came_twice_is_one_file(line: Channel, receive: Receive) -> None:
    body = webhook_body(line, photo())
    receive(body, body)
    run()

    kept = Attachment.objects.get()
    assert (bytes(kept.body), kept.status) == (sample_photo(), "READY")
    assert (kept.mime_type, kept.size) == ("image/png", len(sample_photo()))


def test_claim_of_a_dead_worker_is_done_again_after_its_lease(
    line: Channel, receive: Receive
) -> None:
    receive(webhook_body(line, photo()))
    now = timezone.now()
    Attachment.objects.update(due_at=now + LEASE, attempts=1)

    assert not transfer_due(now=now)
    assert transfer_due(now=now + LEASE)
    assert Attachment.objects.get().status == "READY"


def test_file_that_is_gone_fails_and_is_fetched_when_asked(line: Channel, receive: Receive) -> None:
    receive(webhook_body(line, photo("1999999999999999")))
    run()
    kept = Attachment.objects.get()
    assert (kept.status, kept.body) == ("FAILED", None)

    Attachment.objects.update(remote_id=PHOTO_ID)
    fetch_again(file=kept, now=timezone.now())
    with pytest.raises(NotFailed):
        fetch_again(file=kept, now=timezone.now())
    run()
    assert Attachment.objects.get().status == "READY"


def test_token_that_expired_leaves_no_file_and_may_be_tried_again(
    line: Channel, receive: Receive, graph: Phones
) -> None:
    graph.switch(token_expired=True)
    receive(webhook_body(line, photo()))
    run()
    kept = Attachment.objects.get()
    assert (kept.status, kept.body) == ("FAILED", None)

    graph.switch(token_expired=False)
    fetch_again(file=kept, now=timezone.now())
    run()
    assert Attachment.objects.get().status == "READY"


def test_picture_waits_for_its_upload_and_leaves_once(talk: Conversation, graph: Phones) -> None:
    now = timezone.now()
    message = send_reply(conversation=talk, text="Olha só", user=make_user(), now=now, file=PHOTO)
    assert send_due(now=now) == 0
    run()
    assert send_due(now=timezone.now() + timedelta(hours=1)) == 1

    (sent,) = graph.sent()
    assert (sent["type"], sent["content"]["caption"]) == ("image", "Olha só")
    assert sent["content"]["id"] == Attachment.objects.get(message=message).remote_id
    assert Delivery.objects.get().status == DeliveryStatus.SENT


def test_failed_picture_is_sent_anew_with_its_bytes(talk: Conversation) -> None:
    now, user = timezone.now(), make_user()
    message = send_reply(conversation=talk, text="", user=user, now=now, file=PHOTO)
    Delivery.objects.update(status=DeliveryStatus.FAILED)
    again = retry_message(conversation=talk, message_id=message.pk, user=user, now=now)
    twice = retry_message(conversation=talk, message_id=message.pk, user=user, now=now)

    assert again.pk == twice.pk != message.pk
    assert bytes(Attachment.objects.get(message=again).body) == PHOTO.body


@pytest.mark.parametrize(
    "file",
    [
        MediaFile("image/gif", b"GIF89a", "x.gif"),
        MediaFile("image/png", b"<script>", "x.png"),
        MediaFile("image/png", sample_photo() + bytes(5 * 1024 * 1024), "x.png"),
        MediaFile("application/pdf", b"", "x.pdf"),
    ],
)
def test_what_whatsapp_refuses_is_never_written(talk: Conversation, file: MediaFile) -> None:
    with pytest.raises(ContentInvalid):
        send_reply(conversation=talk, text="", user=make_user(), now=timezone.now(), file=file)
    assert not Message.objects.exists()


def test_card_that_comes_as_a_file_is_fetched(channel: Channel) -> None:
    talk = make_conversation(channel, make_customer(channel.organization, name="Lia"))
    common = {"organization": channel.organization, "channel": channel, "conversation": talk}
    for kind, expected in (("CONTACTS", 1), ("TEXT", 1)):
        message = Message.objects.create(
            **common, direction="IN", author="CUSTOMER", kind=kind, occurred_at=timezone.now()
        )
        expect_file(
            message=message,
            now=timezone.now(),
            file=InboundFile("MM1/ME1", "text/vcard", "ana.vcf"),
        )
        assert Attachment.objects.count() == expected


def test_name_of_a_file_that_ends_with_a_line_break_is_on_one_line(channel: Channel) -> None:
    talk = make_conversation(channel, make_customer(channel.organization, name="Lia"))
    message = Message.objects.create(
        organization=channel.organization,
        channel=channel,
        conversation=talk,
        direction="IN",
        author="CUSTOMER",
        kind="DOCUMENT",
        occurred_at=timezone.now(),
    )
    file = InboundFile("1", "application/pdf", "lista\r\nde preços.pdf\n")
    expect_file(message=message, now=timezone.now(), file=file)
    assert Attachment.objects.get().file_name == "lista de preços.pdf"
