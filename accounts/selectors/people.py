"""Reading what belongs to one customer: dependants, tags, notes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet
from django.http import Http404

from accounts.models import (
    Customer,
    CustomerMerge,
    CustomerNote,
    CustomerTag,
    Dependant,
    Tag,
    Vaccination,
)
from accounts.people_enums import VaccineState

SOON = timedelta(days=30)
MOST_TAGS = 500


@dataclass(frozen=True, slots=True)
class VaccineLine:
    """The newest dose of one vaccine and whether it still counts."""

    dose: Vaccination
    state: VaccineState


@dataclass(frozen=True, slots=True)
class DependantLine:
    """A dependant as the card shows one."""

    dependant: Dependant
    vaccines: list[VaccineLine]


def get_customer(customer_id: UUID) -> Customer:
    """The customer of the open scope, with the organization; else 404."""
    customer: Customer | None = (
        Customer.objects.select_related("organization").filter(pk=customer_id).first()
    )
    if customer is None:
        raise Http404
    return customer


def survivor_of(customer_id: UUID) -> UUID | None:
    """With whom a customer who is gone was joined; None when with nobody."""
    merge = CustomerMerge.objects.filter(absorbed_id=customer_id)
    survivor: UUID | None = merge.values_list("survivor_id", flat=True).first()
    return survivor


def get_dependant(dependant_id: UUID) -> Dependant:
    """With the customer, the organization and all doses, newest first; else 404."""
    doses = Vaccination.objects.order_by("-given_on", "name")
    found: Dependant | None = (
        Dependant.objects.select_related("customer", "organization")
        .prefetch_related(Prefetch("vaccinations", doses))
        .filter(pk=dependant_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_vaccination(vaccination_id: UUID) -> Vaccination:
    """With dependant and organization; else 404."""
    doses = Vaccination.objects.select_related("dependant__organization")
    found: Vaccination | None = doses.filter(pk=vaccination_id).first()
    if found is None:
        raise Http404
    return found


def dependants_of(customer: Customer, today: date) -> list[DependantLine]:
    """All of them, the active ones first. Two queries."""
    doses = Vaccination.objects.order_by("name", "-given_on")
    found = (
        Dependant.objects.filter(customer=customer)
        .order_by("-is_active", "name", "id")
        .prefetch_related(Prefetch("vaccinations", doses))
    )
    return [DependantLine(one, vaccine_lines(one.vaccinations.all(), today)) for one in found]


def active_dependants(customer: Customer, kind: str) -> QuerySet[Dependant]:
    """Whom this customer brings of this kind, by name."""
    found: QuerySet[Dependant] = Dependant.objects.filter(
        customer=customer, kind=kind, is_active=True
    )
    return found.order_by("name", "id")


def only_dependants(customer_ids: Iterable[UUID]) -> dict[tuple[UUID, str], Dependant]:
    """By customer and kind, for whom they come where there is no doubt: the only one of that
    kind on the card. One query."""
    found: dict[tuple[UUID, str], list[Dependant]] = {}
    for one in Dependant.objects.filter(customer_id__in=list(customer_ids), is_active=True):
        found.setdefault((one.customer_id, one.kind), []).append(one)
    return {key: several[0] for key, several in found.items() if len(several) == 1}


def vaccine_lines(doses: Iterable[Vaccination], today: date) -> list[VaccineLine]:
    """The newest dose of each vaccine, by name; capitals don't tell two vaccines apart."""
    newest: dict[str, Vaccination] = {}
    for dose in doses:
        known = newest.get(dose.name.lower())
        if known is None or dose.given_on > known.given_on:
            newest[dose.name.lower()] = dose
    return [VaccineLine(dose, vaccine_state(dose, today)) for dose in newest.values()]


def vaccine_state(dose: Vaccination, today: date) -> VaccineState:
    """`today` in the organization's zone."""
    if dose.valid_until is None:
        return VaccineState.ONCE
    if dose.valid_until < today:
        return VaccineState.EXPIRED
    return VaccineState.ENDING if dose.valid_until <= today + SOON else VaccineState.VALID


def get_tag(tag_id: UUID) -> Tag:
    """With the organization; else 404."""
    found: Tag | None = Tag.objects.select_related("organization").filter(pk=tag_id).first()
    if found is None:
        raise Http404
    return found


def all_tags() -> QuerySet[Tag]:
    """By name, at most MOST_TAGS."""
    return Tag.objects.order_by("name", "id")[:MOST_TAGS]


def counted_tags() -> QuerySet[Tag]:
    """`all_tags`, each with `customers`: how many have it."""
    counted = Tag.objects.annotate(customers=Count("customer_links")).order_by("name", "id")
    return counted[:MOST_TAGS]


def tags_of(customers: Iterable[Customer]) -> dict[UUID, list[Tag]]:
    """The tags by name of each of these customers. One query."""
    tags: dict[UUID, list[Tag]] = {}
    links = CustomerTag.objects.filter(customer__in=list(customers)).select_related("tag")
    for link in links.order_by("tag__name"):
        tags.setdefault(link.customer_id, []).append(link.tag)
    return tags


def with_tags(customers: QuerySet[Customer], tag_ids: Iterable[UUID]) -> QuerySet[Customer]:
    """Those who have every one of these tags."""
    for tag_id in tag_ids:
        wearers = CustomerTag.objects.filter(tag_id=tag_id).values("customer_id")
        customers = customers.filter(pk__in=wearers)
    return customers


def get_note(note_id: UUID) -> CustomerNote:
    """With organization and customer; else 404."""
    notes = CustomerNote.objects.select_related("organization", "customer")
    found: CustomerNote | None = notes.filter(pk=note_id).first()
    if found is None:
        raise Http404
    return found


def notes_of(customer: Customer) -> QuerySet[CustomerNote]:
    """Pinned first, then newest first, with their authors."""
    notes: QuerySet[CustomerNote] = CustomerNote.objects.filter(customer=customer)
    return notes.select_related("author").order_by("-is_pinned", "-id")
