"""Where the house serves people, for customers to read."""

from accounts.models import Location, Organization
from accounts.selectors.locations import active_locations
from scheduling.models import Staff


def address_lines(organization: Organization) -> str:
    """The organization's address; with several places one line for each, by its name."""
    places = list(active_locations())
    if not places:
        return organization.address
    if len(places) == 1:
        return places[0].address or organization.address
    return "\n".join(place_line(place) for place in places)


def place_line(place: Location) -> str:
    """ "Centro: Rua das Flores, 10 (11 3333-4444)"."""
    phone = f" ({place.phone})" if place.phone else ""
    return f"{place.name}: {place.address}{phone}" if place.address else f"{place.name}{phone}"


def place_of(staff: Staff) -> str:
    """The line of the place where this person works; empty without one."""
    place = staff.location
    return place_line(place) if place is not None and place.is_active else ""
