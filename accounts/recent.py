"""What a person has looked at last, for the palette to offer before a word is typed.

Kept in the session: it ends with it, and is nobody else's. Only ids are kept; what may be
shown of them is asked anew each time, of the app that knows (apps above may not be imported):

    @recent_finder("visit")
    def recent_visits(request, ids): return {visit.pk: PaletteItem(...)}
"""

from collections.abc import Callable, Sequence
from uuid import UUID

from accounts.access import TenantRequest
from accounts.palette import PaletteItem

MOST, MOST_ORGANIZATIONS = 8, 5
KEY = "recent"

# Gives what the person may see now, by id; the organization's scope is open.
RecentFinder = Callable[[TenantRequest, Sequence[UUID]], dict[UUID, PaletteItem]]
_finders: dict[str, RecentFinder] = {}


def recent_finder(kind: str) -> Callable[[RecentFinder], RecentFinder]:
    """Register who knows things of this `kind`; once per process."""

    def register(finder: RecentFinder) -> RecentFinder:
        _finders[kind] = finder
        return finder

    return register


def remember(request: TenantRequest, kind: str, object_id: UUID) -> None:
    """The person is looking at this now. Looking at the same again writes nothing."""
    place, thing = request.organization.pk.hex, [kind, object_id.hex]
    kept: dict[str, list[list[str]]] = request.session.get(KEY, {})
    mine = kept.get(place, [])
    if mine[:1] == [thing]:
        return
    fresh = [thing, *(one for one in mine if one != thing)][:MOST]
    others = [(house, things) for house, things in kept.items() if house != place]
    request.session[KEY] = dict([(place, fresh), *others][:MOST_ORGANIZATIONS])


def recent_items(request: TenantRequest) -> list[PaletteItem]:
    """The last first, in the open organization; one query for each kind."""
    kept = request.session.get(KEY, {}).get(request.organization.pk.hex, [])
    things = [(kind, UUID(object_id)) for kind, object_id in kept]
    found: dict[tuple[str, UUID], PaletteItem] = {}
    for kind in dict.fromkeys(kind for kind, _object_id in things):
        ids = [object_id for one, object_id in things if one == kind]
        seen = _finders[kind](request, ids) if kind in _finders else {}
        found |= {(kind, object_id): item for object_id, item in seen.items()}
    return [found[thing] for thing in things if thing in found]
