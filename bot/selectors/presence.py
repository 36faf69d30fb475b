"""Which colleagues are in a conversation right now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from redis.exceptions import RedisError

from accounts.models import Membership, User
from bot.models import Conversation
from config.lib.redis import redis_client

VIEWING, WRITING = "viewing", "writing"


@dataclass(frozen=True, slots=True)
class Present:
    """A colleague with the conversation open."""

    user: User
    is_writing: bool


def presence_key(conversation_id: UUID, what: str) -> str:
    """The sorted set of user ids by the second at which they count no more."""
    return f"zapenda:{what}:{conversation_id}"


def others_present(conversation: Conversation, *, user: User, now: datetime) -> list[Present]:
    """Everybody but `user`, by name; those who write first. Nobody while Redis is away.

    One query, and only when somebody is there; who has left the organization is not.
    """
    try:
        with redis_client().pipeline(transaction=False) as asked:
            for what in (VIEWING, WRITING):
                asked.zrangebyscore(
                    presence_key(conversation.pk, what), f"({now.timestamp()}", "+inf"
                )
            viewing, writing = (_ids(found) for found in asked.execute())
    except RedisError:
        return []
    others = (viewing | writing) - {str(user.pk)}
    if not others:
        return []
    members = Membership.objects.filter(user_id__in=others).select_related("user")
    found = [Present(one.user, str(one.user_id) in writing) for one in members]
    return sorted(found, key=lambda one: (not one.is_writing, one.user.get_short_name()))


def _ids(found: list[Any]) -> set[str]:
    return {bytes(one).decode() for one in found}
