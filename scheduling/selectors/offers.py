"""Services together with the people who perform them."""

from datetime import datetime

from django.db.models import Prefetch, QuerySet

from catalog.models import Service
from catalog.selectors.services import list_services
from scheduling.enums import UPCOMING
from scheduling.models import Appointment, Staff


def offered_services(*, search: str = "", show_archived: bool = False) -> QuerySet[Service]:
    """The catalogue in the order of the price list, `staff` (active people) and
    `sizes` prefetched."""
    active = Staff.objects.filter(is_active=True).order_by("position", "name")
    return list_services(search=search, show_archived=show_archived).prefetch_related(
        Prefetch("staff", queryset=active), "sizes"
    )


def future_visits_of_service(service: Service, now: datetime) -> int:
    """How many visits of this service are still to come."""
    return int(
        Appointment.objects.filter(service=service, status__in=UPCOMING, starts_at__gt=now).count()
    )
