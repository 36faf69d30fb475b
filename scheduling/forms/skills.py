"""The table of who performs what.

`pair` comes once for each box that is ticked ("<staff id>:<service id>"), `was` is the state
that the page showed, all pairs in one field with spaces between them.
"""

from collections.abc import Iterable
from uuid import UUID

from django.http import QueryDict

Pair = tuple[UUID, UUID]


def read_changes(data: QueryDict) -> tuple[set[Pair], set[Pair]]:
    """The pairs that were ticked and those that were unticked; rubbish is passed over."""
    now = _pairs(data.getlist("pair"))
    before = _pairs(data.get("was", "").split())
    return now - before, before - now


def _pairs(values: Iterable[str]) -> set[Pair]:
    found = set()
    for value in values:
        staff_id, _colon, service_id = value.partition(":")
        try:
            found.add((UUID(staff_id), UUID(service_id)))
        except ValueError:
            continue
    return found
