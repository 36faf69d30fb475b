"""Customers who may be one person."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection, transaction
from django.db.models import Count, FloatField, Func

from accounts.enums import IdentityKind
from accounts.models import Customer, CustomerIdentity
from accounts.models.folding import folded_name, folded_text

ALIKE = 0.5
MOST = 8
MOST_GROUPS = 50
MOST_OF_A_NAME = 5  # a hundred namesakes are no hundred doubles


@dataclass(frozen=True, slots=True)
class Pair:
    """Two customers; `by_phone` tells why they stand together, else it is the name."""

    first: Customer
    second: Customer
    by_phone: bool


def likely_doubles(customer: Customer) -> list[Customer]:
    """Who may be the same person: numbers that end alike first, then names alike."""
    phones = CustomerIdentity.objects.filter(kind=IdentityKind.PHONE)
    ends = list(phones.filter(customer=customer).values_list("end_key", flat=True))
    owners = phones.filter(end_key__in=ends).exclude(customer=customer)
    by_phone = Customer.objects.filter(pk__in=owners.values("customer_id"))[:MOST]
    found = {one.pk: one for one in by_phone}
    name = customer.name or customer.profile_name
    if name:
        found |= {one.pk: one for one in _of_like_name(customer, name)}
    return list(found.values())[:MOST]


def duplicate_pairs() -> list[Pair]:
    """Pairs with numbers that end alike, then pairs of one name; at most MOST_GROUPS groups
    of each. Four queries."""
    groups = [(ids, True) for ids in _by_phone()] + [(ids, False) for ids in _by_name()]
    wanted = {pk for ids, _by_phone in groups for pk in ids}
    known = Customer.objects.in_bulk(list(wanted))
    pairs: dict[tuple[UUID, UUID], Pair] = {}
    for ids, by_phone in groups:
        first, *others = sorted(ids)
        for other in others:
            pairs.setdefault((first, other), Pair(known[first], known[other], by_phone))
    return list(pairs.values())


def _of_like_name(customer: Customer, name: str) -> list[Customer]:
    """Namesakes first, by their key; others alike only where those leave room."""
    key = Customer.objects.filter(pk=customer.pk).values_list("name_key", flat=True).get()
    others = Customer.objects.exclude(pk=customer.pk)
    namesakes = list(others.filter(name_key=key, archived_at=None).order_by("id")[:MOST])
    if len(namesakes) == MOST:
        return namesakes
    near = (
        others.exclude(name_key=key)
        .alias(folded_name=folded_name())
        .filter(folded_name__trigram_similar=folded_text(name))
        .annotate(likeness=_likeness(name))
        .order_by("-likeness", "id")
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL pg_trgm.similarity_threshold = %s", [ALIKE])
        return namesakes + list(near[: MOST - len(namesakes)])


def _likeness(name: str) -> Func:
    """From 0 to 1. TrigramSimilarity takes no expression as its text."""
    return Func(folded_name(), folded_text(name), function="similarity", output_field=FloatField())


def _by_phone() -> list[list[UUID]]:
    """Numbers that several customers share; who is archived does not count as one of them."""
    ends = (
        CustomerIdentity.objects.filter(kind=IdentityKind.PHONE)
        .order_by()
        .values("end_key")
        .annotate(many=Count("customer_id", distinct=True))
        .filter(many__gt=1)
        .order_by("end_key")
    )
    shared = [row["end_key"] for row in ends[:MOST_GROUPS]]
    owners: dict[str, set[UUID]] = defaultdict(set)
    for end, owner in CustomerIdentity.objects.filter(
        kind=IdentityKind.PHONE, end_key__in=shared, customer__archived_at=None
    ).values_list("end_key", "customer_id"):
        owners[end].add(owner)
    return [sorted(owners[end]) for end in shared if len(owners[end]) > 1]


def _by_name() -> list[list[UUID]]:
    names = (
        Customer.objects.filter(archived_at=None)
        .exclude(name_key="")
        .order_by()
        .values("name_key")
        .annotate(owners=ArrayAgg("id"), many=Count("id"))
        .filter(many__gt=1)
        .order_by("name_key")
    )
    return [row["owners"][:MOST_OF_A_NAME] for row in names[:MOST_GROUPS]]
