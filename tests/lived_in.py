"""A business in the middle of its life, and an owner's way into it: for tests that look at all.

The demo salon gives the pages something to show; `make_house` gives one thing of each kind that
an address can name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.models import Organization, User
from accounts.services.organizations import add_member
from accounts.tests.factories import make_user
from bot.tests.factories import make_channel
from config.demo.agenda import top_up
from config.demo.businesses import SALON
from config.demo.organization import OWNER, ensure_organization
from config.demo.talks import ensure_talks
from tests.architecture.houses import ADDRESSES, House, ids_in, make_house

# Looks that an address has besides its first one.
VARIANTS = {
    "agenda": ("?view=week", "?view=list", "?view=week&by=all"),
    "organization_home": ("?span=30",),
    "settings_texts": ("?language=en",),
}
PUBLIC = ("/login/", "/register/", "/password/forgotten/", "/password/sent/")
OWN = ("/organizations/", "/security/", "/password/change/")


@dataclass
class LivedIn:
    """A salon with two months behind it, and a second one that has one thing of each kind."""

    owner: User
    salon: Organization
    house: House
    client: Client = field(default_factory=Client)

    def cookies(self, url: str) -> list[Any]:
        """For a browser: the owner is in already."""
        session = self.client.cookies[settings.SESSION_COOKIE_NAME].value
        return [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}]

    def addresses(self) -> list[str]:
        """Everything that can be asked for by GET or POST, the salon's looks among it."""
        return [url for route, part in ADDRESSES.items() for url in self._looks(route, part.name)]

    def pages(self, among: Iterable[str]) -> list[str]:
        """Those of these addresses that are pages an owner can open."""
        return [url for url in among if is_page(self.client.get(url))]

    def _looks(self, route: str, name: str) -> Iterator[str]:
        if ids_in(route):
            yield self.house.url(route)
            return
        url = "/" + route.replace("<slug:slug>", self.salon.slug)
        yield from (url, *(url + rest for rest in VARIANTS.get(name, ())))


def is_page(answer: HttpResponse) -> bool:
    """Whether it is a whole page for a person, neither a fragment nor a download."""
    is_html = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    return is_html and b"<!doctype html>" in answer.content[:200].lower()


def make_lived_in() -> LivedIn:
    """Everything committed that a browser may want to see; a few seconds."""
    owner = make_user(email=OWNER, name="Ana Souza")
    salon = ensure_organization(SALON, owner)
    with scope(organization=salon):
        top_up(salon, timezone.now())
        ensure_talks(make_channel(salon), owner, timezone.now())
    house = make_house()
    _call(house, "Clínica Nossa Senhora da Conceição")
    add_member(organization=house.organization, user=owner, role=Role.OWNER)
    made = LivedIn(owner, salon, house)
    made.client.force_login(owner)
    return made


def _call(house: House, name: str) -> None:
    house.organization.name = name
    house.organization.save()
