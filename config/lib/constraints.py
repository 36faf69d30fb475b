"""What a constraint of the database refuses, said in the words of a service."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction


@contextmanager
def refused_by(constraint: str, refusal: Exception) -> Iterator[None]:
    """Write in a savepoint; where `constraint` is broken, `refusal` is raised instead."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if constraint not in str(error):
            raise
        raise refusal from error
