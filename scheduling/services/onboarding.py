"""The first set-up of what is sold, and of who works when."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction

from accounts.enums import OnboardingPart
from accounts.models import Organization, User
from accounts.services.onboarding import finish_part
from accounts.services.organization_settings import update_organization
from catalog.models import Service
from catalog.services.services import ServiceDetails, ServiceNameTaken, create_service
from scheduling.models import Staff, StaffService
from scheduling.models.staff import COLORS
from scheduling.selectors.presets import OpeningHours
from scheduling.services.policy import ensure_policy
from scheduling.services.team import StaffDetails, create_staff, set_week
from scheduling.slots.working_hours import Hours, WeeklyShift


@dataclass(frozen=True, slots=True)
class BusinessDetails:
    name: str
    vertical: str
    time_zone: str
    address: str


@dataclass(frozen=True, slots=True)
class BusinessSetUp:
    """What the guide's first step is sent with."""

    details: BusinessDetails
    hours: OpeningHours
    services: Sequence[ServiceDetails]


@transaction.atomic
def set_up_business(*, organization: Organization, wanted: BusinessSetUp, actor: User) -> int:
    """Write what the business is and add its services; how many were added.

    A service whose name is already on the price list is left as it is, so that the step
    may be sent twice. New services are done by everybody of the team. The hours are kept
    for the team's step.
    """
    organization = Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    hours = wanted.hours
    update_organization(organization=organization, values=asdict(wanted.details), actor=actor)
    ensure_policy(organization=organization)
    added = [made for each in wanted.services if (made := _add_service(organization, each, actor))]
    StaffService.objects.bulk_create(
        [
            StaffService(organization=organization, staff=person, service=service)
            for person in Staff.objects.filter(is_active=True)
            for service in added
        ],
        ignore_conflicts=True,
    )
    kept = {
        "weekdays": list(hours.weekdays),
        "opens": f"{hours.opens:%H:%M}",
        "closes": f"{hours.closes:%H:%M}",
    }
    finish_part(organization=organization, part=OnboardingPart.BUSINESS, details=kept)
    return len(added)


@transaction.atomic
def set_up_team(
    *,
    organization: Organization,
    names: Sequence[str],
    myself: User | None,
    hours: OpeningHours,
    actor: User,
) -> int:
    """Add people who work at `hours` and do every service; how many were added.

    Who is in the team by that name (in any case) is left alone, and so is `myself` (the
    person who logs in and also serves) with an agenda already.
    """
    organization = Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    team = list(Staff.objects.all())
    known = {person.name.casefold() for person in team if person.is_active}
    agendas = {person.user_id for person in team}
    people: list[tuple[str, User | None]] = [(name, None) for name in names]
    if myself is not None and myself.pk not in agendas:
        people.insert(0, (myself.name or myself.get_short_name(), myself))
    services = list(Service.objects.filter(is_active=True))
    week = [WeeklyShift(day, Hours(hours.opens, hours.closes)) for day in hours.weekdays]
    added = 0
    for name, user in people:
        if name.casefold() in known:
            continue
        known.add(name.casefold())
        details = StaffDetails(name=name, color=(len(team) + added) % COLORS, user=user)
        staff = create_staff(
            organization=organization, details=details, services=services, actor=actor
        )
        set_week(staff=staff, shifts=week, actor=actor)
        added += 1
    finish_part(organization=organization, part=OnboardingPart.TEAM)
    return added


def _add_service(organization: Organization, wanted: ServiceDetails, actor: User) -> Service | None:
    try:
        return create_service(organization=organization, details=wanted, actor=actor)
    except ServiceNameTaken:
        return None
