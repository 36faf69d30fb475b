"""Unidades on the screen."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from accounts.enums import Role
from accounts.models import Location, Organization
from accounts.selectors.locations import active_locations
from accounts.tests.factories import make_member, make_organization

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def house(db: None) -> Iterator[Organization]:
    made = make_organization()
    with scope(organization=made):
        yield made


@pytest.fixture
def client_of(house: Organization) -> Callable[[Role], Client]:
    def make(role: Role) -> Client:
        client = Client()
        client.force_login(make_member(house, role).user)
        return client

    return make


def url(house: Organization, rest: str = "") -> str:
    return f"/o/{house.slug}/staff/locations/{rest}"


def test_place_is_written_renamed_archived_and_brought_back(
    house: Organization, client_of: Callable[[Role], Client]
) -> None:
    owner = client_of(Role.OWNER)
    assert "Uma casa só?" in owner.get(url(house)).content.decode()
    given = {"name": "Centro", "address": "Rua A, 1", "phone": "11 3333-4444"}
    assert owner.post(url(house, "new/"), given, headers=PARTIAL).status_code == 204
    place = Location.objects.get()
    owner.post(url(house, f"{place.pk}/"), given | {"name": "Zona Sul"})
    place.refresh_from_db()
    assert (place.name, place.address, place.phone) == ("Zona Sul", "Rua A, 1", "11 3333-4444")
    answer = owner.post(url(house, f"{place.pk}/archive/"), headers=PARTIAL)
    assert url(house, f"{place.pk}/restore/") in answer["HX-Trigger"]
    assert "Zona Sul" not in owner.get(url(house), headers=PARTIAL).content.decode()
    assert "Zona Sul" in owner.get(url(house, "?archived=1"), headers=PARTIAL).content.decode()
    owner.post(url(house, f"{place.pk}/restore/"))
    place.refresh_from_db()
    assert place.is_active


def test_places_are_put_in_order(house: Organization, client_of: Callable[[Role], Client]) -> None:
    ids = [
        str(Location.objects.create(organization=house, name=name, position=order).pk)
        for order, name in enumerate(("A", "B", "C"))
    ]
    given = {"id": [ids[2], "x", ids[0]]}
    for _ in range(2):
        answer = client_of(Role.OWNER).post(url(house, "order/"), given, headers=PARTIAL)
        assert answer.status_code == 204
    assert [place.name for place in active_locations()] == ["C", "B", "A"]
    assert client_of(Role.AGENT).post(url(house, "order/"), given).status_code == 403


@pytest.mark.parametrize("name", ["", "CENTRO"])
def test_empty_or_taken_name_is_refused(
    house: Organization, client_of: Callable[[Role], Client], name: str
) -> None:
    Location.objects.create(organization=house, name="Centro")
    answer = client_of(Role.OWNER).post(url(house, "new/"), {"name": name}, headers=PARTIAL)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert Location.objects.count() == 1


@pytest.mark.parametrize("role", [Role.AGENT, Role.STAFF, Role.VIEWER])
def test_other_roles_stay_outside(
    house: Organization, client_of: Callable[[Role], Client], role: Role
) -> None:
    client = client_of(role)
    assert client.get(url(house)).status_code == 403
    assert client.post(url(house, "new/"), {"name": "x"}).status_code == 403


@pytest.mark.parametrize("rows", [1, 30])
def test_list_asks_the_same_number_of_questions(
    house: Organization, client_of: Callable[[Role], Client], rows: int
) -> None:
    for number in range(rows):
        Location.objects.create(organization=house, name=f"Unidade {number}")
    owner = client_of(Role.OWNER)
    with CaptureQueriesContext(connection) as queries:
        page = owner.get(url(house)).content.decode()
    assert page.count("data-list-item") == rows
    assert len(queries) == 5
