"""Places in the team, in the agenda and in what the bot says."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.enums import Role
from accounts.models import Location
from accounts.tests.factories import make_organization
from scheduling.models import Staff
from scheduling.selectors.places import address_lines
from scheduling.tests.factories import make_staff
from scheduling.tests.views.conftest import PARTIAL, Salon

DAY = "agenda/?day=2026-11-24"


@pytest.fixture
def places(salon: Salon) -> tuple[Location, Location]:
    centre, south = (
        Location.objects.create(
            organization=salon.organization, name=name, address=f"Rua {name}, 1", position=order
        )
        for order, name in ((2, "Centro"), (1, "Zona Sul"))
    )
    Staff.objects.filter(pk=salon.ana.pk).update(location=centre)
    Staff.objects.filter(pk=salon.bruno.pk).update(location=south)
    make_staff(salon.organization, name="Avulsa")
    return centre, south


def columns(client: Client, salon: Salon, query: str = "") -> list[tuple[str, str]]:
    resources = client.get(salon.url(DAY + query)).context["calendar"]["resources"]
    return [(one["title"], one["extendedProps"]["place"]) for one in resources]


def test_columns_of_a_place_stand_together_under_its_name(
    salon: Salon, places: tuple[Location, Location], desk: Client
) -> None:
    assert columns(desk, salon) == [("Bruno", "Zona Sul"), ("Ana", "Centro"), ("Avulsa", "")]


def test_agenda_of_one_place_shows_its_people_and_visits(
    salon: Salon, places: tuple[Location, Location], desk: Client
) -> None:
    centre, south = places
    assert columns(desk, salon, f"&place={centre.pk}") == [("Ana", "Centro")]
    page = desk.get(salon.url(f"{DAY}&view=list&place={south.pk}"), headers=PARTIAL)
    assert "Marina Costa" not in page.content.decode()
    assert f'value="{south.pk}" selected' in page.content.decode()
    assert len(columns(desk, salon, "&place=nonsense")) == 3


def test_house_without_places_has_no_filter(salon: Salon, desk: Client) -> None:
    assert 'name="place"' not in desk.get(salon.url(DAY)).content.decode()


def test_person_gets_a_place_of_the_own_house_alone(
    salon: Salon, places: tuple[Location, Location], login: Callable[..., Client]
) -> None:
    owner = login(Role.OWNER)
    url = salon.url(f"staff/{salon.bruno.pk}/")
    given = {"name": "Bruno", "color": "0", "location": str(places[0].pk)}
    owner.post(url, given)
    assert Staff.objects.get(pk=salon.bruno.pk).location == places[0]
    foreign = Location(organization=make_organization(), name="Alheia")
    foreign.save()
    answer = owner.post(url, given | {"location": str(foreign.pk)}, headers=PARTIAL)
    assert answer.status_code == 422
    assert "Centro" in owner.get(salon.url("staff/"), headers=PARTIAL).content.decode()


def test_address_names_the_places_when_there_are_several(salon: Salon) -> None:
    house = salon.organization
    house.address = "Rua Velha, 9"
    assert address_lines(house) == "Rua Velha, 9"
    Location.objects.create(organization=house, name="Centro", address="Rua A, 1")
    assert address_lines(house) == "Rua A, 1"
    Location.objects.create(organization=house, name="Sul", phone="11 3", position=1)
    assert address_lines(house) == "Centro: Rua A, 1\nSul (11 3)"
