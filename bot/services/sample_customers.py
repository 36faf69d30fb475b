"""Sample data: customers with labels, notes and whom they bring.

None of them has a phone or another identity, so nothing can ever be sent to one.
"""

import random
from datetime import datetime, timedelta
from typing import Any

from accounts.enums import Vertical
from accounts.models import (
    Customer,
    CustomerNote,
    CustomerTag,
    Dependant,
    SampleData,
    Tag,
    Vaccination,
)
from accounts.models.tag import COLOURS
from accounts.people_enums import DependantKind
from accounts.services.sample_rows import keep_rows
from bot.selectors.sample_texts import sample_texts

CUSTOMERS = 40


def make_customers(batch: SampleData, now: datetime) -> None:
    texts = sample_texts(batch.organization.locale)
    dice = random.Random(batch.pk.hex)
    everybody = [f"{first} {last}" for first in texts["first"] for last in texts["last"]]
    customers = [
        Customer(organization_id=batch.organization_id, name=name)
        for name in dice.sample(everybody, CUSTOMERS)
    ]
    Customer.objects.bulk_create(customers)
    keep_rows(batch=batch, model=Customer, ids=[one.pk for one in customers])
    _labels(batch, customers, texts)
    _notes(batch, customers, texts)
    _dependants(batch, customers, texts, now)


def _labels(batch: SampleData, customers: list[Customer], texts: dict[str, Any]) -> None:
    own = {"organization_id": batch.organization_id}
    known = {tag.name.casefold(): tag for tag in Tag.objects.all()}
    tags = [
        known.get(name.casefold()) or Tag(**own, name=name, colour=(2 + 2 * place) % COLOURS)
        for place, name in enumerate(texts["tags"])
    ]
    fresh = [tag for tag in tags if tag.name.casefold() not in known]
    Tag.objects.bulk_create(fresh)
    keep_rows(batch=batch, model=Tag, ids=[one.pk for one in fresh])
    links = [
        CustomerTag(**own, customer=customer, tag=tag)
        for place, tag in enumerate(tags)
        for customer in customers[place :: 5 + place]
    ]
    CustomerTag.objects.bulk_create(links)
    keep_rows(batch=batch, model=CustomerTag, ids=[one.pk for one in links])


def _notes(batch: SampleData, customers: list[Customer], texts: dict[str, Any]) -> None:
    notes = [
        CustomerNote(
            organization_id=batch.organization_id,
            customer=customer,
            author=batch.created_by,
            text=text,
            is_pinned=place == 0,
        )
        for place, (customer, text) in enumerate(zip(customers[::3], texts["notes"], strict=False))
    ]
    CustomerNote.objects.bulk_create(notes)
    keep_rows(batch=batch, model=CustomerNote, ids=[one.pk for one in notes])


def _dependants(
    batch: SampleData, customers: list[Customer], texts: dict[str, Any], now: datetime
) -> None:
    own = {"organization_id": batch.organization_id}
    if batch.organization.vertical != Vertical.PETSHOP:
        pairs = zip(customers[1::4], texts["children"], strict=False)
        people = [
            Dependant(**own, customer=customer, name=name, kind=DependantKind.CHILD)
            for customer, name in pairs
        ]
        Dependant.objects.bulk_create(people)
        keep_rows(batch=batch, model=Dependant, ids=[one.pk for one in people])
        return
    pets = [
        Dependant(
            **own,
            customer=customer,
            name=name,
            kind=DependantKind.PET,
            species=species,
            breed=breed,
            size=size,
        )
        for place, customer in enumerate(customers[::2])
        for name, species, breed, size in [texts["pets"][place % len(texts["pets"])]]
    ]
    Dependant.objects.bulk_create(pets)
    doses = [_dose(batch, pet, texts["vaccine"], now, place) for place, pet in enumerate(pets)]
    Vaccination.objects.bulk_create(doses)
    keep_rows(batch=batch, model=Dependant, ids=[one.pk for one in pets])
    keep_rows(batch=batch, model=Vaccination, ids=[one.pk for one in doses])


def _dose(batch: SampleData, pet: Dependant, name: str, now: datetime, place: int) -> Vaccination:
    """Some are up to date, some end soon, some have ended."""
    given_on = now.date() - timedelta(days=60 + 45 * (place % 8))
    return Vaccination(
        organization_id=batch.organization_id,
        dependant=pet,
        name=name,
        given_on=given_on,
        valid_until=given_on + timedelta(days=365),
    )
