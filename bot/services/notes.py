"""Internal notes: what colleagues tell each other in a thread, never the customer."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from bot.enums import Author, Direction
from bot.models import Conversation, Mention, Message
from bot.selectors.mentions import named_in, people_to_mention
from bot.services.ownership import locked
from bot.services.replies import ReplyForeign, already_sent

NOTE_KIND = "NOTE"


class NoteEmpty(Exception):
    """There is nothing to note."""


@transaction.atomic
def add_note(
    *,
    conversation: Conversation,
    text: str,
    user: User,
    now: datetime,
    note_id: UUID | None = None,
) -> Message:
    """Write a note; whoever is named in it ("@Bia Lima") is told.

    It has no delivery, so nothing of it can reach the provider, and it changes neither who
    answers nor what the list shows last. `note_id` (UUIDv7, made with the form) makes a
    double click one note. Raises NoteEmpty, ReplyForeign.
    """
    if not text.strip():
        raise NoteEmpty
    talk = locked(conversation)
    written = already_sent(note_id, talk)
    if written is not None:
        if written.kind != NOTE_KIND:
            raise ReplyForeign
        return written
    named = [person for person in named_in(text, people_to_mention()) if person.pk != user.pk]
    note = Message.objects.create(
        **({"id": note_id} if note_id else {}),
        organization_id=talk.organization_id,
        channel_id=talk.channel_id,
        conversation=talk,
        direction=Direction.INTERNAL,
        author=Author.STAFF,
        author_user=user,
        kind=NOTE_KIND,
        text=text.strip(),
        content={"mentions": [str(person) for person in named]},
        occurred_at=now,
        handled_at=now,
    )
    Mention.objects.bulk_create(
        Mention(organization_id=talk.organization_id, message=note, conversation=talk, user=person)
        for person in named
    )
    return note


def see_mentions(*, conversation: Conversation, user: User, now: datetime) -> int:
    """The person has the conversation before their eyes; returns how many were new."""
    unseen = Mention.objects.filter(conversation=conversation, user=user, seen_at__isnull=True)
    return int(unseen.update(seen_at=now))
