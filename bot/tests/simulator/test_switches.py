"""The switches that make things go wrong, and the control API itself."""

import time
from collections.abc import Callable

import httpx
import pytest

from bot.simulator.switches import Settings
from bot.tests.simulator.conftest import HEADERS, MARINA, NUMBER, World
from bot.tests.simulator.receiver import wait_for

# The product's own, frontend guide section 3.4.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; media-src 'self' blob:; manifest-src 'self'; "
    "worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "object-src 'none'; report-uri /csp-report"
)
StartWorld = Callable[[], World]


def test_duplicates_repeat_the_same_bytes(world: World) -> None:
    world.set(duplicates=True)
    world.write()

    wait_for(lambda: len(world.receiver.posts) == 2, "two posts")
    assert world.receiver.posts[0].body == world.receiver.posts[1].body


def test_batch_puts_many_changes_in_one_post(world: World) -> None:
    world.open_window()
    world.set(batch_size=50, webhook_delay=0.4, time_scale=1)
    for number in range(10):
        world.write(text=str(number))

    wait_for(lambda: len(world.receiver.messages) == 11, "all messages")
    assert len(world.receiver.posts) <= 3
    texts = [message["text"]["body"] for message in world.receiver.messages[1:]]
    assert texts == [str(number) for number in range(10)]


def test_reorder_loses_nothing_and_keeps_no_order(world: World) -> None:
    world.open_window()
    world.set(reorders=True, webhook_delay=0.4, time_scale=1)
    for number in range(12):
        world.write(text=str(number))

    wait_for(lambda: len(world.receiver.messages) == 13, "all messages")
    texts = [message["text"]["body"] for message in world.receiver.messages[1:]]
    assert sorted(texts, key=int) == [str(number) for number in range(12)]
    assert texts != sorted(texts, key=int)


def test_status_can_come_before_the_answer(world: World) -> None:
    world.open_window()
    world.set(status_before_response=True)
    world.send()

    assert any(status["status"] == "sent" for status in world.receiver.statuses)


def test_statuses_can_be_kept_back(world: World) -> None:
    world.open_window()
    world.set(sends_statuses=False)
    world.send()

    wait_for(lambda: world.chat()[-1]["status"] == "read", "the end")
    assert world.receiver.statuses == []


@pytest.mark.parametrize(("outage", "status"), [("html_503", 503), ("json_500", 500)])
def test_outage_refuses_and_keeps_nothing(world: World, outage: str, status: int) -> None:
    world.set(outage=outage)
    answer = world.send()

    assert answer.status_code == status
    assert world.chat() == []
    if outage == "html_503":
        assert answer.headers["content-type"].startswith("text/html")
    else:
        assert answer.json()["error"]["is_transient"] is True
    world.set(outage="none")
    assert world.send().status_code == 200


def test_lost_answer_was_sent_all_the_same(world: World) -> None:
    world.open_window()
    world.set(outage="lost")
    body = {"messaging_product": "whatsapp", "to": MARINA, "text": {"body": "Olá"}}
    body["biz_opaque_callback_data"] = "mine"
    url = f"{world.server.url}/v24.0/{NUMBER}/messages"
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(url, json=body, headers=HEADERS, timeout=0.5, trust_env=False)

    wait_for(lambda: len(world.receiver.statuses) == 3, "the statuses")
    assert {s["biz_opaque_callback_data"] for s in world.receiver.statuses} == {"mine"}
    assert [m["content"] for m in world.chat() if m["direction"] == "out"] == [{"body": "Olá"}]


def test_reset_connection_was_sent_all_the_same(world: World) -> None:
    world.open_window()
    world.set(outage="reset")
    with pytest.raises(httpx.RemoteProtocolError):
        world.send()

    wait_for(lambda: len(world.receiver.statuses) == 3, "the statuses")
    world.set(outage="none")
    assert world.send().status_code == 200


def test_hidden_numbers_of_all_customers(world: World) -> None:
    world.set(hides_numbers=True)
    world.open_window()
    world.send()
    wait_for(lambda: len(world.receiver.statuses) == 3, "the statuses")

    assert all(MARINA.encode() not in post.body for post in world.receiver.posts)
    assert world.receiver.messages[0]["from_user_id"] == "BR.13491208655302741918"


def test_spread_makes_delays_longer_but_never_more_than_asked() -> None:
    settings = Settings(delay_spread=2, time_scale=0.5)
    pauses = [settings.pause(10) for _ in range(200)]

    assert min(pauses) >= 5
    assert max(pauses) <= 15
    assert len(set(pauses)) > 100
    assert Settings().pause(10) == 10


def test_switches_are_all_or_nothing_and_can_be_restored(world: World) -> None:
    defaults = world.control.delete("/control/settings").json()
    for wrong in (
        {"duplicates": True, "no_such": 1},
        {"duplicates": True, "outage": "on fire"},
        {"duplicates": True, "sent_delay": -1},
        {"duplicates": True, "retry_delays": []},
        {"duplicates": 1},
        {"duplicates": True, "batch_size": "many"},
    ):
        assert world.control.put("/control/settings", json=wrong).status_code == 400
    assert world.control.get("/control/settings").json() == defaults
    world.set(duplicates=True, batch_size=3)
    assert world.control.delete("/control/settings").json() == defaults


@pytest.mark.parametrize("path", ["/control/customers", "/", f"/v24.0/{NUMBER}", "/static/main.js"])
def test_foreign_host_is_refused(world: World, path: str) -> None:
    answer = world.control.get(path, headers={"Host": "attacker.example"})

    assert answer.status_code == 400
    assert b"marina" not in answer.content


def test_page_and_its_parts_come_under_a_strict_policy(world: World) -> None:
    page = world.control.get("/")
    assert "<script src=" in page.text
    assert "<style" not in page.text
    assert " style=" not in page.text
    assert page.headers["content-security-policy"] == POLICY
    names = {part.split('"')[0] for part in page.text.split('="/static/')[1:]}
    assert {"main.js", "phone.css"} <= names
    for name in names:
        assert world.control.get(f"/static/{name}").status_code == 200


def test_long_poll_ends_with_the_news(world: World) -> None:
    world.open_window()
    wait_for(lambda: world.chat()[-1]["status"] == "delivered", "the tick")
    path = "/control/customers/marina/messages"
    changes = world.control.get(path).json()["changes"]
    quiet = world.control.get(path, params={"since": changes, "wait": 0.3}).json()
    assert quiet["changes"] == changes
    began = time.monotonic()
    world.set(time_scale=1, sent_delay=0.5)
    world.send()
    news = world.control.get(path, params={"since": changes, "wait": 20, "after": 1}).json()

    assert time.monotonic() - began < 5
    assert [m["direction"] for m in news["messages"]] == ["out"]


def test_customer_without_any_number_is_known_by_the_user_id(world: World) -> None:
    body = {"name": "Nina", "phone": None, "username": "nina"}
    nina, other = (world.control.post("/control/customers", json=body).json() for _ in range(2))
    world.open_window(nina["id"])
    answer = world.send("", recipient=nina["user_id"]).json()

    assert answer["contacts"] == [{"input": nina["user_id"], "user_id": nina["user_id"]}]
    assert [m["direction"] for m in world.chat(nina["id"])] == ["in", "out"]
    assert world.chat(other["id"]) == []
    message = world.receiver.messages[0]
    assert message["from_user_id"] == nina["user_id"]
    assert "from" not in message


def test_phone_numbers_are_unique(world: World) -> None:
    answer = world.control.post("/control/customers", json={"name": "Eu", "phone": MARINA})

    assert answer.status_code == 409


@pytest.mark.parametrize(
    "path", ["/control/customers/marina/messages?after=x", "/control/sent?after=x"]
)
def test_wrong_questions_get_400(world: World, path: str) -> None:
    assert world.control.get(path).status_code == 400
