"""What a row of a file means for the customers that are there already."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from accounts.enums import ConsentStatus
from accounts.models import Customer
from accounts.selectors.customer_imports import (
    customers_by_match_key,
    newest_marketing_consents,
    pet_names,
)
from accounts.selectors.people import tags_of

KEPT_UP = ("name", "locale", "notes")  # what an update may change; the phone is the key
Record = dict[str, Any]


@dataclass(slots=True)
class Known:
    """Customers of the base that rows may mean, what they last said about promotions, and
    their labels and pets (names in lower case)."""

    customers: dict[str, Customer] = field(default_factory=dict)
    consents: dict[UUID, str] = field(default_factory=dict)
    tags: dict[Any, set[str]] = field(default_factory=dict)
    pets: dict[Any, set[str]] = field(default_factory=dict)

    @classmethod
    def behind(cls, keys: Iterable[str], columns: Collection[str]) -> "Known":
        """`columns`: those of ours that the file has; only their facts are looked up."""
        found = customers_by_match_key(keys)
        customers = list(found.values())
        known = cls(found, newest_marketing_consents(customers))
        if "tags" in columns:
            known.tags = {
                pk: {tag.name.lower() for tag in tags} for pk, tags in tags_of(customers).items()
            }
        if "pets" in columns:
            known.pets = pet_names(customers)
        return known

    def new_tags(self, customer_id: UUID | None, record: Record) -> list[str]:
        had = self.tags.get(customer_id, set())
        return [name for name in record.get("tags", []) if name.lower() not in had]

    def new_pets(self, customer_id: UUID | None, record: Record) -> list[list[str]]:
        had = self.pets.get(customer_id, set())
        return [pet for pet in record.get("pets", []) if pet[0].lower() not in had]

    def note(self, customer_id: UUID | None, record: Record) -> None:
        """The customer has these labels and pets by now."""
        tags, pets = record.get("tags", []), record.get("pets", [])
        self.tags.setdefault(customer_id, set()).update(name.lower() for name in tags)
        self.pets.setdefault(customer_id, set()).update(name.lower() for name, _species in pets)


def changes_to(customer: Customer, record: Record) -> dict[str, Any]:
    """The fields of the row that differ; an empty cell changes nothing."""
    changes: dict[str, Any] = {
        name: record[name]
        for name in KEPT_UP
        if name in record and getattr(customer, name) != record[name]
    }
    values = record.get("attributes", {})
    if any(customer.attributes.get(key) != value for key, value in values.items()):
        changes["attributes"] = customer.attributes | values
    return changes


def consent_to_add(newest: str | None, record: Record) -> str | None:
    """The statement to record, or None.

    A list never turns a customer's own no into a yes (LGPD art. 8, par. 5: consent may be
    withdrawn at any time, and only the person gives it anew).
    """
    wanted: str | None = record.get("consent")
    if wanted is None or wanted == newest:
        return None
    if newest == ConsentStatus.REVOKED and wanted == ConsentStatus.GRANTED:
        return None
    return wanted
