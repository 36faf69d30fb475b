"""Who performs what, as a table."""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page

from catalog.models import Service
from catalog.selectors.services import list_services
from scheduling.models import Staff, StaffService
from scheduling.selectors.staff import active_staff

Pair = tuple[UUID, UUID]
# A form may send a thousand fields.
MOST_BOXES, MOST_PEOPLE = 900, 30


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


@dataclass(frozen=True, slots=True)
class SkillCell:
    person: Staff
    value: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class FirstSkills:
    """Service by service who does it, as much as one form can hold (`is_whole`: all of it).

    `was` is the state shown, all pairs "<staff id>:<service id>" with spaces between them.
    """

    rows: list[tuple[Service, list[SkillCell]]]
    was: str
    is_whole: bool


def can_divide_work() -> bool:
    """Whether there is a choice of who does what: several people and something to do."""
    return active_staff().count() > 1 and list_services().exists()


def first_skills() -> FirstSkills:
    """Of everybody and every service, for the guide. Three queries."""
    people = list(active_staff()[: MOST_PEOPLE + 1])
    is_whole = len(people) <= MOST_PEOPLE
    people = people[:MOST_PEOPLE]
    most = MOST_BOXES // max(len(people), 1)
    services = list(list_services()[: most + 1])
    is_whole, services = is_whole and len(services) <= most, services[:most]
    pairs = set(
        StaffService.objects.filter(staff__in=people, service__in=services).values_list(
            "staff_id", "service_id"
        )
    )
    rows = [(service, [_cell(person, service, pairs) for person in people]) for service in services]
    was = " ".join(cell.value for _service, cells in rows for cell in cells if cell.is_on)
    return FirstSkills(rows, was, is_whole)


def _cell(person: Staff, service: Service, pairs: set[Pair]) -> SkillCell:
    return SkillCell(person, f"{person.pk}:{service.pk}", (person.pk, service.pk) in pairs)
