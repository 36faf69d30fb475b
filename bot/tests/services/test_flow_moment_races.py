"""Workers that look for moments at once, or die meanwhile, begin a flow once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django_scopes import scope

from accounts.tests.factories import make_organization
from bot.enums import MomentStatus
from bot.models import FlowDefinition, FlowMoment, FlowRun, Message
from bot.services.flow_moments import begin_due_flow, look_for_moments
from bot.tests.factories import make_channel
from bot.tests.services.moments import BEFORE, START, House
from config.run.embedded import postgres_database
from scheduling.services.policy import ensure_policy
from tests.locks import wait_for_a_lock

WORK = (
    "import django; django.setup();"
    "from datetime import datetime;"
    "from bot.services.flow_moments import begin_due_flow;"
    "begin_due_flow(now=datetime.fromisoformat('{now}'))"
)


@pytest.fixture
def due(transactional_db: Any) -> Iterator[tuple[House, datetime]]:
    """A moment that has come and is written down."""
    organization, now = make_organization(), START - timedelta(days=1)
    with scope(organization=organization):
        ensure_policy(organization=organization)
        house = House(organization, make_channel(organization))
        house.visit()
        house.publish(BEFORE)
        yield house, now


def side_by_side(work: Callable[[], bool], workers: int = 4) -> list[bool]:
    def run(_: int) -> bool:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(run, range(workers)))


def test_four_workers_look_and_begin_once(due: tuple[House, datetime]) -> None:
    _house, now = due
    FlowDefinition.objects.update(moments_due_at=now)
    assert sorted(side_by_side(lambda: look_for_moments(now=now))) == [False] * 3 + [True]
    assert sorted(side_by_side(lambda: begin_due_flow(now=now))) == [False] * 3 + [True]
    assert (Message.objects.count(), FlowRun.objects.count()) == (1, 1)


def test_a_worker_killed_in_the_middle_leaves_it_to_the_next(due: tuple[House, datetime]) -> None:
    _house, now = due
    FlowDefinition.objects.update(moments_due_at=now)
    assert look_for_moments(now=now)
    url = postgres_database(os.environ["DATABASE_URL"], connection.settings_dict["NAME"])
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    program = WORK.format(now=now.isoformat())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE bot_delivery IN EXCLUSIVE MODE")
        worker = subprocess.Popen(
            [sys.executable, "-c", program], cwd=settings.BASE_DIR, env=environment
        )
        try:
            wait_for_a_lock()
        finally:
            worker.send_signal(signal.SIGKILL)
        assert worker.wait(timeout=10) == -signal.SIGKILL
    assert FlowMoment.objects.get().status == MomentStatus.PENDING
    assert not Message.objects.exists()
    deadline = time.monotonic() + 20
    while not begin_due_flow(now=now):  # its connection may take a moment to be missed
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert not begin_due_flow(now=now)
    assert (Message.objects.count(), FlowRun.objects.count()) == (1, 1)
