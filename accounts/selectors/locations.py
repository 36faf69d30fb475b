"""Reading the places of an organization."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from accounts.models import Location


def active_locations() -> QuerySet[Location]:
    """Where people are served now, in the house's order."""
    places: QuerySet[Location] = Location.objects.filter(is_active=True).order_by(
        "position", "name"
    )
    return places


def list_locations(*, show_archived: bool = False) -> QuerySet[Location]:
    """All places, those that are closed for good only with `show_archived`."""
    places: QuerySet[Location] = Location.objects.order_by("-is_active", "position", "name")
    return places if show_archived else places.filter(is_active=True)


def get_location(location_id: UUID) -> Location:
    """The place of the open scope; 404 for any other id."""
    place: Location | None = Location.objects.filter(pk=location_id).first()
    if place is None:
        raise Http404
    return place
