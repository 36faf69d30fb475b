"""Lists that people put in order by hand: a row's place is its `position`.

Only some of the rows may be put in order at a time (a page, a category): they change places
among themselves, and the others keep theirs.
"""

from collections.abc import Sequence
from typing import Protocol, TypeVar
from uuid import UUID

from django.db.models import QuerySet


class Placed(Protocol):
    """A row of such a list."""

    pk: UUID
    position: int


Row = TypeVar("Row", bound=Placed)


def locked_in_order(rows: "QuerySet[Row]") -> list[Row]:  # type: ignore[type-var]
    """All of `rows`, which carry their order, read once nobody else is moving them.

    Every row of the model in the open scope is locked, in the order of ids, until the
    transaction ends.
    """
    everything = rows.model._default_manager.order_by("id").select_for_update(no_key=True)  # type: ignore[attr-defined]
    list(everything.values_list("pk", flat=True))
    return list(rows)


def rearranged(rows: Sequence[Row], wanted: Sequence[UUID]) -> list[Row]:
    """`rows` with those of `wanted` in that order, in the places that they hold among all.

    Ids that are not there, or come twice, are passed over.
    """
    by_id = {row.pk: row for row in rows}
    moved = [pk for pk in dict.fromkeys(wanted) if pk in by_id]
    queue = iter(moved)
    chosen = set(moved)
    return [by_id[next(queue)] if row.pk in chosen else row for row in rows]


def stepped(ids: Sequence[UUID], one: UUID, by: int) -> list[UUID]:
    """`ids` with `one` moved by -1 or 1 place; as they were where there is no such place."""
    found = list(ids)
    here = found.index(one) if one in found else -1
    there = here + by
    if here >= 0 and 0 <= there < len(found):
        found[here], found[there] = found[there], found[here]
    return found


def number_rows(rows: Sequence[Row]) -> bool:
    """Write the place of each row as its position; whether any was another before."""
    changed = []
    for position, row in enumerate(rows):
        if row.position != position:
            row.position = position
            changed.append(row)
    if changed:
        type(changed[0])._default_manager.bulk_update(changed, ["position"])  # type: ignore[attr-defined]
    return bool(changed)
