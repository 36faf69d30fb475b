"""Several processes at one scheduled message: it leaves once, or it does not."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.models import User
from accounts.tests.factories import make_customer, make_member, make_organization
from bot.models import Conversation, Delivery, Message, ScheduledMessage
from bot.services.scheduled_messages import (
    Later,
    ScheduledSettled,
    cancel_scheduled,
    change_scheduled,
)
from bot.services.scheduled_sending import send_scheduled_due
from bot.tests.factories import make_channel, make_conversation
from config.run.embedded import postgres_database
from tests.locks import wait_for_a_lock

pytestmark = pytest.mark.django_db(transaction=True)

SEND = (
    "import django; django.setup();"
    "from django.utils import timezone;"
    "from bot.services.scheduled_sending import send_scheduled_due;"
    "send_scheduled_due(now=timezone.now())"
)


@pytest.fixture
def due() -> Iterator[ScheduledMessage]:
    """One whose time has come."""
    organization, now = make_organization(), timezone.now()
    with scope(organization=organization):
        author = make_member(organization, Role.AGENT, name="Ana Souza").user
        talk: Conversation = make_conversation(
            make_channel(organization),
            make_customer(organization, name="Marina Costa"),
            last_customer_message_at=now,
        )
        yield ScheduledMessage.objects.create(
            organization=organization,
            conversation=talk,
            author=author,
            text="Até já!",
            due_at=now - timedelta(seconds=1),
        )


def side_by_side(due: ScheduledMessage, *acts: Callable[[], object]) -> None:
    """Each act in a thread and a connection of its own, all at once."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            with scope(organization=due.organization):
                act()
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def send() -> int:
    return send_scheduled_due(now=timezone.now())


def test_two_workers_send_it_once(due: ScheduledMessage) -> None:
    for _ in range(5):
        side_by_side(due, send, send, send)
    assert (Message.objects.count(), Delivery.objects.count()) == (1, 1)


def author_of(due: ScheduledMessage) -> User:
    assert due.author is not None
    return due.author


@pytest.mark.parametrize("attempt", range(4))
def test_change_and_sending_exclude_each_other(due: ScheduledMessage, attempt: int) -> None:
    refused = []
    later = Later("Outro", timezone.now() + timedelta(hours=1), cancel_on_reply=True)

    def change() -> None:
        try:
            change_scheduled(scheduled=due, later=later, user=author_of(due), now=timezone.now())
        except ScheduledSettled as news:
            refused.append(news.scheduled.status)

    side_by_side(due, change, send)
    send()
    row = ScheduledMessage.objects.get()
    if refused:
        assert (refused, row.status, row.text) == (["SENT"], "SENT", "Até já!")
        assert Delivery.objects.count() == 1
    else:
        assert (row.status, row.text, row.due_at) == ("PENDING", "Outro", later.due_at)
        assert Delivery.objects.count() == 0


@pytest.mark.parametrize("attempt", range(4))
def test_cancelled_while_due_leaves_or_not(due: ScheduledMessage, attempt: int) -> None:
    refused = []

    def cancel() -> None:
        try:
            cancel_scheduled(scheduled=due, now=timezone.now())
        except ScheduledSettled as news:
            refused.append(news.scheduled.status)

    side_by_side(due, cancel, send)
    send()
    row = ScheduledMessage.objects.get()
    assert row.status == ("SENT" if refused else "CANCELLED")
    assert Delivery.objects.count() == len(refused)


def test_killed_between_claim_and_sending_it_leaves_later_once(due: ScheduledMessage) -> None:
    url = postgres_database(os.environ["DATABASE_URL"], connection.settings_dict["NAME"])
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE bot_delivery IN EXCLUSIVE MODE")  # nobody gets past the claim
        worker = subprocess.Popen(
            [sys.executable, "-c", SEND], cwd=settings.BASE_DIR, env=environment
        )
        try:
            wait_for_a_lock()
        finally:
            worker.send_signal(signal.SIGKILL)
        assert worker.wait(timeout=10) == -signal.SIGKILL
    assert ScheduledMessage.objects.get().status == "PENDING"
    assert Message.objects.count() == 0

    deadline = time.monotonic() + 20
    while not send():  # its connection may take a moment to be missed
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert send() == 0
    assert (Message.objects.count(), Delivery.objects.count()) == (1, 1)
