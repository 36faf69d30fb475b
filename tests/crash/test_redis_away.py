"""Redis emptied or gone under load: webhooks are taken all the same, and answers catch up."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import redis

from config.run.children import Children
from config.run.embedded import Service, start_valkey
from tests.crash.traffic import (
    Sender,
    answered_conversations,
    assert_sent_once_in_order,
    make_phones,
    text_body,
    wait_until_settled,
)
from tests.phones import Phones, eventually
from tests.shop import open_shop

CUSTOMERS = 20
OUTAGE_S = 30.0
CATCH_UP_S = 120.0


class OwnValkey:
    """A Valkey that only this test's processes use, so that it may be killed."""

    def __init__(self, children: Children, folder: Path) -> None:
        self._children = children
        self._service: Service = start_valkey(children, folder, durable=False)
        self._child = self._service.child
        self.url = self._service.url

    def kill(self) -> None:
        self._children.kill(self._child)

    def start(self) -> None:
        """The same program again: the same socket, with nothing in it."""
        self._child = self._children.spawn(self._service.program)

    def flush(self) -> None:
        with redis.Redis.from_url(self.url) as client:
            client.flushall()


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[OwnValkey]:
    children = Children()
    yield OwnValkey(children, tmp_path / "valkey")
    children.stop_all()


class Load:
    """Texts of all customers in turn, until it is told to end."""

    def __init__(self, sender: Sender, shop, people) -> None:
        self.posted = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(sender, shop, people))

    def __enter__(self) -> "Load":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self, sender, shop, people) -> None:
        while not self._ended.wait(0.1):
            number, position = divmod(self.posted, len(people))
            text = f"quais os preços? ({number})"
            sender.post(text_body(shop.channel, people[position], number, text))
            self.posted += 1


def test_redis_flushed_under_load(live_stack, valkey):
    stack = live_stack("simulator", "web", "worker", REDIS_URL=valkey.url)
    shop, phones, sender = open_shop(stack), Phones(stack.simulator_url), Sender(stack)
    people = make_phones(phones, CUSTOMERS)

    with Load(sender, shop, people) as load:
        for _ in range(30):
            answers = len(phones.sent())
            valkey.flush()
            eventually(lambda before=answers: len(phones.sent()) > before, what="an answer")
    took = wait_until_settled(load.posted, within=CATCH_UP_S)

    assert_all_taken_and_answered(sender, load, phones)
    print(f"{load.posted} messages; settled {took:.1f} s after the last flush")  # noqa: T201


def test_redis_down_for_30_seconds_under_load(live_stack, valkey):
    stack = live_stack("simulator", "web", "worker", REDIS_URL=valkey.url)
    shop, phones, sender = open_shop(stack), Phones(stack.simulator_url), Sender(stack)
    people = make_phones(phones, CUSTOMERS)

    with Load(sender, shop, people) as load:
        eventually(lambda: len(phones.sent()) >= CUSTOMERS, what="the first answers")
        valkey.kill()
        before = load.posted
        time.sleep(OUTAGE_S)  # the outage itself
        during = load.posted - before
        assert httpx.get(f"{stack.web_url}/health/live").status_code == 200
        valkey.start()
    took = wait_until_settled(load.posted, within=CATCH_UP_S)

    assert during > 50
    assert_all_taken_and_answered(sender, load, phones)
    print(  # noqa: T201
        f"{during} of {load.posted} messages during the outage, slowest POST"
        f" {sender.slowest:.2f} s; settled {took:.1f} s after it"
    )


def assert_all_taken_and_answered(sender: Sender, load: Load, phones: Phones) -> None:
    assert sender.statuses == {200: load.posted}
    assert answered_conversations() == CUSTOMERS
    assert_sent_once_in_order(phones.sent())
