"""Names as they are searched: without accents and capitals, in one immutable expression."""

from typing import Any

from django.db.models import F, Func, TextField, Value


class Folded(Func):
    """`fold_text(a || ' ' || b)`, a function of the database (migration 0005).

    PostgreSQL's own unaccent() is not immutable, hence can't be indexed.
    """

    function = "fold_text"
    arg_joiner = " || ' ' || "
    output_field: Any = TextField()


def folded_name() -> Folded:
    """The name and the profile name of a customer; exactly what `customer_by_name_part` holds."""
    return Folded(F("name"), F("profile_name"))


def folded_text(text: str) -> Folded:
    """What somebody typed, to compare with `folded_name`."""
    return Folded(Value(text))
