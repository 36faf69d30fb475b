"""Visits of several services."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.http import Http404

from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment, Visit


@dataclass(frozen=True, slots=True)
class WholeVisit:
    """All parts by time; what counts as the visit are those that aren't cancelled."""

    visit_id: UUID
    parts: list[Appointment]

    @property
    def standing(self) -> list[Appointment]:
        return [part for part in self.parts if part.status != AppointmentStatus.CANCELLED]

    @property
    def starts_at(self) -> datetime | None:
        return min((part.starts_at for part in self.standing), default=None)

    @property
    def length(self) -> timedelta:
        """Time of the services, without what may lie between them."""
        return sum((part.length for part in self.standing), timedelta())

    @property
    def price(self) -> Decimal | None:
        """None where a service has no price of its own."""
        prices = [part.price for part in self.standing]
        return None if None in prices else sum((p for p in prices if p is not None), Decimal())


def whole_visit(visit_id: UUID) -> WholeVisit:
    """The visit with its parts, people and services loaded; one query."""
    parts = Appointment.objects.filter(visit_id=visit_id).select_related(
        "customer", "dependant", "staff", "service", "visit"
    )
    return WholeVisit(visit_id, list(parts.order_by("starts_at", "id")))


def get_visit(visit_id: UUID) -> Visit:
    """The visit of the open scope; 404 for any other id."""
    rows = Visit.objects.filter(pk=visit_id).select_related("customer", "organization")
    visit: Visit | None = rows.first()
    if visit is None:
        raise Http404
    return visit
