"""What was added to appointments."""

from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from scheduling.models import Appointment, AppointmentAddOn


def add_ons_of(visit: Appointment) -> QuerySet[AppointmentAddOn]:
    """In the house's order, with their names."""
    return _named().filter(appointment=visit)


def attach_add_ons(visits: Sequence[Appointment]) -> None:
    """Let `visit.add_ons.all()` of each of them ask nothing more. One query."""
    prefetch_related_objects(list(visits), Prefetch("add_ons", queryset=_named()))


def _named() -> QuerySet[AppointmentAddOn]:
    found: QuerySet[AppointmentAddOn] = AppointmentAddOn.objects.select_related("add_on")
    return found.order_by("add_on__position", "add_on__name", "id")
