"""Bringing customers from a file: each step that a person takes. Workers do the rest."""

from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from accounts.import_columns import guess_columns
from accounts.import_enums import ImportStatus
from accounts.models import CustomerImport, Organization, User
from accounts.selectors.import_targets import import_targets, own_columns
from accounts.services.audit import record_audit
from accounts.spreadsheets import read_table
from config.lib.nudges import nudge_on_commit

WORK_IMPORTS = "accounts.tasks.work_imports"
SAMPLES = 5
UNUSED = (ImportStatus.MAPPING, ImportStatus.READY, ImportStatus.FAILED)
KEPT = timedelta(days=1)


class FileEmpty(Exception):
    """There is no row below the headings."""


class ColumnsMissing(Exception):
    """Neither the name nor the phone has a column, or two of ours have the same."""


class ImportNotThere(Exception):
    """The import is at another step: somebody else, or an earlier click, was faster."""


def upload_import(
    *, organization: Organization, actor: User, file_name: str, content: bytes
) -> CustomerImport:
    """Keep the file and guess its columns. Raises FileUnreadable, FileTooBig, FileEmpty."""
    rows = [cells for _number, cells in islice(read_table(content), SAMPLES + 1)]
    if len(rows) < 2:
        raise FileEmpty
    with scope(organization=organization):
        own = own_columns()
    return CustomerImport.objects.create(
        organization=organization,
        created_by=actor,
        file_name=file_name[:200],
        content=content,
        headings=rows[0],
        samples=rows[1:],
        mapping=guess_columns(rows[0], own),
        status=ImportStatus.MAPPING,
    )


@transaction.atomic
def choose_columns(
    *, batch: CustomerImport, mapping: dict[str, int], updates_existing: bool
) -> None:
    """Settle which column is which, and have the file checked: a dry run.

    `mapping` is from our columns to the file's, from 0. Raises ColumnsMissing, ImportNotThere.
    """
    targets = import_targets(own_columns())
    is_known = all(
        column in targets and 0 <= index < len(batch.headings) for column, index in mapping.items()
    )
    is_double = len(set(mapping.values())) < len(mapping)
    if not is_known or is_double or not mapping.keys() & {"name", "phone"}:
        raise ColumnsMissing
    _move(
        batch,
        (ImportStatus.MAPPING, ImportStatus.READY),
        ImportStatus.CHECKING,
        mapping=mapping,
        updates_existing=updates_existing,
    )


@transaction.atomic
def run_import(*, batch: CustomerImport, actor: User) -> None:
    """Have the checked rows become customers. Raises ImportNotThere."""
    _move(batch, (ImportStatus.READY,), ImportStatus.RUNNING, cursor=0)
    _audit(batch, actor, "customer_import.started")


@transaction.atomic
def undo_import(*, batch: CustomerImport, actor: User) -> None:
    """Have it taken back (see accounts.services.import_undo). Raises ImportNotThere."""
    _move(batch, (ImportStatus.DONE,), ImportStatus.UNDOING, cursor=0)
    _audit(batch, actor, "customer_import.undone")


@transaction.atomic
def discard_import(*, batch: CustomerImport) -> None:
    """Throw away a file that has not been imported. Raises ImportNotThere."""
    if not _delete_unused(CustomerImport.objects.filter(pk=batch.pk)):
        raise ImportNotThere


@transaction.atomic
def forget_old_files(*, now: datetime) -> int:
    """Delete imports, of all tenants, that nobody finished within a day; returns how many."""
    with scopes_disabled():
        return _delete_unused(
            CustomerImport.objects.filter(content__isnull=False, created_at__lt=now - KEPT)
        )


def _delete_unused(batches: QuerySet[CustomerImport]) -> int:
    """How many went. One that somebody starts at this moment is waited for, and stays: Django
    reads the ids and deletes by them, so they are locked first."""
    unused = batches.filter(status__in=UNUSED).order_by("pk").select_for_update()
    ids = list(unused.values_list("pk", flat=True))
    CustomerImport.objects.filter(pk__in=ids).defer("content").delete()
    return len(ids)


def _move(
    batch: CustomerImport,
    sources: tuple[ImportStatus, ...],
    target: ImportStatus,
    **fields: object,
) -> None:
    moved = CustomerImport.objects.filter(pk=batch.pk, status__in=sources).update(
        status=target, finished_at=None, problem="", **fields
    )
    if not moved:
        raise ImportNotThere
    batch.status = target
    nudge_on_commit(WORK_IMPORTS)


def _audit(batch: CustomerImport, actor: User, action: str) -> None:
    record_audit(
        organization=batch.organization,
        actor=actor,
        action=action,
        target=batch,
        details={"file": batch.file_name, "rows": batch.row_count},
    )


def settle_import(batch: CustomerImport, status: ImportStatus, *, problem: str = "") -> None:
    """The workers' word that the present work is over; the file goes when it has ended."""
    batch.status, batch.problem = status, problem[:300]
    batch.finished_at = timezone.now()
    fields = ["status", "problem", "finished_at", "row_count", "cursor"]
    if status is not ImportStatus.READY:
        batch.content = None
        fields.append("content")
    batch.save(update_fields=fields)
