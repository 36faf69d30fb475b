"""The cluster recovers by itself from what django-q2 does not survive."""

import os
import signal
import time

import psutil
import pytest
from django_q.tasks import async_task

from config.lib.redis import redis_client
from config.run.testing.stack import living, wait_until_gone
from config.run.worker import StallDetector

pytestmark = pytest.mark.crash

STARTED_S = 30.0
# Long enough for a busy machine, short of what the look for stalls needs to notice (20 s).
BACK_S = 15.0


def run_task(key: str, *, within: float) -> float:
    """Enqueue a task that sets a Redis key; seconds until it has run."""
    began = time.monotonic()
    async_task("config.tests.run.tasks.set_key", key, save=False)
    while redis_client().get(key) is None:
        assert time.monotonic() - began < within, "the task never ran"
        time.sleep(0.02)
    return time.monotonic() - began


def wait_for_settled(stack) -> list[psutil.Process]:
    """The watch knows processes once they are a second old."""
    time.sleep(2.5)
    return stack.cluster_processes()


def idle_worker(processes: list[psutil.Process]) -> psutil.Process:
    """A pool worker: the sentinel starts those first."""
    sentinel = next(p for p in processes if p.ppid() == processes[0].pid)
    return min((p for p in processes if p.ppid() == sentinel.pid), key=lambda p: p.pid)


def test_killed_idle_process_brings_a_fresh_cluster(live_stack):
    stack = live_stack("worker")
    run_task("before", within=STARTED_S)
    before = wait_for_settled(stack)

    idle_worker(before).send_signal(signal.SIGKILL)

    wait_until_gone(before, within=10)
    run_task("after", within=BACK_S)


def test_killed_cluster_comes_back(live_stack):
    stack = live_stack("worker")
    before = wait_for_settled(stack)

    os.killpg(before[0].pid, signal.SIGKILL)

    wait_until_gone(before, within=10)
    run_task("after", within=BACK_S)


def test_killed_worker_command_leaves_no_cluster_behind(live_stack):
    stack = live_stack("worker")
    before = wait_for_settled(stack)

    stack.kill("worker")

    wait_until_gone(before, within=15)


def test_asked_to_stop_ends_within_its_grace(live_stack):
    stack = live_stack("worker")
    before = wait_for_settled(stack)
    began = time.monotonic()

    stack.stop("worker")

    assert time.monotonic() - began < 12
    assert living(before) == []


class TestStallDetector:
    def test_same_head_for_longer_than_the_limit_is_a_stall(self):
        detector = StallDetector(stall_seconds=5)
        assert not detector.stalled(("inbox:1", 60.0), now=0)
        assert not detector.stalled(("inbox:1", 65.0), now=5)
        assert detector.stalled(("inbox:1", 65.1), now=5.1)

    def test_moving_queue_is_no_stall(self):
        detector = StallDetector(stall_seconds=5)
        assert not any(detector.stalled((f"inbox:{i}", 60.0), now=i) for i in range(30))

    def test_row_that_never_moves_gets_twice_the_patience_each_time(self):
        detector = StallDetector(stall_seconds=5)
        stalls = [now for now in range(100) if detector.stalled(("inbox:1", 9.0), now=now)]
        assert stalls == [6, 17, 38, 79]

    def test_time_without_a_server_does_not_count(self):
        detector = StallDetector(stall_seconds=5)
        detector.stalled(("inbox:1", 1.0), now=0)
        detector.forgive()
        assert not detector.stalled(("inbox:1", 31.0), now=31)
