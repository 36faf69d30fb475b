"""What every page leans on: language, organizations, palette, the menu "Novo"."""

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from accounts.enums import Role
from accounts.models import Organization
from accounts.services.organizations import add_member
from accounts.tests.factories import make_customer, make_member, make_organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Organization:
    return make_organization(name="Studio Bela")


def client_of(organization: Organization, role: Role) -> Client:
    client = Client()
    client.force_login(make_member(organization, role).user)
    return client


@pytest.mark.parametrize(("code", "locale"), [("pt-br", "pt-BR"), ("en", "en"), ("ES", "es")])
def test_language_is_kept_on_the_person_and_in_a_cookie(house, code: str, locale: str) -> None:
    member = make_member(house, Role.VIEWER)
    client = Client()
    client.force_login(member.user)
    answer = client.post(reverse("set_language"), {"language": code, "next": "/organizations/"})
    assert answer["Location"] == "/organizations/"
    assert answer.cookies["language"].value == code.lower()
    member.user.refresh_from_db()
    assert member.user.locale == locale


def test_unknown_language_and_foreign_address_are_ignored(house: Organization) -> None:
    member = make_member(house, Role.VIEWER)
    client = Client()
    client.force_login(member.user)
    given = {"language": "xx", "next": "https://example.com/"}
    answer = client.post(reverse("set_language"), given)
    assert answer["Location"] == "/"
    assert "language" not in answer.cookies
    member.user.refresh_from_db()
    assert member.user.locale == "pt-BR"


@pytest.mark.parametrize(
    "target",
    ["home", "-1", "agora", "a\x00b", "//example.com", "/\\example.com", "javascript:alert(1)"],
)
def test_way_back_that_is_no_address_of_ours_leads_home(target: str) -> None:
    answer = Client().post(reverse("set_language"), {"language": "en", "next": target})
    assert answer["Location"] == "/"


def test_language_of_the_person_comes_before_the_browsers(house: Organization) -> None:
    member = make_member(house, Role.VIEWER)
    client = Client(headers={"accept-language": "en-US,en"})
    assert client.get(reverse("login"))["Content-Language"] == "en"
    client.force_login(member.user)
    assert client.get("/organizations/")["Content-Language"] == "pt-br"
    client.cookies["language"] = "es"
    assert client.get("/organizations/")["Content-Language"] == "es"


def test_language_without_login_is_a_cookie_alone() -> None:
    answer = Client().post(reverse("set_language"), {"language": "en"})
    assert answer.cookies["language"].value == "en"


def test_organizations_are_listed_and_one_is_opened_at_once(house: Organization) -> None:
    member = make_member(house, Role.VIEWER)
    client = Client()
    client.force_login(member.user)
    assert client.get("/")["Location"] == f"/o/{house.slug}/"
    other = make_organization(name="Casa Dois")
    add_member(organization=other, user=member.user, role=Role.AGENT)
    hidden = make_organization(name="Casa Alheia")
    assert client.get("/")["Location"] == reverse("organization_list")
    page = client.get(reverse("organization_list")).content.decode()
    assert "Studio Bela" in page
    assert "Casa Dois" in page
    assert hidden.name not in page


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (Role.OWNER, {"appointment_new", "customer_create", "service_create", "staff_create"}),
        (Role.AGENT, {"appointment_new", "customer_create"}),
        (Role.VIEWER, set()),
    ],
)
def test_menu_offers_what_the_role_may_create(house, role: Role, offered: set[str]) -> None:
    page = client_of(house, role).get(f"/o/{house.slug}/services/")
    urls = {item["url"] for item in page.context["new_items"]}
    assert urls == {reverse(name, args=[house.slug]) for name in offered}


def test_palette_finds_customers_and_leads_to_their_card(house: Organization) -> None:
    with scope(organization=house):
        customer = make_customer(house, name="José Araújo", phone="+5511981230137")
        make_customer(house, name="Marina")
    url = f"/o/{house.slug}/palette/"
    found = client_of(house, Role.AGENT).get(url, {"q": "araujo"}).content.decode()
    assert "José Araújo" in found
    assert "Marina" not in found
    assert f"/o/{house.slug}/customers/{customer.pk}/" in found
    by_staff = client_of(house, Role.STAFF).get(url, {"q": "81230137"}).content.decode()
    assert f"/o/{house.slug}/appointments/new/?customer={customer.pk}" in by_staff


@pytest.mark.parametrize("text", ["", "a", "\x00", "%"])
def test_palette_without_words_finds_nothing(house: Organization, text: str) -> None:
    with scope(organization=house):
        make_customer(house, name="José")
    answer = client_of(house, Role.AGENT).get(f"/o/{house.slug}/palette/", {"q": text})
    assert answer.status_code == 200
    assert "palette-item" not in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("services/", "Serviços"),
        ("resources/", "Serviços"),
        ("categories/", "Serviços"),
        ("add-ons/", "Serviços"),
        ("waitlist/", "Agenda"),
        ("conflicts/", "Agenda"),
        ("settings/", "Configurações"),
        ("members/", "Configurações"),
        ("flows/", "Configurações"),
    ],
)
def test_sidebar_says_where_one_is(house: Organization, path: str, marked: str) -> None:
    page = client_of(house, Role.OWNER).get(f"/o/{house.slug}/{path}").content.decode()
    sidebar = page.partition('id="menu"')[2].partition("</section>")[0]
    links = [link for link in sidebar.split("<a ") if 'aria-current="page"' in link]
    assert len(links) == 1
    assert f"<span>{marked}</span>" in links[0]
