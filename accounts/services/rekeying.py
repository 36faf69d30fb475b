"""A WhatsApp user has a new number or a new user id, as the provider tells it."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.enums import IdentityKind
from accounts.models import Customer, CustomerIdentity, Organization
from accounts.phone_numbers import phone_match_key
from accounts.services.audit import record_audit
from accounts.services.customers import CustomerGone
from accounts.services.identities import (
    Keys,
    add_identities,
    identify_customer,
    keys_of,
    known_identities,
)
from accounts.services.merging import merge_customers

# The provider's clock and ours differ; a first word from the new number may come before.
CLOCKS_APART = timedelta(hours=1)


@transaction.atomic
def rekey_sender(
    *,
    organization: Organization,
    old: tuple[str | None, str | None],
    new: tuple[str | None, str | None],
    changed_at: datetime,
    profile_name: str = "",
) -> Customer:
    """The customer known by `old` (number in digits, user id) is known by `new` from now on.

    Who has written from the new ids already, and is nothing more than that, is the same
    person: the two cards become one. A card of the team that happens to have the number
    (WhatsApp numbers are handed on) keeps everything but the number. Somebody whom we never
    knew by the old ids is found, or made, by the new ones. Raises CustomerGone when the card
    is joined with another at this moment: trying again finds the survivor.
    """
    before = known_identities(organization, keys_of(*old))
    if not before:
        return identify_customer(
            organization=organization, wa_id=new[0], user_id=new[1], profile_name=profile_name
        )
    customer, keys = _locked(before[0].customer, organization, keys_of(*new))
    for identity in known_identities(organization, keys):
        if identity.customer_id != customer.pk:
            _take(identity, customer, keys, changed_at)
    _change_number(customer, old[0], new[0])
    add_identities(customer, keys)
    record_audit(
        organization=organization,
        actor=None,
        action="customer.rekeyed",
        target=customer,
        details={"from": old[0] or old[1] or "", "to": new[0] or new[1] or ""},
    )
    return customer


def _locked(customer: Customer, organization: Organization, keys: Keys) -> tuple[Customer, Keys]:
    """The card and those that have the new ids, locked in the order that merging takes."""
    ids = {customer.pk} | {one.customer_id for one in known_identities(organization, keys)}
    rows = Customer.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    locked = {row.pk: row for row in rows}
    if customer.pk not in locked:
        raise CustomerGone(str(customer.pk))
    return locked[customer.pk], keys


def _take(identity: CustomerIdentity, customer: Customer, keys: Keys, changed_at: datetime) -> None:
    """Make `identity` the customer's: with the whole card, or alone."""
    other = identity.customer
    if _is_same_person(identity, keys, changed_at):
        if Customer.objects.filter(pk=other.pk).exists():  # a second id of the same card
            merge_customers(survivor_id=customer.pk, absorbed_id=other.pk, chosen={}, actor=None)
        customer.refresh_from_db()
        return
    CustomerIdentity.objects.filter(pk=identity.pk).update(customer=customer)
    if other.phone and phone_match_key(other.phone) == identity.match_key:
        Customer.objects.filter(pk=other.pk).update(phone=None)


def _is_same_person(identity: CustomerIdentity, keys: Keys, changed_at: datetime) -> bool:
    if identity.kind == IdentityKind.BSUID:
        return True  # never handed on
    other = identity.customer
    ids = CustomerIdentity.objects.filter(customer=other, kind=IdentityKind.BSUID)
    new_id = keys.get(IdentityKind.BSUID)
    if new_id and ids.exclude(match_key=new_id[1]).exists():
        return False
    return not other.name and identity.created_at >= changed_at - CLOCKS_APART


def _change_number(customer: Customer, old: str | None, new: str | None) -> None:
    """The old number may go to somebody else; one that the team typed in besides stays."""
    if not old or not new or phone_match_key(old) == phone_match_key(new):
        return
    CustomerIdentity.objects.filter(
        customer=customer, kind=IdentityKind.PHONE, match_key=phone_match_key(old)
    ).delete()
    if not customer.phone or phone_match_key(customer.phone) == phone_match_key(old):
        customer.phone = f"+{new}"
        customer.save(update_fields=["phone", "updated_at"])
