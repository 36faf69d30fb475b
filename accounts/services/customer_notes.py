"""Signed notes about customers."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.enums import Role
from accounts.models import Customer, CustomerNote, Membership, User
from accounts.services.audit import record_audit
from accounts.services.customers import lock_customer
from config.lib.rows import lock_row, lock_row_to_delete


class NotYourNote(Exception):
    """Only its author and owners may change a note."""


def may_change_note(note: CustomerNote, membership: Membership) -> bool:
    """Authors their own, owners all of them."""
    return membership.role == Role.OWNER or note.author_id == membership.user_id


@transaction.atomic
def add_note(
    *, customer: Customer, text: str, author: User, key: UUID | None = None
) -> CustomerNote:
    """`key` is that of the form: sent twice, it makes one note. Raises CustomerGone."""
    lock_customer(customer)
    fields = {"customer": customer, "text": text.strip(), "author": author}
    owner = {"organization_id": customer.organization_id}
    if key is None:
        made: CustomerNote = CustomerNote.objects.create(**owner, **fields)
        return made
    made, _is_new = CustomerNote.objects.get_or_create(**owner, creation_key=key, defaults=fields)
    return made


@transaction.atomic
def edit_note(
    *, note: CustomerNote, text: str, membership: Membership, now: datetime
) -> CustomerNote:
    """Raises NotYourNote, RowGone. The same text again is no edit."""
    _demand(note, membership)
    if lock_row(note).text != text.strip():
        note.text, note.edited_at = text.strip(), now
        note.save(update_fields=["text", "edited_at"])
    return note


@transaction.atomic
def pin_note(*, note: CustomerNote, is_pinned: bool) -> None:
    """Pinned notes stand first. Anybody who may write notes may pin one. Raises RowGone."""
    lock_row(note)
    note.is_pinned = is_pinned
    note.save(update_fields=["is_pinned"])


@transaction.atomic
def delete_note(*, note: CustomerNote, membership: Membership) -> None:
    """Gone for good; the audit keeps that it was there, not what it said. Raises NotYourNote,
    RowGone."""
    _demand(note, membership)
    lock_row_to_delete(note)
    record_audit(
        organization=note.organization,
        actor=membership.user,
        action="note.deleted",
        target=note,
        details={"customer": str(note.customer_id)},
    )
    note.delete()


def _demand(note: CustomerNote, membership: Membership) -> None:
    if not may_change_note(note, membership):
        raise NotYourNote(str(note.pk))
