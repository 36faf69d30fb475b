"""Writing the places of an organization."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from accounts.models import Location, Organization, User
from accounts.services.audit import record_audit
from config.lib.constraints import refused_by
from config.lib.ordering import locked_in_order, number_rows, rearranged

NAME_ONCE = "location_name_once"


class LocationNameTaken(Exception):
    """Another place of the house has this name."""


@dataclass(frozen=True, slots=True)
class LocationDetails:
    """What the house says about a place; `phone` as people should read it."""

    name: str
    address: str = ""
    phone: str = ""


@transaction.atomic
def create_location(
    *, organization: Organization, details: LocationDetails, actor: User | None
) -> Location:
    """A new place, last in the house's order. Raises LocationNameTaken."""
    last = Location.objects.order_by("-position").first()
    place = Location(organization=organization, position=last.position + 1 if last else 0)
    _write(place, details)
    _note(place, actor, "location.created")
    return place


@transaction.atomic
def update_location(
    *, location: Location, details: LocationDetails, actor: User | None
) -> Location:
    """Raises LocationNameTaken."""
    _write(location, details)
    _note(location, actor, "location.updated")
    return location


@transaction.atomic
def archive_location(*, location: Location, actor: User | None) -> None:
    """No longer offered; its people stay in the team. Twice is the same as once."""
    if Location.objects.filter(pk=location.pk, is_active=True).update(is_active=False):
        _note(location, actor, "location.archived")


@transaction.atomic
def restore_location(*, location: Location, actor: User | None) -> None:
    """In use again."""
    if Location.objects.filter(pk=location.pk, is_active=False).update(is_active=True):
        _note(location, actor, "location.restored")


@transaction.atomic
def order_locations(
    *, organization: Organization, location_ids: Sequence[UUID], actor: User | None
) -> None:
    """Put these places in this order, in the places that they hold among all."""
    places = locked_in_order(Location.objects.order_by("position", "name"))
    ordered = rearranged(places, location_ids)
    if number_rows(ordered):
        record_audit(
            organization=organization,
            actor=actor,
            action="location.reordered",
            target=organization,
            details={"order": [place.name for place in ordered if place.is_active]},
        )


def _write(place: Location, details: LocationDetails) -> None:
    place.name = details.name.strip()
    place.address = details.address.strip()
    place.phone = details.phone.strip()
    fields = None if place._state.adding else list(LocationDetails.__dataclass_fields__)
    with refused_by(NAME_ONCE, LocationNameTaken(place.name)):
        place.save(update_fields=fields)


def _note(place: Location, actor: User | None, action: str) -> None:
    record_audit(
        organization=place.organization,
        actor=actor,
        action=action,
        target=place,
        details={"name": place.name},
    )
