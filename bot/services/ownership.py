"""Who answers a conversation: the bot, a person, or nobody. One at a time.

These functions change the row in memory; callers hold its lock and save it.
"""

from datetime import datetime, timedelta

from accounts.models import User
from bot.enums import Owner
from bot.models import Conversation
from config.lib.rows import lock_row


def take_over(*, conversation: Conversation, user: User | None, now: datetime) -> None:
    """A person has answered (`user` None: from the phone app): the bot falls silent.

    It comes back after the channel's `human_minutes` without a word from a person.
    """
    conversation.owner = Owner.HUMAN
    conversation.waits_for_person = False
    bring_back(conversation)
    if user is not None:
        conversation.assigned_to = user
    conversation.turn_due_at = None
    conversation.bot_resumes_at = now + timedelta(minutes=conversation.channel.human_minutes)


def hand_over(
    *, conversation: Conversation, reason: str, now: datetime, to: User | None = None
) -> None:
    """The customer needs a person, or this one: the bot falls silent and the list says so,
    with why."""
    conversation.owner = Owner.HUMAN
    conversation.waits_for_person = True
    if to is not None:
        conversation.assigned_to = to
    conversation.handover_reason = reason[:200]
    bring_back(conversation)
    conversation.bot_resumes_at = now + timedelta(minutes=conversation.channel.human_minutes)


def return_to_bot(conversation: Conversation) -> None:
    """The bot answers again, from the start of the conversation."""
    conversation.owner = Owner.BOT
    conversation.assigned_to = None
    conversation.waits_for_person = False
    conversation.bot_resumes_at = None
    conversation.flow_state, conversation.flow_run = {}, None


def return_to_bot_if_due(conversation: Conversation, now: datetime) -> None:
    """The silence is over when its set time has passed."""
    resumes_at = conversation.bot_resumes_at
    if conversation.owner == Owner.HUMAN and resumes_at is not None and resumes_at <= now:
        return_to_bot(conversation)


def bot_answers(conversation: Conversation) -> bool:
    """Whether the bot may speak here: nobody else does, it is on, and the customer is not
    blocked. Channel and customer are as they were read with the row."""
    return (
        conversation.owner == Owner.BOT
        and conversation.channel.is_bot_enabled
        and not conversation.customer.is_blocked
    )


def bring_back(conversation: Conversation) -> None:
    """Neither resolved nor snoozed any more."""
    conversation.resolved_at = None
    conversation.snoozed_until = None


def locked(conversation: Conversation) -> Conversation:
    """The row as it is now, locked until commit, with its channel and customer. Raises RowGone."""
    # Without a join: PostgreSQL drops a joined row whose join column changed while it waited.
    lock_row(conversation)
    rows = Conversation.objects.select_related("channel", "customer", "assigned_to")
    row: Conversation = rows.get(pk=conversation.pk)
    return row
