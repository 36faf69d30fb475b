"""Who performs which service."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction

from accounts.models import Organization, User
from catalog.models import Service
from catalog.services.services import ServiceDetails, create_service, update_service
from catalog.services.sizes import SizeTerms, set_sizes
from scheduling.models import ResourceType, Staff, StaffService
from scheduling.services.resources import set_needs


@transaction.atomic
def save_offered_service(
    *,
    organization: Organization,
    service: Service | None,
    details: ServiceDetails,
    performers: Iterable[Staff],
    needs: Iterable[ResourceType] = (),
    sizes: Mapping[str, SizeTerms] | None = None,
    actor: User | None,
) -> Service:
    """Write a service (None: a new one), who performs it, what it needs and its `sizes`
    (None leaves them), together or not at all.

    Archived people keep what they perform. Raises ServiceNameTaken.
    """
    if service is None:
        service = create_service(organization=organization, details=details, actor=actor)
    else:
        service = update_service(service=service, details=details, actor=actor)
    wanted = {person.pk for person in performers}
    rows = StaffService.objects.filter(service=service, staff__is_active=True)
    rows.exclude(staff_id__in=wanted).delete()
    _add(organization, [(staff_id, service.pk) for staff_id in wanted])
    set_needs(service=service, types=needs)
    if sizes is not None:
        set_sizes(service=service, terms=sizes)
    return service


def set_performed_services(*, staff: Staff, services: Iterable[Service]) -> None:
    """What this person performs from now on; archived services are left as they are.

    Runs in the caller's transaction.
    """
    wanted = {service.pk for service in services}
    rows = StaffService.objects.filter(staff=staff, service__is_active=True)
    rows.exclude(service_id__in=wanted).delete()
    _add(staff.organization, [(staff.pk, service_id) for service_id in wanted])


def _add(organization: Organization, pairs: Iterable[tuple[UUID, UUID]]) -> None:
    StaffService.objects.bulk_create(
        [
            StaffService(organization=organization, staff_id=staff_id, service_id=service_id)
            for staff_id, service_id in pairs
        ],
        ignore_conflicts=True,
    )
