"""Taking an import back, a batch at a time, the last row first."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import OneToOneRel

from accounts.import_enums import ImportStatus, RowOutcome
from accounts.models import (
    Consent,
    Customer,
    CustomerIdentity,
    CustomerImport,
    CustomerTag,
    Dependant,
    ImportRow,
)
from accounts.services.customer_imports import settle_import
from accounts.services.import_extras import (
    drop_unused_labels,
    made_ids,
    take_extras_back,
    untouched_pets,
)
from accounts.services.import_rows import KEPT_UP
from accounts.services.import_run import consent_source
from config.lib.bulk import update_rows

BATCH = 1_000


def undo_batch(batch: CustomerImport, *, now: datetime) -> None:
    """Undo the next BATCH rows, and move the cursor, in the caller's transaction.

    Customers that the import made go, unless anything refers to them by now or a person has
    changed them; values that it replaced come back, unless they have been changed since;
    the consents that came with it go.
    """
    rows = list(
        ImportRow.objects.filter(
            batch=batch,
            outcome__in=(RowOutcome.NEW, RowOutcome.UPDATED),
            customer__isnull=False,
            **({"number__lt": batch.cursor} if batch.cursor else {}),
        ).order_by("-number")[:BATCH]
    )
    if not rows:
        settle_import(batch, ImportStatus.UNDONE)
        return
    ids = [row.customer_id for row in rows]
    # Whoever books one of them now waits here, and then finds the customer gone.
    locked = Customer.objects.select_for_update().order_by("pk").filter(pk__in=ids)
    customers: dict[UUID | None, Customer] = {one.pk: one for one in locked}
    Consent.objects.filter(customer__in=ids, source=consent_source(batch)).delete()
    updated = [row for row in rows if row.outcome == RowOutcome.UPDATED]
    _restore(updated, customers, now)
    take_extras_back(updated)
    made = [row for row in rows if row.outcome == RowOutcome.NEW]
    untouched = {
        row.customer_id
        for row in made
        if row.customer_id is not None and _is_as_made(row, customers)
    }
    own = made_ids(made, "links") | untouched_pets(made)
    Customer.objects.filter(pk__in=untouched - used_customers(untouched, but=own)).delete()
    drop_unused_labels(rows)
    batch.cursor = rows[-1].number
    batch.save(update_fields=["cursor"])


def used_customers(ids: set[UUID], *, but: set[UUID]) -> set[UUID]:
    """Those to whom any row of any app refers, beyond what the import itself has written:
    identities, and the labels and pets with the ids `but`."""
    used: set[UUID] = set()
    for relation in Customer._meta.related_objects:
        model = relation.related_model
        if model in (CustomerIdentity, ImportRow) or not (
            relation.one_to_many or isinstance(relation, OneToOneRel)
        ):
            continue
        column = relation.field.attname
        found = model._default_manager.filter(**{f"{relation.field.name}__in": ids})
        if model in (CustomerTag, Dependant):
            found = found.exclude(pk__in=but)
        used |= set(found.values_list(column, flat=True))
    return used


def _is_as_made(row: ImportRow, customers: dict[UUID | None, Customer]) -> bool:
    customer = customers.get(row.customer_id)
    if customer is None or customer.attributes != row.record.get("attributes", {}):
        return False
    return all(
        (getattr(customer, name) or "") == row.record.get(name, "") for name in (*KEPT_UP, "phone")
    )


def _restore(
    rows: Sequence[ImportRow], customers: dict[UUID | None, Customer], now: datetime
) -> None:
    for row in rows:
        customer = customers[row.customer_id]
        for name in KEPT_UP:
            if name in row.previous and getattr(customer, name) == row.record.get(name):
                setattr(customer, name, row.previous[name])
                customer.updated_at = now
        _restore_attributes(row, customer, now)
    changed = {row.customer_id: customers[row.customer_id] for row in rows}
    update_rows(list(changed.values()), [*KEPT_UP, "attributes", "updated_at"])


def _restore_attributes(row: ImportRow, customer: Customer, now: datetime) -> None:
    values = dict(customer.attributes)
    for key, value in row.previous.get("attributes", {}).items():
        if values.get(key) == row.record["attributes"].get(key):
            values[key] = value
    values = {key: value for key, value in values.items() if value is not None}
    if values != customer.attributes:
        customer.attributes, customer.updated_at = values, now
