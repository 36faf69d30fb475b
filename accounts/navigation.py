"""The navigation as data: what a role may see, where it leads, what is open now."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import VIEW_AGENDA, VIEW_CATALOG, VIEW_INBOX, VIEW_TEAM, role_allows


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation. `prefix` of the path marks it as open."""

    label: str | Promise
    url_name: str
    icon: str
    action: str
    prefix: str
    hotkey: str


PLACES = (
    Place(_("Agenda"), "agenda", "calendar", VIEW_AGENDA, "agenda", "g a"),
    Place(
        _("Conversas"), "conversation_list", "message-circle", VIEW_INBOX, "conversations", "g c"
    ),
    Place(_("Serviços"), "service_list", "scissors", VIEW_CATALOG, "services", "g s"),
    Place(_("Equipe"), "staff_list", "users", VIEW_TEAM, "staff", "g e"),
)


def navigation(request: HttpRequest, slug: str, role: str) -> list[dict[str, object]]:
    """The entries this role may open, for the sidebar, the tab bar and the palette."""
    return [
        {
            "label": place.label,
            "url": reverse(place.url_name, args=[slug]),
            "icon": place.icon,
            "hotkey": place.hotkey,
            "active": request.path.startswith(f"/o/{slug}/{place.prefix}/"),
        }
        for place in PLACES
        if role_allows(role, place.action)
    ]
