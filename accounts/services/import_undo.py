"""Taking an import back, a batch at a time, the last row first."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import OneToOneRel

from accounts.import_enums import ImportStatus, RowOutcome
from accounts.models import Consent, Customer, CustomerIdentity, CustomerImport, ImportRow
from accounts.services.customer_imports import settle_import
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
    customers: dict[UUID | None, Customer] = {
        one.pk: one for one in Customer.objects.select_for_update().filter(pk__in=ids)
    }
    Consent.objects.filter(customer__in=ids, source=consent_source(batch)).delete()
    _restore([row for row in rows if row.outcome == RowOutcome.UPDATED], customers, now)
    made = [row for row in rows if row.outcome == RowOutcome.NEW]
    untouched = {
        row.customer_id
        for row in made
        if row.customer_id is not None and _is_as_made(row, customers)
    }
    Customer.objects.filter(pk__in=untouched - used_customers(untouched)).delete()
    batch.cursor = rows[-1].number
    batch.save(update_fields=["cursor"])


def used_customers(ids: set[UUID]) -> set[UUID]:
    """Those to whom any row of any app refers, beyond what an import itself writes."""
    used: set[UUID] = set()
    for relation in Customer._meta.related_objects:
        model = relation.related_model
        if model in (CustomerIdentity, ImportRow) or not (
            relation.one_to_many or isinstance(relation, OneToOneRel)
        ):
            continue
        column = relation.field.attname
        found = model._default_manager.filter(**{f"{relation.field.name}__in": ids})
        used |= set(found.values_list(column, flat=True))
    return used


def _is_as_made(row: ImportRow, customers: dict[UUID | None, Customer]) -> bool:
    customer = customers.get(row.customer_id)
    return customer is not None and all(
        (getattr(customer, name) or "") == row.record.get(name, "") for name in (*KEPT_UP, "phone")
    )


def _restore(
    rows: Sequence[ImportRow], customers: dict[UUID | None, Customer], now: datetime
) -> None:
    for row in rows:
        customer = customers[row.customer_id]
        for name, value in row.previous.items():
            if getattr(customer, name) == row.record.get(name):
                setattr(customer, name, value)
                customer.updated_at = now
    changed = {row.customer_id: customers[row.customer_id] for row in rows}
    update_rows(list(changed.values()), [*KEPT_UP, "updated_at"])
