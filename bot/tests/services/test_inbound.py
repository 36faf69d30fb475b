"""Whose message it is, whose clock counts, and which messages nobody answers."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Customer
from bot.enums import Author, DeliveryStatus, Direction, Owner
from bot.models import Channel, Conversation, Delivery, Message
from bot.services.outbox import send_due
from bot.services.turns import run_due_turns
from bot.tests.factories import envelope, text_message, wamid, webhook_body
from bot.tests.services.conftest import Receive, stamp
from tests.phones import Phones

pytestmark = pytest.mark.django_db
MARINA = "5511981230137"
USER_ID = "BR.13491208655302741918"
DISPLAY = "15550783881"


def text(words: str, hours_ago: float = 0, **fields: Any) -> dict[str, Any]:
    moment = stamp(timezone.now() - timedelta(hours=hours_ago))
    return text_message(words, sender=MARINA, timestamp=moment, wamid=wamid()) | fields


def body(channel: Channel, field: str, **value: Any) -> bytes:
    metadata = {"display_phone_number": DISPLAY, "phone_number_id": channel.number_id}
    change = {
        "field": field,
        "value": {"messaging_product": "whatsapp", "metadata": metadata, **value},
    }
    return envelope(channel, change)


def after(seconds: float) -> datetime:
    return timezone.now() + timedelta(seconds=seconds)


def answers() -> int:
    return Message.objects.filter(author=Author.BOT).count()


def without_number(words: str) -> dict[str, Any]:
    message = text(words, from_user_id=USER_ID)
    del message["from"]
    return message


def hidden(channel: Channel, words: str) -> bytes:
    contact = {"profile": {"name": "Beatriz"}, "user_id": USER_ID}
    return body(channel, "messages", contacts=[contact], messages=[without_number(words)])


def test_customer_with_a_user_id_alone_is_answered_there(
    line: Channel, graph: Phones, receive: Receive
) -> None:
    receive(hidden(line, "oi"))
    run_due_turns(now=after(3))
    send_due(now=after(5))

    customer = Customer.objects.get()
    assert customer.phone is None
    (sent,) = graph.sent()
    assert sent["body"].get("recipient") == USER_ID
    assert "to" not in sent["body"]


def test_customer_who_shows_the_number_later_is_the_same(
    channel: Channel, receive: Receive
) -> None:
    receive(hidden(channel, "oi"))
    contact = {"profile": {"name": "Beatriz"}, "user_id": USER_ID, "wa_id": MARINA}
    shown = text("sou eu", from_user_id=USER_ID)
    receive(body(channel, "messages", contacts=[contact], messages=[shown]))

    assert Customer.objects.get().phone == f"+{MARINA}"
    assert Conversation.objects.count() == 1


def test_ninth_digit_makes_no_second_customer(channel: Channel, receive: Receive) -> None:
    receive(webhook_body(channel, text("oi")))
    receive(webhook_body(channel, text("oi de novo", **{"from": "551181230137"})))
    assert Conversation.objects.count() == 1
    assert Message.objects.filter(direction=Direction.IN).count() == 2


def test_echo_of_the_phone_app_silences_the_bot(channel: Channel, receive: Receive) -> None:
    receive(webhook_body(channel, text("oi")))
    echo = text("Oi, aqui é a Ana", **{"from": DISPLAY, "to": MARINA})
    receive(body(channel, "smb_message_echoes", message_echoes=[echo]))
    run_due_turns(now=after(60))
    receive(webhook_body(channel, text("tudo bem?")))
    run_due_turns(now=after(120))

    conversation = Conversation.objects.get()
    assert (conversation.owner, answers()) == (Owner.HUMAN, 0)
    assert conversation.messages.filter(author=Author.PHONE_APP).count() == 1
    assert conversation.last_customer_message_at is not None


def test_delayed_message_counts_from_its_own_time(
    line: Channel, graph: Phones, receive: Receive
) -> None:
    receive(webhook_body(line, text("oi", hours_ago=25)))
    conversation = Conversation.objects.get()
    assert not conversation.is_window_open(timezone.now())

    run_due_turns(now=after(3))
    send_due(now=after(5))

    assert {d.status for d in Delivery.objects.all()} == {DeliveryStatus.FAILED}
    assert graph.sent() == []


def test_older_message_that_comes_later_does_not_turn_the_clock_back(
    channel: Channel, receive: Receive
) -> None:
    receive(webhook_body(channel, text("agora")))
    receive(webhook_body(channel, text("antes", hours_ago=30)))

    conversation = Conversation.objects.get()
    assert conversation.is_window_open(timezone.now())
    assert conversation.last_message_text == "agora"


def test_clock_ahead_of_ours_opens_no_longer_window(channel: Channel, receive: Receive) -> None:
    receive(webhook_body(channel, text("do futuro", hours_ago=-48)))
    assert not Conversation.objects.get().is_window_open(timezone.now() + timedelta(hours=25))


def test_history_of_a_new_number_is_kept_and_not_answered(
    channel: Channel, receive: Receive
) -> None:
    old = text("oi", hours_ago=1, history_context={"status": "READ"})
    ours = text("Oi!", hours_ago=0.9, **{"from": DISPLAY, "to": MARINA})
    thread = {"id": MARINA, "messages": [old, ours]}
    chunk = {"metadata": {"phase": 0, "chunk_order": 1, "progress": 55}, "threads": [thread]}
    receive(body(channel, "history", history=[chunk]))
    run_due_turns(now=after(60))

    conversation = Conversation.objects.get()
    assert conversation.messages.count() == 2
    assert (conversation.owner, conversation.unread_count, answers()) == (Owner.BOT, 0, 0)


def test_file_of_history_takes_the_place_of_its_placeholder(
    channel: Channel, receive: Receive
) -> None:
    told = text("", hours_ago=2, type="media_placeholder")
    thread = {"id": MARINA, "messages": [told]}
    first = body(channel, "history", history=[{"metadata": {"phase": 0}, "threads": [thread]}])
    image = {"caption": "Assim", "mime_type": "image/jpeg", "id": "24230790383178626"}
    whole = told | {"type": "image", "image": image}
    second = body(channel, "history", messages=[whole])
    receive(first)
    assert Conversation.objects.get().last_message_text == "[MEDIA_PLACEHOLDER]"
    receive(second)
    receive(first)

    message = Message.objects.get()
    assert (message.kind, message.text, message.handled_at is None) == ("IMAGE", "Assim", False)
    assert message.attachment.remote_id == image["id"]
    talk = Conversation.objects.get()
    assert (talk.last_message_text, talk.unread_count) == ("Assim", 0)

    again = told | {"type": "document", "document": {"id": "1", "filename": "x.pdf"}}
    receive(body(channel, "history", messages=[again]))
    assert Message.objects.get().kind == "IMAGE"


def test_no_live_message_changes_what_is_written(channel: Channel, receive: Receive) -> None:
    told = text("", type="media_placeholder")
    receive(webhook_body(channel, told))
    receive(webhook_body(channel, told | {"type": "text", "text": {"body": "outra"}}))
    assert Message.objects.get().kind == "MEDIA_PLACEHOLDER"


def test_reaction_is_kept_and_not_answered(channel: Channel, receive: Receive) -> None:
    reaction = {
        "from": MARINA,
        "id": wamid(),
        "timestamp": str(stamp(timezone.now())),
        "type": "reaction",
        "reaction": {"message_id": wamid(), "emoji": "👍"},
    }
    receive(webhook_body(channel, reaction))
    run_due_turns(now=after(60))

    conversation = Conversation.objects.get()
    assert (conversation.messages.count(), answers()) == (1, 0)
    assert conversation.is_window_open(timezone.now())


def test_blocked_customer_is_kept_and_not_answered(channel: Channel, receive: Receive) -> None:
    receive(webhook_body(channel, text("oi")))
    run_due_turns(now=after(3))
    Customer.objects.update(is_blocked=True)
    receive(webhook_body(channel, text("oi?")))
    run_due_turns(now=after(60))
    assert answers() == 1
    assert not Message.objects.filter(handled_at__isnull=True).exists()


def test_same_message_in_two_webhooks_is_answered_once(channel: Channel, receive: Receive) -> None:
    message = text("oi")
    receive(webhook_body(channel, message))
    run_due_turns(now=after(3))
    receive(webhook_body(channel, message, name="Outro nome"))
    run_due_turns(now=after(60))
    assert answers() == 1
    assert Message.objects.filter(direction=Direction.IN).count() == 1
