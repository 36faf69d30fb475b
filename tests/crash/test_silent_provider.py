"""The provider takes messages and never answers: slow, but nothing is lost or sent twice."""

from tests.crash.traffic import (
    Sender,
    assert_sent_once_in_order,
    make_phones,
    text_body,
    wait_until_settled,
)
from tests.phones import Phones, eventually
from tests.shop import open_shop

CUSTOMERS = 50


def test_provider_that_never_answers_brings_no_restart(live_stack):
    stack = live_stack("simulator", "web", "worker")
    shop, phones, sender = open_shop(stack), Phones(stack.simulator_url), Sender(stack)
    people = make_phones(phones, CUSTOMERS)
    phones.switch(outage="lost")

    bodies = [[text_body(shop.channel, phone, 1, "quais os preços?")] for phone in people]
    sender.post_side_by_side(bodies)
    eventually(lambda: len(phones.sent()) >= CUSTOMERS // 2 + 10, what="a second batch of posts")
    phones.switch(outage="none")
    took = wait_until_settled(CUSTOMERS, within=90)

    print(f"settled {took:.1f} s after the provider came back")  # noqa: T201
    assert_sent_once_in_order(phones.sent())
    assert "cluster_restarts" not in stack.log("worker")
