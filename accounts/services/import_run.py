"""Turning checked rows into customers, a batch at a time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from accounts.enums import ConsentPurpose, IdentityKind
from accounts.import_enums import ImportStatus, RowOutcome
from accounts.models import (
    Consent,
    Customer,
    CustomerIdentity,
    CustomerImport,
    ImportRow,
    Organization,
)
from accounts.selectors.customer_imports import customers_by_match_key
from accounts.services.consents import FROM_LIST
from accounts.services.customer_imports import settle_import
from accounts.services.import_extras import add_extras
from accounts.services.import_rows import KEPT_UP, Known, changes_to, consent_to_add
from config.lib.bulk import update_rows

BATCH = 2_000
TO_IMPORT = (RowOutcome.NEW, RowOutcome.UPDATED, RowOutcome.KNOWN)


def consent_source(batch: CustomerImport) -> str:
    """What `Consent.source` says of a statement that came with this file."""
    return f"{FROM_LIST}{batch.pk.hex}"


def import_batch(batch: CustomerImport, *, now: datetime) -> None:
    """Deal with the next BATCH rows, and move the cursor, in the caller's transaction.

    A batch that dies leaves no trace and is done again; the identities' constraint decides
    when a message brings the same customer at the same moment. Two files of one organization
    take turns: who has no number is known by the name alone, which no constraint guards.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=batch.organization_id)
    rows = list(
        ImportRow.objects.filter(
            batch=batch, number__gt=batch.cursor, outcome__in=TO_IMPORT
        ).order_by("number")[:BATCH]
    )
    if not rows:
        settle_import(batch, ImportStatus.DONE)
        return
    keys = [row.match_key for row in rows]
    if batch.updates_existing:
        _hold(keys)
    known = Known.behind(keys, batch.mapping)
    created = _create([row for row in rows if row.match_key not in known.customers])
    lost = [row.match_key for row in rows if row.match_key not in created | known.customers]
    if lost:  # a message brought them just now
        if batch.updates_existing:
            _hold(lost)
        meanwhile = Known.behind(lost, batch.mapping)
        known.customers |= meanwhile.customers
        known.consents |= meanwhile.consents
        known.tags |= meanwhile.tags
        known.pets |= meanwhile.pets
    says = _settle_rows(batch, rows, created, known, now)
    add_extras(batch, rows, known)
    Consent.objects.bulk_create(says)
    update_rows(rows, ["outcome", "customer", "previous"])
    batch.cursor = rows[-1].number
    batch.save(update_fields=["cursor"])


def _hold(keys: Sequence[str]) -> None:
    """Lock the customers whom rows may change, before they are read: what somebody writes
    to a card at this moment comes before or after, and neither is lost."""
    ids = [customer.pk for customer in customers_by_match_key(keys).values()]
    rows = Customer.objects.select_for_update(no_key=True).order_by("pk")
    list(rows.filter(pk__in=ids).values_list("pk"))


def _create(rows: Sequence[ImportRow]) -> dict[str, Customer]:
    """New customers by match key, less those whose number somebody else took meanwhile."""
    made = {
        row.match_key: Customer(
            organization_id=row.organization_id,
            name=row.record.get("name", ""),
            phone=row.record.get("phone"),
            locale=row.record.get("locale", ""),
            notes=row.record.get("notes", ""),
            attributes=row.record.get("attributes", {}),
        )
        for row in rows
    }
    Customer.objects.bulk_create(made.values())
    phones = {key: customer for key, customer in made.items() if customer.phone}
    CustomerIdentity.objects.bulk_create(
        [
            CustomerIdentity(
                organization_id=customer.organization_id,
                customer=customer,
                kind=IdentityKind.PHONE,
                value=str(customer.phone).removeprefix("+"),
                match_key=key,
            )
            for key, customer in phones.items()
        ],
        ignore_conflicts=True,
    )
    owned = set(
        CustomerIdentity.objects.filter(
            customer__in=[customer.pk for customer in phones.values()]
        ).values_list("match_key", flat=True)
    )
    beaten = phones.keys() - owned
    Customer.objects.filter(pk__in=[made[key].pk for key in beaten]).delete()
    return {key: customer for key, customer in made.items() if key not in beaten}


def _settle_rows(
    batch: CustomerImport,
    rows: Sequence[ImportRow],
    created: dict[str, Customer],
    known: Known,
    now: datetime,
) -> list[Consent]:
    """Set each row's outcome and change known customers; returns the statements to add."""
    changed: dict[object, Customer] = {}
    statements = []
    for row in rows:
        customer = created.get(row.match_key)
        says = row.record.get("consent")
        if customer is not None:
            row.outcome = RowOutcome.NEW
        else:
            customer = known.customers[row.match_key]
            customer = changed.get(customer.pk, customer)
            says = consent_to_add(known.consents.get(customer.pk), row.record)
            says = says if batch.updates_existing else None
            row.previous = _change(batch, customer, row, now)
            row.outcome = RowOutcome.UPDATED if row.previous or says else RowOutcome.KNOWN
            if row.previous:
                changed[customer.pk] = customer
        row.customer = customer
        if says:
            known.consents[customer.pk] = says
            statements.append(_statement(batch, row, says, now))
    update_rows(list(changed.values()), [*KEPT_UP, "attributes", "updated_at"])
    return statements


def _change(
    batch: CustomerImport, customer: Customer, row: ImportRow, now: datetime
) -> dict[str, Any]:
    """Apply the row to a known customer (unsaved); returns the values that it replaced."""
    changes = changes_to(customer, row.record) if batch.updates_existing else {}
    previous = {name: getattr(customer, name) for name in changes if name != "attributes"}
    if "attributes" in changes:
        had = customer.attributes
        values = row.record["attributes"]
        previous["attributes"] = {k: had.get(k) for k, v in values.items() if had.get(k) != v}
    for name, value in changes.items():
        setattr(customer, name, value)
    if changes:
        customer.updated_at = now
    return previous


def _statement(batch: CustomerImport, row: ImportRow, status: str, now: datetime) -> Consent:
    return Consent(
        organization_id=batch.organization_id,
        customer=row.customer,
        purpose=ConsentPurpose.MARKETING,
        status=status,
        source=consent_source(batch),
        evidence=f"{batch.file_name}:{row.number}",
        occurred_at=now,
    )
