"""Customers who may be one person."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, FloatField, Func
from django.db.models.functions import Right

from accounts.enums import IdentityKind
from accounts.models import Customer, CustomerIdentity
from accounts.models.folding import Folded, folded_name, folded_text

ALIKE = 0.5
MOST = 8
MOST_GROUPS = 50
LOCAL_DIGITS = 8  # what two spellings of a number share when one lacks the area code


@dataclass(frozen=True, slots=True)
class Pair:
    """Two customers; `by_phone` tells why they stand together, else it is the name."""

    first: Customer
    second: Customer
    by_phone: bool


def likely_doubles(customer: Customer) -> list[Customer]:
    """Who may be the same person: numbers that end alike first, then names alike."""
    keys = CustomerIdentity.objects.filter(customer=customer, kind=IdentityKind.PHONE)
    ends = {key[-LOCAL_DIGITS:] for key in keys.values_list("match_key", flat=True)}
    found: dict[UUID, Customer] = {}
    for end in sorted(ends):
        owners = CustomerIdentity.objects.filter(match_key__endswith=end).exclude(customer=customer)
        for one in Customer.objects.filter(pk__in=owners.values("customer_id"))[:MOST]:
            found[one.pk] = one
    name = customer.name or customer.profile_name
    if name:
        alike = (
            Customer.objects.exclude(pk=customer.pk)
            .alias(folded_name=folded_name())
            .filter(folded_name__trigram_similar=folded_text(name))
            .annotate(likeness=_likeness(name))
            .filter(likeness__gte=ALIKE)
            .order_by("-likeness", "id")
        )
        found.update({one.pk: one for one in alike[:MOST]})
    return list(found.values())[:MOST]


def duplicate_pairs() -> list[Pair]:
    """Pairs with numbers that end alike, then pairs of one name; at most MOST_GROUPS groups
    of each. Three queries."""
    groups = [(ids, True) for ids in _by_phone()] + [(ids, False) for ids in _by_name()]
    wanted = {pk for ids, _by_phone in groups for pk in ids}
    known = Customer.objects.in_bulk(list(wanted))
    pairs: dict[tuple[UUID, UUID], Pair] = {}
    for ids, by_phone in groups:
        first, *others = sorted(ids)
        for other in others:
            pairs.setdefault((first, other), Pair(known[first], known[other], by_phone))
    return list(pairs.values())


def _likeness(name: str) -> Func:
    """From 0 to 1. TrigramSimilarity takes no expression as its text."""
    return Func(folded_name(), folded_text(name), function="similarity", output_field=FloatField())


def _by_phone() -> list[list[UUID]]:
    ends = (
        CustomerIdentity.objects.filter(kind=IdentityKind.PHONE, customer__archived_at=None)
        .order_by()
        .values(end=Right("match_key", LOCAL_DIGITS))
        .annotate(
            owners=ArrayAgg("customer_id", distinct=True), many=Count("customer_id", distinct=True)
        )
        .filter(many__gt=1)
        .order_by("end")
    )
    return [row["owners"] for row in ends[:MOST_GROUPS]]


def _by_name() -> list[list[UUID]]:
    names = (
        Customer.objects.filter(archived_at=None)
        .exclude(sort_name="")
        .order_by()
        .values(folded=Folded(F("sort_name")))
        .annotate(owners=ArrayAgg("id"), many=Count("id"))
        .filter(many__gt=1)
        .order_by("folded")
    )
    return [row["owners"] for row in names[:MOST_GROUPS]]
