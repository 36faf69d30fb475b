"""One Redis connection pool per process, for everything of ours that speaks to Redis.

Redis is a convenience here, never a record: every caller survives its absence.
"""

from functools import lru_cache

import redis
from django.conf import settings


@lru_cache(maxsize=1)
def redis_client() -> "redis.Redis":
    """A shared client (thread-safe, re-opened after a fork by redis-py itself)."""
    return redis.Redis.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=1,
        socket_timeout=5,
        health_check_interval=30,
    )
