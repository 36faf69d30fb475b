"""Which rooms and what equipment are taken when."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404

from scheduling.models import Appointment, Resource, ResourceType
from scheduling.slots.places import Places

# A service without needs has no row here; a type without an active resource has one, empty.
_TAKEN = """
SELECT need.service_id, need.resource_type_id, thing.id,
       array_agg(date_part('epoch', lower(used.busy))::bigint ORDER BY used.busy)
         FILTER (WHERE used.busy IS NOT NULL),
       array_agg(date_part('epoch', upper(used.busy))::bigint ORDER BY used.busy)
         FILTER (WHERE used.busy IS NOT NULL)
  FROM scheduling_serviceresource need
  JOIN scheduling_resourcetype kind ON kind.id = need.resource_type_id AND kind.is_active
  LEFT JOIN scheduling_resource thing
    ON thing.resource_type_id = need.resource_type_id AND thing.is_active
  LEFT JOIN LATERAL (
    SELECT uses.busy FROM scheduling_resourceuse uses
      JOIN scheduling_appointment visit ON visit.id = uses.appointment_id
     WHERE uses.resource_id = thing.id AND uses.busy && tstzrange(%(start)s, %(end)s)
       AND (visit.held_until IS NULL OR visit.held_until >= %(now)s)
       AND visit.id <> ALL(%(ignoring)s::uuid[])
  ) used ON TRUE
 WHERE need.organization_id = %(organization)s AND need.service_id = ANY(%(services)s)
 GROUP BY 1, 2, 3
"""


def places_of(
    *,
    organization_id: UUID,
    service_ids: Iterable[UUID],
    start: datetime,
    end: datetime,
    now: datetime,
    ignoring: UUID | None = None,
    without: Collection[UUID] = (),
) -> dict[UUID, Places]:
    """For each service that needs something, what is taken in [start, end), but not by
    `ignoring` or one of `without`. One query."""
    parameters: dict[str, Any] = {
        "organization": organization_id,
        "services": list(service_ids),
        "start": start,
        "end": end,
        "now": now,
        "ignoring": [*without, *([ignoring] if ignoring else [])],
    }
    needs: dict[UUID, dict[UUID, list[list[tuple[int, int]]]]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN, parameters)
        for service_id, type_id, resource_id, starts, ends in cursor.fetchall():
            things = needs[service_id].setdefault(type_id, [])
            if resource_id is not None:
                things.append(list(zip(starts or (), ends or (), strict=True)))
    return {service_id: list(types.values()) for service_id, types in needs.items()}


def list_resource_types(*, show_archived: bool = False) -> QuerySet[ResourceType]:
    """By name, with `active_resources` and how many services need each (`needed_by`)."""
    active = Resource.objects.filter(is_active=True).order_by("position", "name")
    found: QuerySet[ResourceType] = ResourceType.objects.annotate(
        needed_by=Count("needs", filter=Q(needs__service__is_active=True))
    ).prefetch_related(Prefetch("resources", queryset=active, to_attr="active_resources"))
    if not show_archived:
        found = found.filter(is_active=True)
    return found.order_by("name", "id")


def active_resource_types() -> QuerySet[ResourceType]:
    """What a service can ask for."""
    found: QuerySet[ResourceType] = ResourceType.objects.filter(is_active=True).order_by("name")
    return found


def get_resource_type(resource_type_id: UUID) -> ResourceType:
    """404 outside the open scope."""
    found: ResourceType | None = ResourceType.objects.filter(pk=resource_type_id).first()
    if found is None:
        raise Http404
    return found


def resources_of(visit: Appointment) -> QuerySet[Resource]:
    """What a visit has taken."""
    taken: QuerySet[Resource] = Resource.objects.filter(uses__appointment=visit).order_by("name")
    return taken
