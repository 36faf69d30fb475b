"""Defining an organization's own customer fields."""

import re
import unicodedata
from collections.abc import Sequence

from django.db import transaction

from accounts.models import CustomerAttribute, Organization, User
from accounts.people_enums import AttributeType
from accounts.services.audit import record_audit

MOST_ATTRIBUTES = 30


class AttributeNameTaken(Exception):
    """Another field of the organization has this name, perhaps an archived one."""


class TooManyAttributes(Exception):
    """The organization has MOST_ATTRIBUTES fields already."""


@transaction.atomic
def define_attribute(
    *,
    organization: Organization,
    label: str,
    type: AttributeType,
    choices: Sequence[str] = (),
    actor: User,
) -> CustomerAttribute:
    """A new field behind the others. Raises AttributeNameTaken, TooManyAttributes."""
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    key = attribute_key(label)
    known = list(CustomerAttribute.objects.order_by("position"))
    if any(one.key == key or one.label.lower() == label.lower() for one in known):
        raise AttributeNameTaken(label)
    if len(known) >= MOST_ATTRIBUTES:
        raise TooManyAttributes(label)
    made: CustomerAttribute = CustomerAttribute.objects.create(
        organization=organization,
        key=key,
        label=label,
        type=type,
        choices=list(choices),
        position=known[-1].position + 1 if known else 0,
    )
    _note(made, actor, "attribute.defined")
    return made


@transaction.atomic
def change_attribute(
    *, attribute: CustomerAttribute, label: str, choices: Sequence[str], actor: User
) -> CustomerAttribute:
    """Another name or other choices; values already written stay. Raises AttributeNameTaken."""
    Organization.objects.select_for_update(no_key=True).get(pk=attribute.organization_id)
    others = CustomerAttribute.objects.exclude(pk=attribute.pk)
    if others.filter(label__iexact=label).exists():
        raise AttributeNameTaken(label)
    attribute.label, attribute.choices = label, list(choices)
    attribute.save(update_fields=["label", "choices"])
    _note(attribute, actor, "attribute.changed")
    return attribute


@transaction.atomic
def set_attribute_active(*, attribute: CustomerAttribute, is_active: bool, actor: User) -> None:
    """Off the forms and cards, or back; the values are kept. Twice is the same as once."""
    others = CustomerAttribute.objects.filter(pk=attribute.pk).exclude(is_active=is_active)
    if others.update(is_active=is_active):
        _note(attribute, actor, "attribute.restored" if is_active else "attribute.archived")
    attribute.is_active = is_active


@transaction.atomic
def move_attribute_up(*, attribute: CustomerAttribute) -> None:
    """One place earlier; the first one stays."""
    Organization.objects.select_for_update(no_key=True).get(pk=attribute.organization_id)
    order = list(CustomerAttribute.objects.order_by("position", "id"))
    place = order.index(attribute)
    if place:
        order[place - 1], order[place] = order[place], order[place - 1]
    for position, one in enumerate(order):
        one.position = position
    CustomerAttribute.objects.bulk_update(order, ["position"])


def attribute_key(label: str) -> str:
    """ "Data de Nascimento" as data_de_nascimento; "campo" where no letter is left."""
    bare = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", bare).strip("_")[:40] or "campo"


def _note(attribute: CustomerAttribute, actor: User, action: str) -> None:
    record_audit(
        organization=attribute.organization,
        actor=actor,
        action=action,
        target=attribute,
        details={"label": attribute.label},
    )
