"""What a row of a file means for the customers that are there already."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from accounts.enums import ConsentStatus
from accounts.models import Customer
from accounts.selectors.customer_imports import (
    customers_by_match_key,
    newest_marketing_consents,
)

KEPT_UP = ("name", "locale", "notes")  # what an update may change; the phone is the key


@dataclass(slots=True)
class Known:
    """Customers of the base that rows may mean, and what they last said about promotions."""

    customers: dict[str, Customer] = field(default_factory=dict)
    consents: dict[UUID, str] = field(default_factory=dict)

    @classmethod
    def behind(cls, keys: Iterable[str]) -> "Known":
        customers = customers_by_match_key(keys)
        return cls(customers, newest_marketing_consents(customers.values()))


def changes_to(customer: Customer, record: dict[str, str]) -> dict[str, str]:
    """The fields of the row that differ; an empty cell changes nothing."""
    return {
        name: record[name]
        for name in KEPT_UP
        if name in record and getattr(customer, name) != record[name]
    }


def consent_to_add(newest: str | None, record: dict[str, str]) -> str | None:
    """The statement to record, or None.

    A list never turns a customer's own no into a yes (LGPD art. 8, par. 5: consent may be
    withdrawn at any time, and only the person gives it anew).
    """
    wanted = record.get("consent")
    if wanted is None or wanted == newest:
        return None
    if newest == ConsentStatus.REVOKED and wanted == ConsentStatus.GRANTED:
        return None
    return wanted
