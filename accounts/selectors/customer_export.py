"""Customers as a file."""

from collections.abc import Iterator
from uuid import UUID

from django_scopes import scope

from accounts.enums import ConsentStatus
from accounts.import_columns import COLUMNS
from accounts.models import Customer, Organization
from accounts.selectors.customer_imports import newest_marketing_consents
from accounts.spreadsheets import write_row

PAGE = 2_000
_CONSENT = {ConsentStatus.GRANTED: "sim", ConsentStatus.REVOKED: "não"}


def customers_as_csv(organization: Organization) -> Iterator[str]:
    """The lines of a CSV (UTF-8 with mark) of all customers, oldest first; two queries per
    PAGE of them. Opens its scope itself, since it is read after the view has answered."""
    yield "\ufeff" + write_row(_headings())
    after: UUID | None = None
    while True:
        with scope(organization=organization):
            page = Customer.objects.order_by("id")
            found = list((page.filter(pk__gt=after) if after else page)[:PAGE])
            consents = newest_marketing_consents(found)
        if not found:
            return
        yield "".join(write_row(_cells(one, consents)) for one in found)
        after = found[-1].pk


def _headings() -> list[str]:
    return [str(label) for label in COLUMNS.values()]


def _cells(customer: Customer, consents: dict[UUID, str]) -> list[str]:
    return [
        customer.name or customer.profile_name,
        customer.phone or "",
        customer.locale,
        customer.notes,
        _CONSENT.get(ConsentStatus(consents[customer.pk]), "") if customer.pk in consents else "",
    ]
