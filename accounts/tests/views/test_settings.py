"""Settings: who sees which section, saving in place, what is written down."""

from itertools import groupby

import pytest
from django.test import Client
from django_scopes import scope

from accounts.enums import Role
from accounts.models import AuditEntry, Organization
from accounts.settings_sections import SECTIONS
from accounts.tests.factories import make_member, make_organization

pytestmark = pytest.mark.django_db
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def house() -> Organization:
    return make_organization(name="Studio Bela")


def client_of(organization: Organization, role: Role) -> Client:
    client = Client()
    client.member = make_member(organization, role)  # type: ignore[attr-defined]
    client.force_login(client.member.user)  # type: ignore[attr-defined]
    return client


def given(house: Organization, **changes: str) -> dict[str, str]:
    return {
        "name": house.name,
        "vertical": house.vertical,
        "phone": "",
        "address": "",
        "map_url": "",
        "locale": house.locale,
        "time_zone": house.time_zone,
        "currency": house.currency,
        "country": house.country,
    } | changes


@pytest.mark.parametrize("role", Role)
def test_list_shows_what_the_role_may_open(house: Organization, role: Role) -> None:
    client = client_of(house, role)
    page = client.get(f"/o/{house.slug}/settings/").content.decode()
    body = page.split("<main")[1].split("</main")[0]
    opens = {Role.OWNER: len(SECTIONS), Role.STAFF: 1}  # the others: their profile, the flows
    assert body.count("data-list-item") == opens.get(role, 2)
    assert f"/o/{house.slug}/settings/profile/" in body


def test_sections_of_a_group_stand_together(house: Organization) -> None:
    sections = client_of(house, Role.OWNER).get(f"/o/{house.slug}/settings/").context
    groups = [section["group"] for section in sections["settings_sections"]]
    assert [name for name, _same in groupby(groups)] == list(dict.fromkeys(groups))
    assert groups[0] == "Você"


def test_sections_all_open_for_an_owner(house: Organization) -> None:
    client = client_of(house, Role.OWNER)
    page = client.get(f"/o/{house.slug}/settings/").context["settings_sections"]
    assert [client.get(section["url"]).status_code for section in page] == [200] * len(SECTIONS)


def test_organization_is_saved_in_place_and_written_down(house: Organization) -> None:
    client = client_of(house, Role.OWNER)
    url = f"/o/{house.slug}/settings/organization/"
    values = given(house, name="Studio Lua", time_zone="America/Manaus", currency="USD")
    answer = client.post(url, values, headers=PARTIAL)
    assert answer.status_code == 200
    assert "Salvo: Empresa." in answer["HX-Trigger"]
    assert "<html" not in answer.content.decode()
    house.refresh_from_db()
    assert (house.name, house.time_zone, house.currency) == ("Studio Lua", "America/Manaus", "USD")
    with scope(organization=house):
        entry = AuditEntry.objects.get(action="organization.updated")
    assert entry.details["changed"]["name"] == ["Studio Bela", "Studio Lua"]
    assert set(entry.details["changed"]) == {"name", "time_zone", "currency"}


def test_saving_the_same_again_leaves_no_entry(house: Organization) -> None:
    client = client_of(house, Role.OWNER)
    client.post(f"/o/{house.slug}/settings/organization/", given(house))
    with scope(organization=house):
        assert not AuditEntry.objects.filter(action="organization.updated").exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("time_zone", "Mars/Olympus"), ("currency", "XXX"), ("map_url", "mapa")],
)
def test_bad_value_is_said_and_nothing_is_saved(house, field: str, value: str) -> None:
    client = client_of(house, Role.OWNER)
    url = f"/o/{house.slug}/settings/organization/"
    changes = {"phone": "+5511999990000"} | {field: value}
    answer = client.post(url, given(house, **changes), headers=PARTIAL)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert 'value="+5511999990000"' in answer.content.decode()
    house.refresh_from_db()
    assert house.phone == ""


def test_profile_keeps_name_language_and_look(house: Organization) -> None:
    client = client_of(house, Role.VIEWER)
    url = f"/o/{house.slug}/settings/profile/"
    answer = client.post(url, {"name": "Lia Prado", "locale": "en", "theme": "dark"})
    assert answer.status_code == 302
    assert (answer.cookies["language"].value, answer.cookies["theme"].value) == ("en", "dark")
    page = client.get(url).content.decode()
    assert 'data-bs-theme="dark"' in page
    assert 'lang="en"' in page
    user = client.member.user  # type: ignore[attr-defined]
    user.refresh_from_db()
    assert (user.name, user.locale) == ("Lia Prado", "en")
    client.post(url, {"name": "Lia Prado", "locale": "en", "theme": ""})
    assert client.cookies["theme"].value == ""


def test_profile_without_a_name_is_refused(house: Organization) -> None:
    client = client_of(house, Role.STAFF)
    answer = client.post(f"/o/{house.slug}/settings/profile/", {"name": "", "locale": "es"})
    assert answer.status_code == 422
    assert "language" not in answer.cookies


@pytest.mark.parametrize("role", [Role.STAFF, Role.AGENT, Role.VIEWER])
@pytest.mark.parametrize("section", ["organization", "rules", "reminders"])
def test_other_roles_change_nothing(house: Organization, role: Role, section: str) -> None:
    client = client_of(house, role)
    assert client.post(f"/o/{house.slug}/settings/{section}/", {}).status_code == 403


def test_other_house_is_not_found(house: Organization) -> None:
    client = client_of(make_organization(), Role.OWNER)
    url = f"/o/{house.slug}/settings/organization/"
    assert client.post(url, given(house, name="Minha")).status_code == 404
    house.refresh_from_db()
    assert house.name == "Studio Bela"
