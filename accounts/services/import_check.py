"""The dry run: reading the whole file and telling what would become of each row."""

from dataclasses import dataclass, field
from itertools import islice

from accounts.import_columns import MORE_COLUMNS, Reading, ReadRow, read_row
from accounts.import_enums import ImportStatus, RowError, RowOutcome
from accounts.models import CustomerImport, ImportRow
from accounts.selectors.import_targets import own_columns
from accounts.services.customer_imports import settle_import
from accounts.services.import_rows import Known, changes_to, consent_to_add
from accounts.spreadsheets import FileTooBig, FileUnreadable, read_table

CHUNK = 5_000
MOST_LABELS = 200  # different ones in one file


def check_import(batch: CustomerImport) -> None:
    """Write one ImportRow per row of the file, all in the caller's transaction.

    Done again it starts anew, so a check that died leaves nothing behind. An unreadable
    file ends as FAILED.
    """
    ImportRow.objects.filter(batch=batch).delete()
    organization = batch.organization
    reading = Reading(batch.mapping, organization.country, organization.locale, own_columns())
    seen = _Seen()
    batch.row_count = batch.cursor = 0
    try:
        rows = read_table(bytes(batch.content or b""))
        next(rows, None)
        while chunk := list(islice(rows, CHUNK)):
            batch.row_count += len(chunk)
            _write(batch, reading, chunk, seen)
    except (FileUnreadable, FileTooBig) as error:
        settle_import(batch, ImportStatus.FAILED, problem=type(error).__name__)
        return
    settle_import(batch, ImportStatus.READY)


def _write(
    batch: CustomerImport, reading: Reading, chunk: list[tuple[int, list[str]]], seen: "_Seen"
) -> None:
    read = [
        (number, cells, seen.within_bounds(read_row(cells, reading))) for number, cells in chunk
    ]
    keys = {row.match_key for _n, _c, row in read if not row.error}
    known = Known.behind(keys, batch.mapping)
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
                error_column=row.error_column,
            )
        )
    ImportRow.objects.bulk_create(made, batch_size=CHUNK)


@dataclass(slots=True)
class _Seen:
    """The customers and the labels of the rows before."""

    keys: set[str] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)

    def within_bounds(self, row: ReadRow) -> ReadRow:
        """A file with a label of its own for every row has been misread."""
        tags = self.tags | {name.lower() for name in row.record.get("tags", [])}
        if len(tags) > MOST_LABELS:
            label = str(MORE_COLUMNS["tags"])
            return ReadRow(error=RowError.TOO_MANY_TAGS, error_column=label)
        self.tags = tags
        return row


def _outcome(row: ReadRow, known: Known, seen: _Seen, *, updates: bool) -> RowOutcome:
    if row.error:
        return RowOutcome.ERROR
    if row.match_key in seen.keys:
        return RowOutcome.REPEATED
    seen.keys.add(row.match_key)
    customer = known.customers.get(row.match_key)
    if customer is None:
        return RowOutcome.NEW
    brings = (
        consent_to_add(known.consents.get(customer.pk), row.record)
        or known.new_tags(customer.pk, row.record)
        or known.new_pets(customer.pk, row.record)
    )
    if updates and (changes_to(customer, row.record) or brings):
        return RowOutcome.UPDATED
    return RowOutcome.KNOWN
