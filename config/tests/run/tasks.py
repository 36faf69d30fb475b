"""Tasks that the tests of the worker enqueue."""

from config.lib.redis import redis_client


def set_key(key: str) -> None:
    """Leave a trace of having run."""
    redis_client().set(key, 1, ex=60)
