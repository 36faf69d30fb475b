"""Opening an account, and confirming its e-mail."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from accounts.enums import Role
from accounts.forms.registration import ZONES
from accounts.forms.settings import COUNTRIES, CURRENCIES
from accounts.models import Membership, Organization, User
from accounts.services.registration import HOMES
from accounts.tasks import send_mails
from accounts.tests.factories import make_organization, make_user

pytestmark = pytest.mark.django_db
GIVEN = {
    "name": "Ana Souza",
    "email": "Ana@Studio.test",
    "password": "girassol-lua-8812",
    "business": "Salão da Ana",
    "vertical": "SALON",
    "time_zone": "America/Manaus",
    "locale": "es",
}


@pytest.fixture(autouse=True)
def no_counts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def register(client: Client, **changes: str) -> Any:
    return client.post(reverse("account_signup"), GIVEN | changes)


def test_registering_makes_person_and_organization_and_lets_in(mailoutbox: list[Any]) -> None:
    client = Client()
    answer = register(client)
    assert answer["Location"] == "/o/salao-da-ana/start/"
    organization = Organization.objects.get(slug="salao-da-ana")
    assert (organization.time_zone, organization.locale) == ("America/Manaus", "es")
    with scope(organization=organization):
        membership = Membership.objects.get(user__email="ana@studio.test")
    assert membership.role == Role.OWNER
    assert client.get("/")["Location"] == "/o/salao-da-ana/"
    send_mails()
    link = re.search(r"https?://testserver(/email/\S+)", mailoutbox[0].body)
    assert link
    client.post(link[1])
    assert EmailAddress.objects.get(email="ana@studio.test").verified


@pytest.mark.parametrize(
    ("zone", "country", "currency"),
    [
        ("America/Manaus", "BR", "BRL"),
        ("Europe/Madrid", "ES", "EUR"),
        ("Europe/Dublin", "IE", "EUR"),
        ("America/Mexico_City", "MX", "MXN"),
    ],
)
def test_country_and_currency_are_those_of_the_zone(zone: str, country: str, currency: str) -> None:
    register(Client(), time_zone=zone)
    organization = Organization.objects.get()
    assert (organization.country, organization.currency) == (country, currency)


def test_every_zone_that_is_offered_has_a_country_that_the_settings_know() -> None:
    abroad = {zone for zone in ZONES if zone in HOMES}
    at_home = set(ZONES) - abroad
    assert abroad == HOMES.keys()
    assert all(zone.startswith("America/") for zone in at_home)
    assert {country for country, _currency in HOMES.values()} <= dict(COUNTRIES).keys()
    assert {currency for _country, currency in HOMES.values()} <= dict(CURRENCIES).keys()


def test_a_taken_address_gets_an_ending() -> None:
    make_organization(slug="salao-da-ana")
    assert re.fullmatch(r"/o/salao-da-ana-\w{5}/start/", register(Client())["Location"])


def test_a_known_e_mail_makes_nothing() -> None:
    make_user(email="ana@studio.test")
    answer = register(Client())
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"email"}
    assert not Organization.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("password", "12345678"), ("email", "ana"), ("time_zone", "Mars/Base"), ("business", "")],
)
def test_what_is_wrong_is_said_at_its_field(field: str, value: str) -> None:
    answer = register(Client(), **{field: value})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert not User.objects.exists()


def test_registering_is_limited_by_address() -> None:
    statuses = [register(Client(), email="x").status_code for _time in range(21)]
    assert statuses == [422] * 20 + [429]
