"""Who is looking at a conversation, and who is writing in it: for colleagues' eyes, in Redis.

It is kept nowhere else and lost without harm: each open page says it again and again, and
what nobody repeats runs out.
"""

from datetime import datetime
from typing import Any

from redis.exceptions import RedisError

from accounts.models import User
from bot.models import Conversation
from bot.selectors.presence import VIEWING, WRITING, presence_key
from config.lib.bell import ring
from config.lib.logging import get_logger
from config.lib.redis import redis_client

log = get_logger(__name__)

VIEW_S = 50  # a page says it every 20 s
WRITE_S = 9  # and every 4 s while somebody types


def note_presence(
    *, conversation: Conversation, user: User, is_writing: bool, now: datetime
) -> bool:
    """The person looks at the conversation, and writes or does not; colleagues hear what is
    new. Returns whether something was; False, too, while Redis is away.
    """
    at = now.timestamp()
    viewing, writing = _keys(conversation)
    try:
        with redis_client().pipeline() as work:
            work.zremrangebyscore(viewing, 0, at)
            work.zremrangebyscore(writing, 0, at)
            work.zadd(viewing, {str(user.pk): at + VIEW_S})
            if is_writing:
                work.zadd(writing, {str(user.pk): at + WRITE_S})
            else:
                work.zrem(writing, str(user.pk))
            work.expire(viewing, VIEW_S)
            work.expire(writing, WRITE_S)
            _, _, came, began_or_stopped, *_ = work.execute()
    except RedisError as error:
        log.warning("presence_not_kept", error=type(error).__name__)
        return False
    return _announce(conversation, came or began_or_stopped)


def end_presence(*, conversation: Conversation, user: User) -> bool:
    """The person has left; returns whether they had been there."""
    try:
        with redis_client().pipeline() as work:
            for key in _keys(conversation):
                work.zrem(key, str(user.pk))
            gone: list[Any] = work.execute()
    except RedisError as error:
        log.warning("presence_not_kept", error=type(error).__name__)
        return False
    return _announce(conversation, any(gone))


def _keys(conversation: Conversation) -> tuple[str, str]:
    return presence_key(conversation.pk, VIEWING), presence_key(conversation.pk, WRITING)


def _announce(conversation: Conversation, is_news: Any) -> bool:
    if is_news:
        ring(f"presence {conversation.organization_id} {conversation.pk}")
    return bool(is_news)
