"""The navigation as data: what a role may see, where it leads, what is open now."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import (
    CHANGE_AGENDA,
    CHANGE_CATALOG,
    CHANGE_CUSTOMERS,
    CHANGE_TEAM,
    VIEW_AGENDA,
    VIEW_CATALOG,
    VIEW_CUSTOMERS,
    VIEW_INBOX,
    VIEW_TEAM,
    role_allows,
)


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation. Paths below one of `prefixes` mark it as open; the fragment of
    `badge_url_name` is loaded behind the label.
    """

    label: str | Promise
    url_name: str
    icon: str
    action: str
    prefixes: tuple[str, ...]
    hotkey: str
    badge_url_name: str = ""


PLACES = (
    Place(
        _("Início"),
        "organization_home",
        icon="home",
        action=VIEW_AGENDA,
        prefixes=("figures",),
        hotkey="g i",
    ),
    Place(
        _("Agenda"),
        "agenda",
        icon="calendar",
        action=VIEW_AGENDA,
        prefixes=("agenda", "appointments", "time-off", "waitlist", "conflicts"),
        hotkey="g a",
    ),
    Place(
        _("Conversas"),
        "conversation_list",
        icon="message-circle",
        action=VIEW_INBOX,
        prefixes=("conversations", "canned-replies"),
        hotkey="g c",
        badge_url_name="waiting_badge",
    ),
    Place(
        _("Clientes"),
        "customer_list",
        icon="address-book",
        action=VIEW_CUSTOMERS,
        prefixes=("customers",),
        hotkey="g l",
    ),
    Place(
        _("Serviços"),
        "service_list",
        icon="scissors",
        action=VIEW_CATALOG,
        prefixes=("services", "categories", "add-ons", "resources"),
        hotkey="g s",
    ),
    Place(
        _("Equipe"),
        "staff_list",
        icon="users",
        action=VIEW_TEAM,
        prefixes=("staff",),
        hotkey="g e",
    ),
)


def navigation(request: HttpRequest, slug: str, role: str) -> list[dict[str, object]]:
    """The entries this role may open, for the sidebar, the tab bar and the palette."""
    return [
        {
            "label": place.label,
            "url": reverse(place.url_name, args=[slug]),
            "icon": place.icon,
            "hotkey": place.hotkey,
            "badge_url": reverse(place.badge_url_name, args=[slug]) if place.badge_url_name else "",
            "active": request.path == reverse(place.url_name, args=[slug])
            or request.path.startswith(tuple(f"/o/{slug}/{one}/" for one in place.prefixes)),
        }
        for place in PLACES
        if role_allows(role, place.action)
    ]


@dataclass(frozen=True, slots=True)
class NewThing:
    """One entry of "Novo": what may be created, where."""

    label: str | Promise
    url_name: str
    icon: str
    action: str
    opens_panel: bool = False


NEW_THINGS = (
    NewThing(_("Agendar"), "appointment_new", icon="calendar-plus", action=CHANGE_AGENDA),
    NewThing(
        _("Cliente"),
        "customer_create",
        icon="address-book",
        action=CHANGE_CUSTOMERS,
        opens_panel=True,
    ),
    NewThing(
        _("Serviço"), "service_create", icon="scissors", action=CHANGE_CATALOG, opens_panel=True
    ),
    NewThing(
        _("Profissional"), "staff_create", icon="user-plus", action=CHANGE_TEAM, opens_panel=True
    ),
)


def new_items(slug: str, role: str) -> list[dict[str, object]]:
    """What this role may create, for the menu "Novo" and the palette."""
    return [
        {
            "label": thing.label,
            "url": reverse(thing.url_name, args=[slug]),
            "icon": thing.icon,
            "panel": thing.opens_panel,
        }
        for thing in NEW_THINGS
        if role_allows(role, thing.action)
    ]
