"""The places of the open organization, as a customer's map shows them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from accounts.models import Organization
from accounts.selectors.locations import active_locations
from bot.gateways import Content, LinkButton


@dataclass(frozen=True, slots=True)
class PlaceToSend:
    """`key` names it in a form; `content` is what the customer gets."""

    key: str
    label: str
    content: Content


def places_to_send(organization: Organization) -> list[PlaceToSend]:
    """Each place with an address, in the house's order; its own address without places."""
    found = [
        _place(str(place.pk), f"{organization.name}, {place.name}", place.address)
        for place in active_locations()
        if place.address
    ]
    if not found and organization.address:
        found = [_place("house", organization.name, organization.address)]
    return found


def _place(key: str, name: str, address: str) -> PlaceToSend:
    """By its address: a map finds it, and the way there."""
    query = urlencode({"api": "1", "query": f"{name}, {address}"})
    url = f"https://www.google.com/maps/search/?{query}"
    content = LinkButton(f"*{name}*\n{address}", _("Ver no mapa"), url)
    return PlaceToSend(key, f"{name}: {address}", content)
