"""Creating and changing customers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.enums import IdentityKind
from accounts.models import Customer, CustomerIdentity, Organization, User
from accounts.phone_numbers import phone_match_key, read_phone_number
from accounts.services.audit import record_audit
from config.lib.rows import RowGone, lock_row


class CustomerExists(Exception):
    """Another customer of the organization has this phone number; see `.customer`."""

    def __init__(self, customer: Customer) -> None:
        super().__init__(str(customer.pk))
        self.customer = customer


class CustomerGone(RowGone):
    """The customer was joined with another, or deleted, meanwhile."""


def lock_customer(customer: Customer) -> Customer:
    """The customer as it is now, held until the transaction ends. Raises CustomerGone.

    For what is written to a card, or hung on it: a merge of the card waits, or has been.
    Rows that refer to the customer can still come.
    """
    try:
        return lock_row(customer)
    except RowGone as gone:
        raise CustomerGone(str(customer.pk)) from gone


@transaction.atomic
def create_customer(
    *,
    organization: Organization,
    name: str,
    phone: str = "",
    locale: str = "",
    notes: str = "",
    attributes: dict[str, Any] | None = None,
    actor: User | None = None,
    key: UUID | None = None,
) -> Customer:
    """A customer as the team enters one; `phone` in any spelling, or empty.

    `key` is that of the form: sent twice, also at once, it makes one customer. `attributes`
    are values by key, checked by the form. Raises PhoneNumberInvalid, CustomerExists.
    """
    number = read_phone_number(phone, organization.country) if phone else None
    fields: dict[str, Any] = {"name": name.strip(), "phone": number, "locale": locale}
    fields |= {"notes": notes, "attributes": attributes or {}}
    if key is None:
        customer, is_new = Customer.objects.create(organization=organization, **fields), True
    else:
        customer, is_new = Customer.objects.get_or_create(
            organization=organization, creation_key=key, defaults=fields
        )
    if is_new:
        if number:
            _claim_phone(customer, number)
        _note(customer, actor, "customer.created")
    return customer


@transaction.atomic
def update_customer(
    *,
    customer: Customer,
    actor: User,
    name: str,
    phone: str = "",
    locale: str = "",
    notes: str = "",
    attributes: dict[str, Any] | None = None,
) -> Customer:
    """Change what the team may change; keys that `attributes` lacks stay, None takes one out.

    Raises PhoneNumberInvalid, CustomerExists, CustomerGone.
    """
    number = read_phone_number(phone, customer.organization.country) if phone else None
    values = lock_customer(customer).attributes | (attributes or {})
    if number and number != customer.phone:
        _claim_phone(customer, number)
    customer.attributes = {key: value for key, value in values.items() if value is not None}
    customer.name, customer.phone = name.strip(), number
    customer.locale, customer.notes = locale, notes
    customer.save(update_fields=["name", "phone", "locale", "notes", "attributes", "updated_at"])
    _note(customer, actor, "customer.updated")
    return customer


@transaction.atomic
def archive_customer(*, customer: Customer, actor: User, now: datetime) -> None:
    """Off the list; visits and conversations stay. Twice is the same as once.

    Raises CustomerGone.
    """
    lock_customer(customer)
    if Customer.objects.filter(pk=customer.pk, archived_at=None).update(archived_at=now):
        _note(customer, actor, "customer.archived")


@transaction.atomic
def restore_customer(*, customer: Customer, actor: User | None) -> None:
    """Back on the list. Twice is the same as once. Raises CustomerGone."""
    lock_customer(customer)
    away = Customer.objects.filter(pk=customer.pk).exclude(archived_at=None)
    if away.update(archived_at=None):
        _note(customer, actor, "customer.restored")


@transaction.atomic
def set_customer_blocked(*, customer: Customer, is_blocked: bool, actor: User) -> None:
    """A blocked customer gets no answer from the bot. Twice is the same as once.

    Raises CustomerGone.
    """
    lock_customer(customer)
    others = Customer.objects.filter(pk=customer.pk).exclude(is_blocked=is_blocked)
    if others.update(is_blocked=is_blocked):
        _note(customer, actor, "customer.blocked" if is_blocked else "customer.unblocked")
    customer.is_blocked = is_blocked


def rename_customer(*, customer: Customer, name: str) -> None:
    """Keep the name that the customer gave."""
    customer.name = name.strip()[:120]
    customer.save(update_fields=["name", "updated_at"])


def set_customer_locale(*, customer: Customer, locale: str) -> None:
    """Talk to the customer in `locale` from now on."""
    customer.locale = locale
    customer.save(update_fields=["locale", "updated_at"])


def _claim_phone(customer: Customer, number: str) -> None:
    identity, _created = CustomerIdentity.objects.get_or_create(
        organization_id=customer.organization_id,
        kind=IdentityKind.PHONE,
        match_key=phone_match_key(number),
        defaults={"customer": customer, "value": number.removeprefix("+")},
    )
    if identity.customer_id != customer.pk:
        raise CustomerExists(identity.customer)


def _note(customer: Customer, actor: User | None, action: str) -> None:
    record_audit(organization=customer.organization, actor=actor, action=action, target=customer)
