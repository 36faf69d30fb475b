"""`manage.py worker`: the task cluster under a watch (config/run/worker.py)."""

import signal
import sys
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone
from redis.exceptions import RedisError

from bot.selectors.backlog import oldest_waiting
from bot.services.sweep import sweep
from config.lib.redis import redis_client
from config.run.children import Children, Program
from config.run.worker import Cluster, Waiting, Watch

GRACE_S = 10.0


class Command(BaseCommand):
    help = "Runs the workers, restarts them when they stall, wakes them when a nudge is lost."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: stop.set())
        children = Children()
        # This command has just made the checks; a restart is not to wait for them again.
        command = (
            sys.executable,
            str(settings.BASE_DIR / "manage.py"),
            "qcluster",
            "--skip-checks",
        )
        program = Program(name="qcluster", args=command, grace=GRACE_S)
        watch = Watch(
            Cluster(children, program),
            sweep=_sweep,
            oldest_waiting=_oldest_waiting,
            can_nudge=_can_nudge,
        )
        try:
            watch.run(stop)
        finally:
            children.stop_all()


def _sweep() -> None:
    close_old_connections()
    sweep(now=timezone.now())


def _oldest_waiting() -> Waiting:
    try:
        return oldest_waiting()
    finally:
        close_old_connections()


def _can_nudge() -> bool:
    try:
        return bool(redis_client().ping())
    except RedisError:
        return False
