"""Making one customer of two."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import OperationalError, transaction
from psycopg.errors import DeadlockDetected

from accounts.models import Customer, CustomerMerge, User
from accounts.services.audit import record_audit
from accounts.services.customers import CustomerGone
from accounts.services.row_moves import UnsettledCollision, drop_doubles, move_references

__all__ = ["SameCustomer", "UnsettledCollision", "merge_customers"]

FIELDS = ("name", "phone", "locale", "notes")
NOTES_LENGTH = 4_000
TRIES = 4

drop_doubles("accounts.CustomerTag", "customer", same="tag_id")


class SameCustomer(Exception):
    """A customer can't be joined with itself."""


def merge_customers(
    *, survivor_id: UUID, absorbed_id: UUID, chosen: Mapping[str, Any], actor: User | None
) -> Customer:
    """Everything of `absorbed_id` becomes the survivor's; the absorbed one is deleted.
    `actor` None: the provider said that they are one.

    `chosen` are the values to keep of name, phone, locale, notes and `attributes`. Every
    row that refers to the absorbed customer is moved (accounts.services.row_moves); its old
    address leads to the survivor (CustomerMerge). A message or a visit that comes in at the
    same moment waits, and is then told that the customer is gone: its own retry finds the
    survivor. Where it already holds what the merge needs (a turn locks the conversation
    before the customer), the merge lets go and begins anew. Raises SameCustomer, CustomerGone,
    UnsettledCollision.
    """
    if survivor_id == absorbed_id:
        raise SameCustomer(str(survivor_id))
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                return _merge(survivor_id, absorbed_id, chosen, actor)
        except OperationalError as error:
            if not left or not isinstance(error.__cause__, DeadlockDetected):
                raise
    raise AssertionError


def _merge(
    survivor_id: UUID, absorbed_id: UUID, chosen: Mapping[str, Any], actor: User | None
) -> Customer:
    locked = Customer.objects.select_for_update().select_related(None).order_by("pk")
    both = {one.pk: one for one in locked.filter(pk__in=[survivor_id, absorbed_id])}
    if len(both) != 2:
        raise CustomerGone(str(absorbed_id))
    survivor, absorbed = both[survivor_id], both[absorbed_id]
    _keep(survivor, absorbed, chosen)
    move_references(absorbed, survivor)
    _record(survivor, absorbed, actor)
    absorbed.delete()
    return survivor


def _keep(survivor: Customer, absorbed: Customer, chosen: Mapping[str, Any]) -> None:
    for name in FIELDS:
        other = getattr(survivor, name) or getattr(absorbed, name)
        setattr(survivor, name, chosen.get(name, other))
    survivor.notes = survivor.notes[:NOTES_LENGTH]
    survivor.attributes = (
        absorbed.attributes | survivor.attributes | dict(chosen.get("attributes", {}))
    )
    survivor.profile_name = survivor.profile_name or absorbed.profile_name
    # A person who asked not to be answered stays so, whichever card it was noted on.
    survivor.is_blocked = survivor.is_blocked or absorbed.is_blocked
    if absorbed.archived_at is None:
        survivor.archived_at = None
    survivor.save()


def _record(survivor: Customer, absorbed: Customer, actor: User | None) -> None:
    kept = {name: getattr(absorbed, name) for name in (*FIELDS, "profile_name", "attributes")}
    CustomerMerge.objects.create(
        organization_id=survivor.organization_id,
        survivor=survivor,
        absorbed_id=absorbed.pk,
        absorbed=kept,
        merged_by=actor,
    )
    record_audit(
        organization=survivor.organization,
        actor=actor,
        action="customer.merged",
        target=survivor,
        details={"absorbed": str(absorbed.pk), "name": absorbed.display_name},
    )
