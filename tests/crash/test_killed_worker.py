"""kill -9 of the worker, of its cluster and of one process of it: nobody loses an answer."""

import os
import signal
import threading
from datetime import date, timedelta

import psutil
from django.utils import timezone

from bot.flows import ids
from config.lib.formatting import format_date
from scheduling.tests.factories import SAO_PAULO
from tests.crash.traffic import (
    Sender,
    answered_conversations,
    assert_sent_once_in_order,
    make_phones,
    replies_of,
    tap_body,
    text_body,
    wait_until_settled,
)
from tests.phones import Phone, Phones, eventually
from tests.shop import Shop, open_shop

CUSTOMERS = 50
EACH = 10
MESSAGES = CUSTOMERS * EACH


def days() -> list[date]:
    tomorrow = timezone.now().astimezone(SAO_PAULO).date() + timedelta(days=1)
    return [tomorrow + timedelta(days=n) for n in range(EACH)]


def bodies_of(shop: Shop, phone: Phone, position: int) -> list[bytes]:
    """Every other customer taps (each tap has an answer of its own), the others write."""
    if position % 2 == 0:
        texts = [f"quais os preços? ({number})" for number in range(EACH)]
        return [text_body(shop.channel, phone, n, text) for n, text in enumerate(texts)]
    taps = [
        ids.make(ids.DAY, str(shop.service.pk), str(shop.staff.pk), on.isoformat()) for on in days()
    ]
    return [tap_body(shop.channel, phone, n, tap, "dia") for n, tap in enumerate(taps)]


def test_worker_killed_amid_500_messages(live_stack):
    stack = live_stack("simulator", "web", "worker")
    shop, phones, sender = open_shop(stack), Phones(stack.simulator_url), Sender(stack)
    people = make_phones(phones, CUSTOMERS)
    bodies = [bodies_of(shop, phone, position) for position, phone in enumerate(people)]
    load = threading.Thread(target=sender.post_side_by_side, args=(bodies,))

    load.start()
    killed = 0
    for after in (50, 120):  # the cluster, in the middle of its work
        wait_for_answers(phones, after)
        killed += kill_cluster(stack)
    wait_for_answers(phones, 180)
    stack.kill("worker")
    load.join()
    stack.start("worker")
    took = wait_until_settled(MESSAGES, within=90)

    print(f"settled {took:.1f} s after the last kill; {len(phones.sent())} answers")  # noqa: T201
    assert killed == 2
    assert sender.statuses == {200: MESSAGES}
    assert answered_conversations() == CUSTOMERS
    sent = phones.sent()
    assert_sent_once_in_order(sent)
    assert_each_tap_answered_in_order(sent, people)


def wait_for_answers(phones: Phones, count: int) -> None:
    """As long as a busy machine takes: when to kill, not how quick they are."""
    eventually(lambda: len(phones.sent()) >= count, within=150, what=f"{count} answers")


def assert_each_tap_answered_in_order(sent, people):
    expected = [format_date(on, "America/Sao_Paulo", "pt-BR", "weekday") for on in days()]
    replies = replies_of(sent)
    for phone in people[1::2]:
        assert [reply.split(": ")[0] for reply in replies[phone.id]] == expected


def kill_cluster(stack) -> int:
    """kill -9 of every process of the cluster that is running now."""
    processes = eventually(stack.cluster_processes, what="a cluster")
    os.killpg(processes[0].pid, signal.SIGKILL)
    return 1


def test_killed_idle_process_delays_nobody_for_long(live_stack):
    stack = live_stack("simulator", "web", "worker")
    open_shop(stack)
    phone = Phones(stack.simulator_url).add("Marina")
    assert "Studio Bela" in phone.write("oi")
    idle_process(stack).kill()

    assert phone.write("quais os preços?")
    assert phone.waited < 60


def idle_process(stack) -> psutil.Process:
    """A process of the pool (the sentinel starts those first) that runs no task."""
    processes = stack.cluster_processes()
    sentinel = next(p for p in processes if p.ppid() == processes[0].pid)
    return min((p for p in processes if p.ppid() == sentinel.pid), key=lambda p: p.pid)
