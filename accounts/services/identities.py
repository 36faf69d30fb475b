"""Telling customers apart by what a provider says of them."""

from django.db import transaction
from django.db.models import Q

from accounts.enums import IdentityKind
from accounts.models import Customer, CustomerIdentity, Organization
from accounts.phone_numbers import language_of_number, phone_match_key

Keys = dict[IdentityKind, tuple[str, str]]


def identify_customer(
    *, organization: Organization, wa_id: str | None, user_id: str | None, profile_name: str = ""
) -> Customer:
    """The customer behind a WhatsApp sender; a new one at the first contact.

    `wa_id` is the phone number in digits, `user_id` the business-scoped id; at least one is
    given. Whichever is new is added to the customer that the other one names, so a person
    who hides the number later stays the same customer. Raises ValueError without either.
    Safe against two first messages at once: the identity's constraint picks one winner.
    """
    keys = keys_of(wa_id, user_id)
    if not keys:
        raise ValueError("a sender needs a phone number or a user id")
    identities = known_identities(organization, keys)
    if not identities:
        return _create(organization, keys, wa_id, profile_name)
    customer = identities[0].customer
    unknown = {kind: keys[kind] for kind in keys.keys() - {found.kind for found in identities}}
    with transaction.atomic(savepoint=False):
        _learn(customer, unknown, wa_id, profile_name)
    return customer


def keys_of(wa_id: str | None, user_id: str | None) -> Keys:
    """By kind: what the provider gave, and what of it is compared."""
    keys: Keys = {}
    if user_id:
        keys[IdentityKind.BSUID] = (user_id, user_id)
    if wa_id and (match_key := phone_match_key(wa_id)):
        keys[IdentityKind.PHONE] = (wa_id, match_key)
    return keys


def known_identities(organization: Organization, keys: Keys) -> list[CustomerIdentity]:
    """Those of these keys that are known, the user id before the phone number. One query."""
    wanted = Q()
    for kind, (_value, match_key) in keys.items():
        wanted |= Q(kind=kind, match_key=match_key)
    return list(
        CustomerIdentity.objects.select_related("customer")
        .filter(wanted, organization=organization)
        .order_by("kind")
    )


@transaction.atomic
def _create(
    organization: Organization, keys: Keys, wa_id: str | None, profile_name: str
) -> Customer:
    customer = Customer.objects.create(
        organization=organization,
        profile_name=profile_name[:120],
        phone=f"+{wa_id}" if wa_id else None,
        locale=_first_locale(organization, wa_id),
    )
    add_identities(customer, keys)
    winner = known_identities(organization, keys)[0].customer
    if winner.pk != customer.pk:
        customer.delete()
        return winner
    return customer


def _first_locale(organization: Organization, wa_id: str | None) -> str:
    """The language of the number's country where it is not the organization's own."""
    language = language_of_number(wa_id) if wa_id else ""
    return "" if language == organization.locale else language


def _learn(customer: Customer, keys: Keys, wa_id: str | None, profile_name: str) -> None:
    add_identities(customer, keys)
    changed = []
    if wa_id and not customer.phone:
        customer.phone = f"+{wa_id}"
        changed.append("phone")
    if profile_name and customer.profile_name != profile_name[:120]:
        customer.profile_name = profile_name[:120]
        changed.append("profile_name")
    if changed:
        customer.save(update_fields=[*changed, "updated_at"])


def add_identities(customer: Customer, keys: Keys) -> None:
    """Those that nobody has yet; a key of somebody else stays theirs."""
    if not keys:
        return
    CustomerIdentity.objects.bulk_create(
        [
            CustomerIdentity(
                organization_id=customer.organization_id,
                customer=customer,
                kind=kind,
                value=value[:160],
                match_key=match_key[:160],
            )
            for kind, (value, match_key) in keys.items()
        ],
        ignore_conflicts=True,
    )
