"""Changing many rows at once."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models


def update_rows(rows: Sequence[models.Model], fields: Sequence[str]) -> None:
    """Save these `fields` of rows of one model, in one statement.

    As `bulk_update`, but by joining with arrays: its CASE per row takes seconds for thousands.
    """
    if not rows:
        return
    meta: Any = rows[0]._meta
    changed = [meta.get_field(name) for name in fields]
    columns = [meta.pk, *changed]
    quote = connection.ops.quote_name
    kinds = [str(field.db_type(connection)).split("(", maxsplit=1)[0] for field in columns]
    arrays = ", ".join(f"%s::{kind}[]" for kind in kinds)
    names = ", ".join(quote(field.column) for field in columns)
    sets = ", ".join(f"{quote(f.column)} = given.{quote(f.column)}" for f in changed)
    table, key = quote(meta.db_table), quote(meta.pk.column)
    statement = (
        f"UPDATE {table} SET {sets} FROM unnest({arrays}) AS given ({names}) "  # noqa: S608
        f"WHERE {table}.{key} = given.{key}"
    )
    values = [
        [field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows]
        for field in columns
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
