"""Telling the provider that a message has been read, with the typing bubble.

A courtesy, at most once: a failure is logged and forgotten.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import lru_cache

from django.db import transaction
from django_scopes import scopes_disabled

from bot.enums import ChannelStatus, Owner
from bot.gateways import GatewayError, Recipient
from bot.models import Channel, Conversation
from bot.selectors.recipients import recipient_of
from bot.services.gateways import gateway_of
from config.lib.logging import get_logger

log = get_logger(__name__)

PARALLEL = 16
ON_ITS_WAY = timedelta(milliseconds=100)  # an answer due by then may overtake the bubble


def mark_read_due(*, now: datetime, limit: int = PARALLEL) -> int:
    """Mark what is waiting to be marked; returns how many.

    The bubble goes along only where the bot still thinks: one that comes after the answer
    would stand there for 25 seconds, and nothing would follow.
    """
    with scopes_disabled(), transaction.atomic():
        waiting = list(
            Conversation.objects.exclude(mark_read_id="")
            .filter(channel__status=ChannelStatus.ACTIVE)
            .select_related("channel")
            .order_by("id")
            .select_for_update(skip_locked=True, of=("self",), no_key=True)[:limit]
        )
        marks = [
            (row.channel, row.mark_read_id, _is_thinking(row, now), _chat(row)) for row in waiting
        ]
        Conversation.objects.filter(pk__in=[row.pk for row in waiting]).update(mark_read_id="")
    list(_threads().map(lambda mark: _mark(*mark), marks))
    return len(marks)


@lru_cache(maxsize=1)
def _threads() -> ThreadPoolExecutor:
    """This process's threads for waiting on the provider."""
    return ThreadPoolExecutor(max_workers=PARALLEL, thread_name_prefix="read")


def _is_thinking(conversation: Conversation, now: datetime) -> bool:
    due = conversation.turn_due_at
    return conversation.owner == Owner.BOT and due is not None and due > now + ON_ITS_WAY


def _chat(conversation: Conversation) -> Recipient | None:
    """Who wrote, where the provider wants to hear it: a query for each of those."""
    needs_chat = conversation.channel.facts.capabilities.reads_in_chat
    return recipient_of(conversation.customer) if needs_chat else None


def _mark(channel: Channel, external_id: str, is_typing: bool, chat: Recipient | None) -> None:
    try:
        gateway_of(channel).mark_read(external_id, typing=is_typing, chat=chat)
    except GatewayError as error:
        log.info("mark_read_failed", code=error.code)
