"""Customers as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django_scopes import scope

from accounts.enums import ConsentStatus
from accounts.import_columns import COLUMNS, MORE_COLUMNS
from accounts.models import Customer, Dependant, Organization, Tag
from accounts.people_enums import DependantKind
from accounts.selectors.customer_attributes import active_attributes
from accounts.selectors.customer_imports import newest_marketing_consents, pets_of
from accounts.selectors.people import tags_of
from accounts.spreadsheets import write_row

PAGE = 2_000


@dataclass(frozen=True, slots=True)
class Words:
    """What the file says in the reader's language; an import understands it in all of ours."""

    columns: list[str]
    tags: str
    pets: str
    yes: str
    no: str

    def said(self, value: bool) -> str:
        return self.yes if value else self.no


def customers_as_csv(organization: Organization) -> Iterator[str]:
    """The lines of a CSV (UTF-8 with mark) of all customers, oldest first; three queries per
    PAGE of them, one more where there are pets. Labels, pets and the organization's own
    fields stand behind our columns, where there are any; an import maps them by itself. Opens its
    scope itself and takes the language of the call: it is read after the view has answered."""
    columns = [str(label) for label in COLUMNS.values()]
    tags, pets = str(MORE_COLUMNS["tags"]), str(MORE_COLUMNS["pets"])
    return _lines(organization, Words(columns, tags, pets, _("sim"), _("não")))


def _lines(organization: Organization, words: Words) -> Iterator[str]:
    with scope(organization=organization):
        attributes, has_tags = list(active_attributes()), Tag.objects.exists()
        has_pets = Dependant.objects.filter(kind=DependantKind.PET, is_active=True).exists()
    extra = [words.tags] if has_tags else []
    extra += [words.pets] if has_pets else []
    extra += [attribute.label for attribute in attributes]
    yield "\ufeff" + write_row(words.columns + extra)
    after: UUID | None = None
    while True:
        with scope(organization=organization):
            page = Customer.objects.order_by("id")
            found = list((page.filter(pk__gt=after) if after else page)[:PAGE])
            consents, tags = newest_marketing_consents(found), tags_of(found)
            pets = _pets(found) if has_pets else {}
        if not found:
            return
        yield "".join(
            write_row(
                _cells(one, consents, words)
                + ([", ".join(tag.name for tag in tags.get(one.pk, []))] if has_tags else [])
                + ([", ".join(pets.get(one.pk, []))] if has_pets else [])
                + [_text(one.attributes.get(attribute.key), words) for attribute in attributes]
            )
            for one in found
        )
        after = found[-1].pk


def _text(value: Any, words: Words) -> str:
    """A value of an own field as a cell."""
    if isinstance(value, bool):
        return words.said(value)
    if isinstance(value, float):  # with a comma: a point might be one of thousands
        return f"{value:.0f}" if value.is_integer() else repr(value).replace(".", ",")
    return "" if value is None else str(value)


def _pets(customers: list[Customer]) -> dict[UUID, list[str]]:
    """Of each customer, "Rex (cachorro)"."""
    found: dict[UUID, list[str]] = {}
    for pet in pets_of(customers):
        words = f"{pet.name} ({pet.species})" if pet.species else pet.name
        found.setdefault(pet.customer_id, []).append(words.replace(",", " "))
    return found


def _cells(customer: Customer, consents: dict[UUID, str], words: Words) -> list[str]:
    known = consents.get(customer.pk)
    settled = known in {ConsentStatus.GRANTED, ConsentStatus.REVOKED}
    return [
        customer.name or customer.profile_name,
        customer.phone or "",
        customer.locale,
        customer.notes,
        words.said(known == ConsentStatus.GRANTED) if settled else "",
    ]
