"""The webhook side: what comes, signed how, in which order, and how often."""

import hashlib
import hmac
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from bot.tests.simulator.conftest import NUMBER, SECRET, WABA, World
from bot.tests.simulator.receiver import Post, Receiver, wait_for

StartWorld = Callable[[], World]


def is_signed(post: Post, secret: str = SECRET) -> bool:
    digest = hmac.new(secret.encode(), post.body, hashlib.sha256).hexdigest()
    return post.signature == f"sha256={digest}"


def names(receiver: Receiver) -> list[str]:
    return [status["status"] for status in receiver.statuses]


def test_handshake_comes_first_and_once(world: World) -> None:
    world.open_window()
    world.open_window()

    assert len(world.receiver.handshakes) == 1
    assert world.receiver.handshakes[0]["hub.mode"] == ["subscribe"]
    assert world.control.get("/control/log").json()["verified"] is True


def test_nothing_is_delivered_while_the_handshake_is_refused(world: World) -> None:
    world.receiver.accepts_handshake = False
    world.set(retry_delays=[0, 0, 0])
    world.write()
    wait_for(lambda: world.chat()[0]["status"] == "undelivered", "giving up")
    assert world.receiver.posts == []
    assert world.control.get("/control/log").json()["verified"] is False

    world.receiver.accepts_handshake = True
    world.write(text="E agora?")

    wait_for(lambda: world.receiver.messages, "the next message")
    assert world.receiver.messages[0]["text"]["body"] == "E agora?"


def test_a_message_looks_like_metas(world: World) -> None:
    message_id = world.write(text="Olá")

    post = wait_for(lambda: world.receiver.posts, "the message")[0]
    entry = {"field": "messages", "value": post.changes[0]["value"]}
    value = entry["value"]
    assert post.changes == [entry]
    assert value["metadata"] == {"display_phone_number": "551140000000", "phone_number_id": NUMBER}
    assert value["contacts"] == [
        {
            "profile": {"name": "Marina Costa"},
            "user_id": "BR.13491208655302741918",
            "wa_id": "5511981230137",
        }
    ]
    (message,) = value["messages"]
    assert abs(int(message.pop("timestamp")) - time.time()) < 5
    assert message == {
        "from": "5511981230137",
        "from_user_id": "BR.13491208655302741918",
        "id": message_id,
        "type": "text",
        "text": {"body": "Olá"},
    }


def test_hidden_number_is_nowhere_in_the_bytes(world: World) -> None:
    world.open_window("bia")
    world.send("", recipient="BR.13491208655302741922")
    wait_for(lambda: "read" in names(world.receiver), "the statuses")

    assert all(b"5511981230151" not in post.body for post in world.receiver.posts)
    message, contact = world.receiver.messages[0], world.receiver.changes[0]["value"]["contacts"][0]
    assert message["from_user_id"] == contact["user_id"] == "BR.13491208655302741922"
    assert "from" not in message
    assert "wa_id" not in contact
    assert contact["profile"]["username"] == "biamelo"
    assert all("recipient_id" not in status for status in world.receiver.statuses)


def test_old_account_lacks_the_ninth_digit(world: World) -> None:
    world.open_window("rafael")

    assert world.receiver.messages[0]["from"] == "553181230142"
    assert world.receiver.changes[0]["value"]["contacts"][0]["wa_id"] == "553181230142"


def test_signature_covers_the_raw_bytes(world: World) -> None:
    world.write(text="Olá, às 15h/16h 😀")
    escaped = wait_for(lambda: world.receiver.posts, "the message")[0]
    assert is_signed(escaped)
    assert escaped.body.isascii()
    assert rb"\u00e1" in escaped.body
    assert rb"15h\/16h" in escaped.body

    world.set(ascii_escaped=False)
    world.write(text="Olá, às 15h/16h 😀")

    plain = wait_for(lambda: world.receiver.posts[1:], "the second message")[0]
    assert is_signed(plain)
    assert "Olá, às 15h/16h 😀".encode() in plain.body


def test_wrong_signature_is_signed_with_another_secret(world: World) -> None:
    world.set(wrong_signature=True)
    world.write()

    post = wait_for(lambda: world.receiver.posts, "the message")[0]
    assert not is_signed(post)
    assert is_signed(post, f"not-{SECRET}")


def test_statuses_come_in_order_with_our_own_data(world: World) -> None:
    world.open_window()
    sent = world.send(biz_opaque_callback_data="delivery-7").json()["messages"][0]["id"]

    wait_for(lambda: len(names(world.receiver)) == 3, "three statuses")
    assert names(world.receiver) == ["sent", "delivered", "read"]
    assert {s["id"] for s in world.receiver.statuses} == {sent}
    assert {s["biz_opaque_callback_data"] for s in world.receiver.statuses} == {"delivery-7"}
    assert {s["recipient_id"] for s in world.receiver.statuses} == {"5511981230137"}


def test_pricing_tells_service_from_template(world: World) -> None:
    world.open_window()
    world.add_template("oi", components=[{"type": "BODY", "text": "Oi"}])
    world.send()
    wait_for(lambda: len(names(world.receiver)) == 3, "three statuses")
    content = {"name": "oi", "language": {"code": "pt_BR"}}
    world.send(type="template", template=content)
    wait_for(lambda: len(names(world.receiver)) == 6, "three more")

    told = [status.get("pricing", {}).get("category") for status in world.receiver.statuses]
    assert told == ["service", "service", None, "utility", "utility", None]


def test_reaction_is_only_told_as_sent(world: World) -> None:
    world.open_window()
    reaction = {"message_id": world.chat()[0]["id"], "emoji": "👍"}
    world.send(type="reaction", reaction=reaction)
    world.send()

    wait_for(lambda: "read" in names(world.receiver), "the statuses of the text")
    assert sorted(names(world.receiver)) == ["delivered", "read", "sent", "sent"]


def test_delay_that_is_changed_meanwhile_counts(world: World) -> None:
    world.open_window()
    world.set(time_scale=1, sent_delay=0.3, delivered_delay=60)
    world.send()
    world.set(delivered_delay=0, read_delay=0)

    wait_for(lambda: "read" in names(world.receiver), "the statuses")


def test_window_closed_fails_with_131047_but_a_template_arrives(world: World) -> None:
    world.add_template()
    world.open_window()
    path = "/control/customers/marina"
    world.control.patch(path, json={"last_wrote_hours_ago": 25}).raise_for_status()
    assert world.send().status_code == 200
    wait_for(lambda: names(world.receiver) == ["failed"], "the failure")
    (error,) = world.receiver.statuses[0]["errors"]
    assert error["code"] == 131047
    assert "24 hours" in error["error_data"]["details"]

    values = [{"type": "text", "text": text} for text in ("Ana", "15h")]
    parts = [{"type": "body", "parameters": values}]
    content = {"name": "lembrete", "language": {"code": "pt_BR"}, "components": parts}
    world.send(type="template", template=content)

    wait_for(lambda: names(world.receiver)[-1] == "read", "the template")


def test_message_with_an_old_timestamp_does_not_open_the_window(world: World) -> None:
    world.write(timestamp=time.time() - 25 * 3600)
    world.send()

    wait_for(lambda: names(world.receiver) == ["failed"], "the failure")


@pytest.mark.parametrize(
    ("change", "category", "code"),
    [({"on_whatsapp": False}, "UTILITY", 131026), ({"opted_out": True}, "MARKETING", 131050)],
)
def test_unreachable_customers_fail(
    world: World, change: dict[str, Any], category: str, code: int
) -> None:
    parts = [{"type": "BODY", "text": "Oi"}]
    world.add_template("oi", category=category, components=parts)
    world.control.patch("/control/customers/marina", json=change).raise_for_status()
    content = {"name": "oi", "language": {"code": "pt_BR"}}
    world.send(type="template", template=content)

    wait_for(lambda: world.receiver.statuses, "the failure")
    assert [e["code"] for e in world.receiver.statuses[0]["errors"]] == [code]


def test_delivery_is_repeated_until_200_with_the_same_bytes(world: World) -> None:
    world.open_window()
    world.receiver.answers = [500, 404, 302]
    world.set(retry_delays=[0, 0.1, 0.1, 0.1, 0.1], time_scale=1)
    world.write(text="de novo")

    wait_for(lambda: len(world.receiver.posts) == 5, "four attempts")
    wait_for(lambda: world.chat()[-1]["status"] == "delivered", "the tick")
    assert len({post.body for post in world.receiver.posts[1:]}) == 1
    times = [post.at for post in world.receiver.posts[1:]]
    gaps = [after - before for before, after in pairwise(times)]
    assert all(gap >= 0.09 for gap in gaps)


def test_retry_can_be_asked_for_at_once(world: World) -> None:
    world.open_window()
    world.receiver.answers = [503]
    world.set(retry_delays=[0, 600], time_scale=1)
    world.write(text="espera")
    wait_for(lambda: len(world.receiver.posts) == 2, "the first attempt")
    time.sleep(0.1)

    world.control.post("/control/retry").raise_for_status()

    wait_for(lambda: len(world.receiver.posts) == 3, "the second attempt")


def test_one_customers_messages_keep_their_order_while_others_pass(world: World) -> None:
    world.open_window()
    world.receiver.answers = [500]
    world.set(retry_delays=[0, 0.4], time_scale=1)
    for text in ("1", "2", "3"):
        world.write(text=text)
    wait_for(lambda: len(world.receiver.posts) >= 2, "the refused attempt")
    world.write("rafael", text="eu")

    wait_for(lambda: len(world.receiver.messages) == 6, "all messages")
    texts = [message["text"]["body"] for message in world.receiver.messages]
    assert texts == ["Oi", "1", "eu", "1", "2", "3"]


def test_raw_bytes_are_posted_signed_as_they_are(world: World) -> None:
    answer = world.control.post("/control/webhooks", content=b'{"object": "x",  "entry": []}')

    assert answer.json() == {"status": 200}
    assert world.receiver.posts[0].body == b'{"object": "x",  "entry": []}'
    assert is_signed(world.receiver.posts[0])


def test_echo_is_what_the_owner_wrote_on_the_phone(world: World) -> None:
    world.control.post("/control/echo", json={"customer_id": "marina", "text": "Já te chamo"})

    change = wait_for(lambda: world.receiver.changes, "the echo")[0]
    assert change["field"] == "smb_message_echoes"
    assert change["value"]["message_echoes"][0]["text"] == {"body": "Já te chamo"}
    assert change["value"]["message_echoes"][0]["to"] == "5511981230137"
    assert WABA.encode() in world.receiver.posts[0].body
