"""Who performs what, as a table."""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page

from catalog.models import Service
from scheduling.models import Staff, StaffService

Pair = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Skills:
    """A part of the table: people across, services down, and the pairs (staff, service)."""

    people: Page[Staff]
    services: Page[Service]
    pairs: frozenset[Pair]


def performed_pairs(people: Page[Staff], services: Page[Service]) -> Skills:
    """What of these services each of these people performs. One query."""
    rows = StaffService.objects.filter(
        staff_id__in=[person.pk for person in people],
        service_id__in=[service.pk for service in services],
    ).values_list("staff_id", "service_id")
    return Skills(people, services, frozenset(rows))
