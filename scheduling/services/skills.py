"""Changing who performs what, many at once."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accounts.models import Organization, User
from accounts.services.audit import record_audit
from catalog.models import Service
from scheduling.models import Staff, StaffService

Pair = tuple[UUID, UUID]


@transaction.atomic
def change_skills(
    *,
    organization: Organization,
    add: Iterable[Pair],
    remove: Iterable[Pair],
    actor: User | None,
) -> int:
    """Write pairs (staff, service) down and strike others out; how many changed.

    Only what changed is given, so that two people who save at once don't undo each other.
    Pairs of unknown or archived people or services are passed over. Visits already booked
    stay.
    """
    added = _known(set(add))
    removed = _known(set(remove)) - added
    there = _present(added | removed)
    StaffService.objects.bulk_create(
        [
            StaffService(organization=organization, staff_id=staff_id, service_id=service_id)
            for staff_id, service_id in sorted(added - there)
        ],
        ignore_conflicts=True,
    )
    gone = removed & there
    if gone:
        StaffService.objects.filter(_any_of(gone)).delete()
    changed = len(added - there) + len(gone)
    if changed:
        record_audit(
            organization=organization,
            actor=actor,
            action="team.skills_changed",
            target=organization,
            details={"added": len(added - there), "removed": len(gone)},
        )
    return changed


def _known(pairs: set[Pair]) -> set[Pair]:
    people = set(
        Staff.objects.filter(pk__in={one for one, _ in pairs}, is_active=True).values_list(
            "pk", flat=True
        )
    )
    services = set(
        Service.objects.filter(pk__in={one for _, one in pairs}, is_active=True).values_list(
            "pk", flat=True
        )
    )
    return {pair for pair in pairs if pair[0] in people and pair[1] in services}


def _present(pairs: set[Pair]) -> set[Pair]:
    if not pairs:
        return set()
    return set(StaffService.objects.filter(_any_of(pairs)).values_list("staff_id", "service_id"))


def _any_of(pairs: set[Pair]) -> Q:
    by_staff: dict[UUID, list[UUID]] = {}
    for staff_id, service_id in pairs:
        by_staff.setdefault(staff_id, []).append(service_id)
    return reduce(or_, (Q(staff_id=pk, service_id__in=ids) for pk, ids in by_staff.items()))
