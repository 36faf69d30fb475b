"""Rooms and equipment: keeping the list, and taking one for a visit."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import Organization, User
from accounts.services.audit import record_audit
from catalog.models import Service
from config.lib.constraints import refused_by
from scheduling.enums import OCCUPYING
from scheduling.models import Appointment, Resource, ResourceType, ResourceUse, ServiceResource
from scheduling.services.occupancy import SlotTaken, delete_holds, lock_agendas

TYPE_ONCE = "active_resource_type_once"


class ResourceTypeTaken(Exception):
    """Another active type of the house has this name."""


class ResourceTaken(SlotTaken):
    """All rooms, or all machines, of a type are in use at that time."""

    def __init__(self, resource_type: ResourceType) -> None:
        super().__init__(resource_type.name)
        self.resource_type = resource_type


def take_resources(appointment: Appointment, *, now: datetime) -> None:
    """Give a visit that occupies its time what its service needs; raises ResourceTaken.

    What it has already is kept where it is free at the new time. Whoever wants one of the
    same type waits until this transaction ends.
    """
    if appointment.status not in OCCUPYING:
        release_resources(appointment)
        return
    types = list(
        ResourceType.objects.filter(
            needs__service_id=appointment.service_id, is_active=True
        ).order_by("id")
    )
    had = list(
        ResourceUse.objects.filter(appointment=appointment).values_list("resource", flat=True)
    )
    if not types and not had:
        return
    lock_agendas(*(one.pk for one in types))
    release_resources(appointment)
    for one in types:
        _take(appointment, one, had, now)


def release_resources(appointment: Appointment) -> None:
    """Give back what a visit has taken; no error when it has nothing."""
    ResourceUse.objects.filter(appointment=appointment).delete()


def _take(
    appointment: Appointment, one: ResourceType, had: Sequence[object], now: datetime
) -> None:
    things = Resource.objects.filter(resource_type=one, is_active=True)
    in_use = ResourceUse.objects.filter(resource__resource_type=one, busy__overlap=appointment.busy)
    expired = Appointment.objects.filter(pk__in=in_use.values("appointment"), held_until__lt=now)
    delete_holds(expired.exclude(pk=appointment.pk))
    free = list(things.exclude(pk__in=in_use.values("resource")).order_by("position", "name"))
    if not free:
        raise ResourceTaken(one)
    chosen = next((thing for thing in free if thing.pk in had), free[0])
    ResourceUse.objects.create(
        organization_id=appointment.organization_id,
        appointment=appointment,
        resource=chosen,
        busy=appointment.busy,
    )


@transaction.atomic
def save_resource_type(
    *,
    organization: Organization,
    resource_type: ResourceType | None,
    name: str,
    resources: Sequence[str],
    actor: User,
) -> ResourceType:
    """Write a type (None: a new one) and the names of its resources, in their order.

    A name that is gone is archived: what is booked there stays booked there. Raises
    ResourceTypeTaken.
    """
    one = resource_type or ResourceType(organization=organization)
    one.name = name.strip()
    fields = None if resource_type is None else ["name"]
    with refused_by(TYPE_ONCE, ResourceTypeTaken(one.name)):
        one.save(update_fields=fields)
    _write_resources(one, resources)
    _note(one, actor, "resource_type.saved", {"resources": list(resources)})
    return one


def _write_resources(one: ResourceType, names: Sequence[str]) -> None:
    ResourceType.objects.select_for_update(no_key=True).get(pk=one.pk)
    known = {thing.name.lower(): thing for thing in Resource.objects.filter(resource_type=one)}
    for position, name in enumerate(names):
        thing = known.pop(name.lower(), None) or Resource(
            organization=one.organization, resource_type=one
        )
        thing.name, thing.position, thing.is_active = name, position, True
        thing.save()
    for gone in known.values():
        gone.is_active = False
        gone.save(update_fields=["is_active"])


@transaction.atomic
def archive_resource_type(*, resource_type: ResourceType, actor: User) -> None:
    """No service needs it any more; what is booked stays. Twice is the same as once."""
    if ResourceType.objects.filter(pk=resource_type.pk, is_active=True).update(is_active=False):
        _note(resource_type, actor, "resource_type.archived", {})


@transaction.atomic
def restore_resource_type(*, resource_type: ResourceType, actor: User) -> None:
    """Bring it back, with the services that needed it. Twice is the same as once. Raises
    ResourceTypeTaken."""
    away = ResourceType.objects.filter(pk=resource_type.pk, is_active=False)
    with refused_by(TYPE_ONCE, ResourceTypeTaken(resource_type.name)):
        if away.update(is_active=True):
            _note(resource_type, actor, "resource_type.restored", {})


def set_needs(*, service: Service, types: Iterable[ResourceType]) -> None:
    """What a service needs from now on; visits already booked keep what they have.

    Archived types stay as they are. Runs in the caller's transaction.
    """
    wanted = {one.pk for one in types}
    rows = ServiceResource.objects.filter(service=service, resource_type__is_active=True)
    rows.exclude(resource_type_id__in=wanted).delete()
    ServiceResource.objects.bulk_create(
        [
            ServiceResource(
                organization=service.organization, service=service, resource_type_id=type_id
            )
            for type_id in wanted
        ],
        ignore_conflicts=True,
    )


def _note(one: ResourceType, actor: User, action: str, details: dict[str, object]) -> None:
    record_audit(
        organization=one.organization,
        actor=actor,
        action=action,
        target=one,
        details={"name": one.name} | details,
    )
