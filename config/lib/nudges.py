"""Wake-up calls for the workers.

The rows in PostgreSQL are the queue; a nudge only says "look now". One nudge per kind of
work is under way at a time (`SET NX PX`), so a thousand webhooks cost one task. A lost
nudge costs latency alone: `bot.services.sweep` looks every second from outside the queue.
"""

import time

from django.db import transaction
from django_q.tasks import async_task
from redis.exceptions import RedisError

from config.lib.logging import get_logger
from config.lib.redis import redis_client

log = get_logger(__name__)

_LIVES_MS = 1_000
_SILENCE_S = 1.0
_silent_until = 0.0


def nudge(task: str) -> bool:
    """Enqueue `task` (dotted path) unless it is already on its way; False if Redis is away.

    After a failure Redis is left alone for a second, so that callers in a hurry (the
    webhook) don't each wait for a time-out.
    """
    global _silent_until  # noqa: PLW0603
    if time.monotonic() < _silent_until:
        return False
    try:
        if redis_client().set(_key(task), 1, nx=True, px=_LIVES_MS):
            async_task(task, save=False)
    except RedisError as error:
        _silent_until = time.monotonic() + _SILENCE_S
        log.warning("nudge_failed", task=task, error=type(error).__name__)
        return False
    return True


def nudge_on_commit(task: str) -> None:
    """`nudge(task)` once the open transaction has committed."""
    transaction.on_commit(lambda: nudge(task))


def answered(task: str) -> None:
    """Say that `task` has begun, before it reads: what commits later nudges again."""
    try:
        redis_client().delete(_key(task))
    except RedisError as error:
        log.warning("nudge_failed", task=task, error=type(error).__name__)


def keep_awake(task: str) -> None:
    """Say that `task` is running and will look again: nobody need be woken for now."""
    try:
        redis_client().set(_key(task), 1, px=_LIVES_MS)
    except RedisError as error:
        log.warning("nudge_failed", task=task, error=type(error).__name__)


def _key(task: str) -> str:
    return f"zapenda:nudge:{task}"
