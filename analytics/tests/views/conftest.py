"""A salon with figures, and people of every role in front of it."""

from scheduling.tests.views.conftest import login, other_salon, salon

__all__ = ["login", "other_salon", "salon"]
