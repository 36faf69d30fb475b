"""Whether there is sample data, and whether there may be some."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, Model
from django_scopes import scopes_disabled

from accounts.models import Customer, SampleData, SampleRow
from accounts.sample_enums import WORKING

REAL_FROM = 10  # customers: one's own phone and a few trials make no working business


def latest_samples() -> SampleData | None:
    """The present filling of the open organization, or how the last one ended."""
    found: SampleData | None = SampleData.objects.order_by("-id").first()
    return found


def has_real_data() -> bool:
    """Whether the open organization works already: it has REAL_FROM customers of its own.

    Without customers there are neither visits nor conversations.
    """
    return len(Customer.objects.values_list("pk")[:REAL_FROM]) == REAL_FROM


def is_sample(model: type[Model], object_id: UUID) -> Exists:
    """A condition for queries: this row was made as an example. For an open scope."""
    rows: Any = SampleRow.objects.filter(model=model._meta.label_lower, object_id=object_id)
    return Exists(rows)


def has_sample_work() -> bool:
    """Whether the workers have samples to make or to remove, for any organization."""
    with scopes_disabled():
        return bool(SampleData.objects.filter(state__in=WORKING).exists())
