"""The bell of live pages: Redis says "look now" to whoever serves streams.

The record is in PostgreSQL; a bell that nobody hears costs a second (bot.api.live_hub looks
that often). What only Redis knows, who is looking at what, travels as a word of its own.
"""

import time

from redis.exceptions import RedisError

from config.lib.logging import get_logger
from config.lib.redis import redis_client

log = get_logger(__name__)

CHANNEL = "zapenda:live"
_SILENCE_S = 2.0
_silent_until = 0.0


def ring(word: str = "") -> bool:
    """Wake every process that serves streams; False if Redis is away.

    `word` is "kind organization_id subject_id" of something that has no row. After a failure
    Redis is left alone for two seconds.
    """
    global _silent_until  # noqa: PLW0603
    if time.monotonic() < _silent_until:
        return False
    try:
        redis_client().publish(CHANNEL, word)
    except RedisError as error:
        _silent_until = time.monotonic() + _SILENCE_S
        log.warning("bell_failed", error=type(error).__name__)
        return False
    return True
