"""Reading the organization's own fields, and finding customers by them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.http import Http404

from accounts.models import Customer, CustomerAttribute
from accounts.people_enums import AttributeType


@dataclass(frozen=True, slots=True)
class AttributeLine:
    """A field and one customer's value of it: text, number, `date` or boolean."""

    attribute: CustomerAttribute
    value: Any


def get_attribute(attribute_id: UUID) -> CustomerAttribute:
    """With the organization; else 404."""
    known = CustomerAttribute.objects.select_related("organization")
    found: CustomerAttribute | None = known.filter(pk=attribute_id).first()
    if found is None:
        raise Http404
    return found


def all_attributes() -> QuerySet[CustomerAttribute]:
    """In their order, archived ones behind."""
    found: QuerySet[CustomerAttribute] = CustomerAttribute.objects.all()
    return found.order_by("-is_active", "position", "id")


def active_attributes() -> QuerySet[CustomerAttribute]:
    """Those on forms and cards, in their order."""
    return all_attributes().filter(is_active=True)


def attribute_lines(
    customer: Customer, attributes: Iterable[CustomerAttribute]
) -> list[AttributeLine]:
    """Those fields of which the customer has a value. No query of its own."""
    return [
        AttributeLine(one, _read(one, customer.attributes[one.key]))
        for one in attributes
        if one.key in customer.attributes
    ]


def with_attributes(
    customers: QuerySet[Customer],
    attributes: Iterable[CustomerAttribute],
    wanted: Mapping[str, Any],
) -> QuerySet[Customer]:
    """Those whose values fit `wanted`, by key, `<key>_from` and `<key>_to`.

    Texts contain it, choices and booleans are it, numbers and dates lie between.
    """
    for one in attributes:
        if one.type in (AttributeType.NUMBER, AttributeType.DATE):
            customers = _between(
                customers, one.key, wanted.get(f"{one.key}_from"), wanted.get(f"{one.key}_to")
            )
        elif (value := wanted.get(one.key)) not in (None, ""):
            customers = _equal(customers, one, value)
    return customers


def _equal(
    customers: QuerySet[Customer], attribute: CustomerAttribute, value: Any
) -> QuerySet[Customer]:
    if attribute.type == AttributeType.TEXT:
        text = KeyTextTransform(attribute.key, "attributes")
        name = f"text_{attribute.pk.hex}"
        return customers.alias(**{name: text}).filter(**{f"{name}__icontains": value})
    return customers.filter(attributes__contains={attribute.key: value})


def _between(customers: QuerySet[Customer], key: str, start: Any, end: Any) -> QuerySet[Customer]:
    for bound, lookup in ((start, "gte"), (end, "lte")):
        if bound is not None:
            name = f"{lookup}_bound_{key}"
            json = bound.isoformat() if isinstance(bound, date) else bound
            customers = customers.alias(**{name: KeyTransform(key, "attributes")})
            customers = customers.filter(**{f"{name}__{lookup}": json})
    return customers


def _read(attribute: CustomerAttribute, value: Any) -> Any:
    if attribute.type != AttributeType.DATE:
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return value
