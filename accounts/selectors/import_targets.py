"""What the columns of a list may become."""

from django.utils.functional import Promise

from accounts.import_columns import COLUMNS, MORE_COLUMNS, OwnColumn
from accounts.selectors.customer_attributes import active_attributes


def own_columns() -> tuple[OwnColumn, ...]:
    """The organization's own fields, in their order. One query."""
    return tuple(
        OwnColumn(one.key, one.label, one.type, tuple(one.choices)) for one in active_attributes()
    )


def import_targets(own: tuple[OwnColumn, ...]) -> dict[str, str | Promise]:
    """Our columns by name, with their labels: the common ones, then labels and pets, then own."""
    return {**COLUMNS, **MORE_COLUMNS, **{one.name: one.label for one in own}}
