"""The dry run: reading the whole file and telling what would become of each row."""

from itertools import islice

from accounts.import_columns import ReadRow, read_row
from accounts.import_enums import ImportStatus, RowOutcome
from accounts.models import CustomerImport, ImportRow
from accounts.services.customer_imports import settle_import
from accounts.services.import_rows import Known, changes_to, consent_to_add
from accounts.spreadsheets import FileTooBig, FileUnreadable, read_table

CHUNK = 5_000


def check_import(batch: CustomerImport) -> None:
    """Write one ImportRow per row of the file, all in the caller's transaction.

    Done again it starts anew, so a check that died leaves nothing behind. An unreadable
    file ends as FAILED.
    """
    ImportRow.objects.filter(batch=batch).delete()
    seen: set[str] = set()
    batch.row_count = batch.cursor = 0
    try:
        rows = read_table(bytes(batch.content or b""))
        next(rows, None)
        while chunk := list(islice(rows, CHUNK)):
            batch.row_count += len(chunk)
            _write(batch, chunk, seen)
    except (FileUnreadable, FileTooBig) as error:
        settle_import(batch, ImportStatus.FAILED, problem=type(error).__name__)
        return
    settle_import(batch, ImportStatus.READY)


def _write(batch: CustomerImport, chunk: list[tuple[int, list[str]]], seen: set[str]) -> None:
    country = batch.organization.country
    read = [(number, cells, read_row(cells, batch.mapping, country)) for number, cells in chunk]
    known = Known.behind({row.match_key for _n, _c, row in read if not row.error})
    made = []
    for number, cells, row in read:
        outcome = _outcome(row, known, seen, updates=batch.updates_existing)
        made.append(
            ImportRow(
                organization_id=batch.organization_id,
                batch=batch,
                number=number,
                match_key=row.match_key,
                record=row.record,
                cells=cells if row.error else [],
                outcome=outcome,
                error=row.error,
            )
        )
    ImportRow.objects.bulk_create(made, batch_size=CHUNK)


def _outcome(row: ReadRow, known: Known, seen: set[str], *, updates: bool) -> RowOutcome:
    if row.error:
        return RowOutcome.ERROR
    if row.match_key in seen:
        return RowOutcome.REPEATED
    seen.add(row.match_key)
    customer = known.customers.get(row.match_key)
    if customer is None:
        return RowOutcome.NEW
    says = consent_to_add(known.consents.get(customer.pk), row.record)
    if updates and (changes_to(customer, row.record) or says):
        return RowOutcome.UPDATED
    return RowOutcome.KNOWN
