"""What people do with a conversation besides answering: whose it is, done, or later.

Each act writes a line into the thread; doing it twice writes one.
"""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from bot.enums import CareEvent, Owner
from bot.models import Conversation
from bot.selectors.colleagues import colleagues_who_answer
from bot.services.care_events import note_assigned, note_event
from bot.services.ownership import bring_back, locked, return_to_bot, take_over

LONGEST_SNOOZE = timedelta(days=90)


class NotAColleague(Exception):
    """The person doesn't answer conversations of this organization."""


class SnoozeInvalid(Exception):
    """The time has passed, or lies more than 90 days ahead."""


@transaction.atomic
def assign_conversation(
    *, conversation: Conversation, to: User, user: User, now: datetime
) -> Conversation:
    """`user` gives the conversation to `to` (also themselves); the bot falls silent.

    Raises NotAColleague.
    """
    if to.pk != user.pk and to not in colleagues_who_answer():
        raise NotAColleague
    talk = locked(conversation)
    if talk.owner == Owner.HUMAN and talk.assigned_to_id == to.pk and not talk.waits_for_person:
        return talk
    take_over(conversation=talk, user=to, now=now)
    talk.save()
    if to.pk == user.pk:
        note_event(conversation=talk, event=CareEvent.TAKEN, user=user, now=now)
    else:
        note_assigned(conversation=talk, to=to, user=user, now=now)
    return talk


@transaction.atomic
def give_to_bot(*, conversation: Conversation, user: User, now: datetime) -> None:
    """Hand the conversation back; the bot starts afresh at the next message."""
    talk = locked(conversation)
    if talk.owner == Owner.BOT and talk.resolved_at is None and talk.snoozed_until is None:
        return
    return_to_bot(talk)
    bring_back(talk)
    talk.save()
    note_event(conversation=talk, event=CareEvent.TO_BOT, user=user, now=now)


@transaction.atomic
def resolve_conversation(*, conversation: Conversation, user: User, now: datetime) -> None:
    """It is done. The customer's next message reopens it, and the bot answers."""
    talk = locked(conversation)
    if talk.resolved_at is not None:
        return
    return_to_bot(talk)
    talk.resolved_at, talk.snoozed_until, talk.unread_count = now, None, 0
    talk.save()
    note_event(conversation=talk, event=CareEvent.RESOLVED, user=user, now=now)


@transaction.atomic
def reopen_conversation(*, conversation: Conversation, user: User, now: datetime) -> None:
    """It is not done, or not for later, after all: it is the person's who says so."""
    talk = locked(conversation)
    if talk.resolved_at is None and talk.snoozed_until is None:
        return
    take_over(conversation=talk, user=user, now=now)
    talk.save()
    note_event(conversation=talk, event=CareEvent.REOPENED, user=user, now=now)


@transaction.atomic
def snooze_conversation(
    *, conversation: Conversation, until: datetime, user: User, now: datetime
) -> None:
    """Out of the way until then, or until the customer writes. It stays the person's.

    Raises SnoozeInvalid.
    """
    if not now < until <= now + LONGEST_SNOOZE:
        raise SnoozeInvalid
    talk = locked(conversation)
    if talk.snoozed_until == until:
        return
    take_over(conversation=talk, user=talk.assigned_to or user, now=now)
    talk.snoozed_until = until
    talk.save()
    note_event(
        conversation=talk, event=CareEvent.SNOOZED, user=user, now=now, until=until.isoformat()
    )
