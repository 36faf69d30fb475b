"""The worker's heartbeat: a Redis key that expires when nobody renews it."""

import time

from redis.exceptions import RedisError

from config.lib.redis import redis_client

_KEY = "zapenda:pulse"
_LIVES_S = 3600


def beat() -> None:
    """Say that the worker's watch is alive. A Redis that is away is no reason to stop."""
    try:
        redis_client().set(_KEY, time.time(), ex=_LIVES_S)
    except RedisError:
        return


def seconds_since_beat() -> float | None:
    """Age of the last beat; None when there was none within the hour. Raises RedisError."""
    told: bytes | None = redis_client().get(_KEY)  # type: ignore[assignment]
    return max(0.0, time.time() - float(told)) if told else None
