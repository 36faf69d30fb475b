"""Labels and pets that come with imported customers: adding them, and taking them back."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from accounts.import_enums import RowOutcome
from accounts.models import CustomerImport, CustomerTag, Dependant, ImportRow, Tag
from accounts.people_enums import DependantKind
from accounts.services.import_rows import Known
from accounts.services.tags import get_or_make_tag


def add_extras(batch: CustomerImport, rows: Sequence[ImportRow], known: Known) -> None:
    """Put the labels and write the pets that the rows' customers (set, unsaved) lack.

    What was added is noted in `previous["made"]`. A known customer is left alone unless the
    import may update.
    """
    rows = [row for row in rows if row.outcome == RowOutcome.NEW or batch.updates_existing]
    names = {name for row in rows for name in known.new_tags(row.customer_id, row.record)}
    tags, fresh = _tags(batch, names)
    links: list[CustomerTag] = []
    pets: list[Dependant] = []
    for row in rows:
        made: dict[str, list[str]] = {}
        owner: Any = row.customer_id  # by id: setting the objects costs a third of the time
        for name in known.new_tags(owner, row.record):
            tag = tags[name.lower()]
            link = CustomerTag(
                organization_id=row.organization_id, customer_id=owner, tag_id=tag.pk
            )
            links.append(link)
            made.setdefault("links", []).append(str(link.pk))
            if tag.pk in fresh:
                fresh.discard(tag.pk)
                made.setdefault("labels", []).append(str(tag.pk))
        for name, species in known.new_pets(owner, row.record):
            pet = _pet(row, name, species)
            pets.append(pet)
            made.setdefault("pets", []).append(str(pet.pk))
        if made:
            known.note(owner, row.record)
            row.previous = row.previous | {"made": made}
            row.outcome = RowOutcome.NEW if row.outcome == RowOutcome.NEW else RowOutcome.UPDATED
    CustomerTag.objects.bulk_create(links, ignore_conflicts=True)
    Dependant.objects.bulk_create(pets)


def take_extras_back(rows: Sequence[ImportRow]) -> None:
    """Take off the labels and pets that these rows added, unless a person has changed them."""
    CustomerTag.objects.filter(pk__in=made_ids(rows, "links")).delete()
    Dependant.objects.filter(pk__in=untouched_pets(rows)).delete()


def drop_unused_labels(rows: Sequence[ImportRow]) -> None:
    """Labels that these rows brought and nobody wears any more."""
    Tag.objects.filter(pk__in=made_ids(rows, "labels"), customer_links=None).delete()


def made_ids(rows: Sequence[ImportRow], what: str) -> set[UUID]:
    """The ids of what these rows added."""
    return {UUID(pk) for row in rows for pk in row.previous.get("made", {}).get(what, [])}


def untouched_pets(rows: Sequence[ImportRow]) -> set[UUID]:
    """The pets of these rows that are as the import wrote them, and that nothing refers to."""
    written = {
        (row.customer_id, name, species)
        for row in rows
        for name, species in row.record.get("pets", [])
    }
    found = Dependant.objects.filter(
        pk__in=made_ids(rows, "pets"), breed="", size="", notes="", born_on=None, is_active=True
    )
    for relation in Dependant._meta.related_objects:
        found = found.filter(**{relation.name: None})
    same = {pk: tuple(rest) for pk, *rest in found.values_list("pk", "customer", "name", "species")}
    return {pk for pk, pet in same.items() if pet in written}


def _tags(batch: CustomerImport, names: set[str]) -> tuple[dict[str, Tag], set[UUID]]:
    """The labels by name in lower case, and the ids of those that are new."""
    if not names:
        return {}, set()
    tags = {tag.name.lower(): tag for tag in Tag.objects.all()}
    before = {tag.pk for tag in tags.values()}
    for name in sorted(names):
        if name.lower() not in tags:
            tags[name.lower()] = get_or_make_tag(organization=batch.organization, name=name)
    return tags, {tag.pk for tag in tags.values()} - before


def _pet(row: ImportRow, name: str, species: str) -> Dependant:
    fields: dict[str, Any] = {"name": name, "species": species, "kind": DependantKind.PET}
    fields |= {"organization_id": row.organization_id, "customer_id": row.customer_id}
    return Dependant(**fields)
