"""A person reacts to a message."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from bot.enums import Author, Direction, Provider
from bot.gateways import Reaction
from bot.models import Conversation, Message
from bot.models.delivery import LOST
from bot.services.outbox import queue_message
from bot.services.ownership import locked
from bot.services.replies import TalkIsSample, WindowClosed, quotable


class ReactionRefused(Exception):
    """The number's provider takes no reactions."""


@transaction.atomic
def react(
    *, conversation: Conversation, message_id: UUID, emoji: str, user: User, now: datetime
) -> Message | None:
    """Put an emoji on a message of this conversation; "" takes ours back.

    The number has one reaction to a message: a new one replaces it. None when it stands there
    already. Who answers the conversation stays as it is. Raises TalkIsSample, WindowClosed,
    ReactionRefused, QuoteUnknown, ContentInvalid.
    """
    talk = locked(conversation)
    if talk.channel.provider == Provider.SAMPLE:
        raise TalkIsSample
    if not talk.is_window_open(now):
        raise WindowClosed
    if not talk.channel.facts.capabilities.has_reactions:
        raise ReactionRefused
    target = str(quotable(talk, message_id).external_id)
    content = Reaction(target, emoji)
    content.check()
    if _given(talk, target) == emoji:
        return None
    message = queue_message(
        conversation=talk,
        content=content,
        author=Author.STAFF,
        now=now,
        user=user,
        reply_to=target,
    )
    talk.save()
    return message


def _given(conversation: Conversation, target: str) -> str:
    """Our reaction as it stands; "" without one."""
    ours = Message.objects.filter(
        conversation=conversation,
        direction=Direction.OUT,
        kind=Reaction.kind,
        context_id=target,
    ).exclude(delivery__status__in=LOST)
    latest = ours.order_by("-occurred_at", "-pk").values_list("text", flat=True).first()
    return str(latest or "")
