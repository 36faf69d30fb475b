"""Removing customers with everything that refers to them, as though they had never come."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import PROTECT, Model, ProtectedError, QuerySet

from accounts.models import Customer
from accounts.services.row_moves import references_to


@transaction.atomic
def erase_customers(ids: Iterable[UUID]) -> int:
    """Delete these customers, their visits, conversations and all else; how many went.

    Only for what was never a customer's (a test, a sample): people are archived. References
    are found in the models. Raises ProtectedError when something else holds on to one.
    """
    customers = Customer.objects.select_for_update().select_related(None).order_by("pk")
    found = [one.pk for one in customers.filter(pk__in=list(ids))]
    waiting = [
        field.model._base_manager.filter(**{f"{field.name}__in": found})
        for field in references_to(Customer)
        if field.remote_field.on_delete is PROTECT
    ]
    while waiting:
        waiting = _delete_free(waiting)
    Customer.objects.filter(pk__in=found).delete()
    return len(found)


def _delete_free(waiting: list[QuerySet[Model]]) -> list[QuerySet[Model]]:
    """Delete what nothing else holds; what is left for the next round. No progress raises."""
    held, error = [], None
    for rows in waiting:
        try:
            with transaction.atomic():
                rows.delete()
        except ProtectedError as reason:
            held.append(rows)
            error = reason
    if error is not None and len(held) == len(waiting):
        raise error
    return held
