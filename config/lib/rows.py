"""A row that a person has seen may be gone by the time they write to it."""

from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

Row = TypeVar("Row", bound=Model)


class RowGone(Exception):
    """Somebody has deleted it meanwhile. A page answers 404 (`accounts.access`)."""


def lock_row(row: Row) -> Row:
    """The row as it is now, held until the transaction ends. Raises RowGone.

    For what is changed: who deletes it waits, or was faster. Saving a row that was never
    locked fails when it is gone, and without `update_fields` it brings it back.
    """
    return _locked(row, no_key=True)


def lock_row_to_delete(row: Row) -> Row:
    """As `lock_row`; who refers to it anew waits too, and then finds it gone."""
    return _locked(row, no_key=False)


def is_kept(row: Model) -> bool:
    """Whether the row is still there; if so, nobody deletes it until the transaction ends.

    For what is about to refer to it. Many may keep the same row at once.
    """
    meta: Any = row._meta
    table, key = (connection.ops.quote_name(name) for name in (meta.db_table, meta.pk.column))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table} WHERE {key} = %s FOR KEY SHARE", [row.pk])  # noqa: S608
        return cursor.fetchone() is not None


def _locked(row: Row, *, no_key: bool) -> Row:
    rows = type(row)._default_manager.select_for_update(no_key=no_key).select_related(None)
    found = rows.filter(pk=row.pk).first()
    if found is None:
        raise RowGone(f"{row._meta.label} {row.pk}")
    return found
