"""Rows put in a new order."""

from uuid import UUID

from django.http import QueryDict


def read_order(data: QueryDict) -> list[UUID]:
    """The ids of the rows, top to bottom: `id`, once for each. What is no id is passed over."""
    found = []
    for value in data.getlist("id"):
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found


def read_step(data: QueryDict) -> int:
    """One place up (-1), or with `down` one down (1)."""
    return 1 if "down" in data else -1
