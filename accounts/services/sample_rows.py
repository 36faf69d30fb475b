"""Remembering rows as they were made, and telling those that have changed since."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from accounts.models import SampleData, SampleRow

# Columns that change without anybody having changed the thing: order of lists, clocks.
PASSING = {"updated_at", "position"}


def keep_rows(
    *, batch: SampleData, model: type[Model], ids: Iterable[UUID], passing: Iterable[str] = ()
) -> None:
    """Note that the rows `ids` of `model` were made for `batch`, in the caller's transaction.

    Rows that the noted ones refer to are noted before them: removing goes backwards.
    `passing` are further columns that looking at the thing may change. The batch is unsaved.
    """
    label = model._meta.label_lower
    left_out = {*PASSING, *passing}
    columns = [
        field.attname
        for field in model._meta.concrete_fields
        if not field.generated and field.name not in left_out
    ]
    batch.columns[label] = columns
    digests = digests_of(model, ids, columns)
    SampleRow.objects.bulk_create(
        [
            SampleRow(
                organization_id=batch.organization_id,
                batch=batch,
                model=label,
                object_id=pk,
                digest=digest,
            )
            for pk, digest in digests.items()
        ]
    )
    batch.made[label] = batch.made.get(label, 0) + len(digests)


def digests_of(
    model: type[Model], ids: Iterable[UUID], columns: list[str], *, is_locking: bool = False
) -> dict[UUID, str]:
    """SHA-256 by key of what stands in the `columns` now; a row that is gone has none."""
    known = {field.attname for field in model._meta.concrete_fields}
    read = [name for name in columns if name in known]
    rows = model._base_manager.filter(pk__in=list(ids)).order_by("pk")
    if is_locking:
        rows = rows.select_for_update()
    return {values[0]: _digest(values) for values in rows.values_list("pk", *read)}


def _digest(values: tuple[Any, ...]) -> str:
    text = json.dumps([_plain(value) for value in values], cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Ranges as their two ends; everything else as JSON knows it."""
    return [value.lower, value.upper] if hasattr(value, "lower_inc") else value
