"""The guide's first steps: the business, what it sells, who works when."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from accounts.enums import LocaleChoice, Role, Vertical
from accounts.models import AuditEntry, OnboardingStep, Organization
from accounts.services.onboarding import start_onboarding
from accounts.tests.factories import make_member, make_organization, make_user
from catalog.models import Service
from catalog.tests.factories import make_service
from scheduling.models import Shift, Staff, StaffService
from scheduling.selectors.presets import OpeningHours, preset_of
from scheduling.services.onboarding import set_up_team
from scheduling.tests.factories import make_staff

BUSINESS = {
    "name": "Navalha",
    "vertical": "BARBER",
    "time_zone": "America/Manaus",
    "address": "Rua Sol, 7",
    "weekdays": ["1", "2"],
    "opens": "10:00",
    "closes": "16:00",
    "s0-wanted": "on",
    "s0-name": "Corte",
    "s0-minutes": "40",
    "s0-price": "55,50",
    "s1-name": "Barba",
    "s1-minutes": "wrong, and not wanted",
    "s1-price": "",
}
TEAM = {
    "names": "Bia  Lima\nCaio\nbia lima\n",
    "serves_too": "on",
    "weekdays": ["0"],
    "opens": "09:00",
    "closes": "18:00",
}
QUERIES = 8


@pytest.fixture
def house(db: None) -> Iterator[Organization]:
    organization = make_organization(slug="nova", vertical="SALON", owner=make_user(name="Ana"))
    start_onboarding(organization=organization)
    with scope(organization=organization):
        yield organization


@pytest.fixture
def owner(house: Organization) -> Client:
    return client_of(house, Role.OWNER)


def client_of(house: Organization, role: Role) -> Client:
    client = Client()
    client.force_login(make_member(house, role, name="Ana").user)
    return client


def states() -> dict[str, str]:
    return dict(OnboardingStep.objects.values_list("part", "state"))


def test_every_kind_has_a_preset_in_every_language() -> None:
    for vertical in Vertical.values:
        for locale in LocaleChoice.values:
            preset = preset_of(vertical, locale)
            names = [service.name.casefold() for service in preset.services]
            assert len(names) >= 3
            assert len(set(names)) == len(names)
            assert preset.hours.opens < preset.hours.closes
            assert all(5 <= service.minutes <= 240 for service in preset.services)


def test_guide_leads_from_step_to_step_and_to_the_end(house, owner: Client) -> None:
    assert owner.get("/o/nova/start/")["Location"] == "/o/nova/start/business/"
    for part, following in (
        ("BUSINESS", "team"),
        ("TEAM", "whatsapp"),
        ("WHATSAPP", "chat"),
        ("CHAT", "ready"),
    ):
        answer = owner.post("/o/nova/start/skip/", {"part": part})
        assert answer["Location"] == f"/o/nova/start/{following}/"
    assert owner.get("/o/nova/start/")["Location"] == "/o/nova/start/ready/"
    assert "Quase lá" in owner.get("/o/nova/start/ready/").content.decode()


def test_business_is_written_with_its_wanted_services(house, owner: Client) -> None:
    assert owner.post("/o/nova/start/business/", BUSINESS)["Location"] == "/o/nova/start/team/"
    house.refresh_from_db()
    assert (house.name, house.vertical) == ("Navalha", "BARBER")
    assert (house.time_zone, house.address) == ("America/Manaus", "Rua Sol, 7")
    service = Service.objects.get()
    assert (service.name, service.duration_minutes) == ("Corte", 40)
    assert (service.price, service.category.name) == (Decimal("55.50"), "Cabelo")
    assert states()["BUSINESS"] == "DONE"
    page = owner.get("/o/nova/start/team/").content.decode()
    assert 'value="10:00"' in page  # the hours of the business are offered to the team


def test_business_sent_twice_changes_nothing_twice(house, owner: Client) -> None:
    owner.post("/o/nova/start/business/", BUSINESS)
    Service.objects.update(price=Decimal(99))
    entries = AuditEntry.objects.count()
    answer = owner.post("/o/nova/start/business/", BUSINESS)
    assert answer.status_code == 302
    assert Service.objects.get().price == Decimal(99)
    assert AuditEntry.objects.count() == entries


def test_new_services_are_done_by_the_team_that_is_there(house, owner: Client) -> None:
    owner.post("/o/nova/start/team/", TEAM)
    owner.post("/o/nova/start/business/", BUSINESS)
    assert StaffService.objects.count() == Staff.objects.count() == 3


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Escreva o nome"),
        ("s0-minutes", "1", "5 minutos a 24 horas"),
        ("s0-price", "abc", "Escreva só o valor"),
        ("closes", "09:00", "O fim precisa vir depois"),
        ("weekdays", [], "pelo menos um dia"),
        ("time_zone", "Moon/Base", "válida"),
    ],
)
def test_bad_business_is_told_in_place(
    house: Organization, owner: Client, field: str, value: str, words: str
) -> None:
    answer = owner.post("/o/nova/start/business/", BUSINESS | {field: value})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Service.objects.exists()
    assert "BUSINESS" not in states()


def test_other_kind_offers_its_own_services_and_keeps_what_was_typed(house, owner) -> None:
    page = owner.get("/o/nova/start/business/?vertical=PETSHOP&name=Bicho").content.decode()
    assert "Banho porte pequeno" in page
    assert "Escova" not in page
    assert 'value="Bicho"' in page
    make_service(house, name="Escova")
    page = owner.get("/o/nova/start/business/").content.decode()
    assert 'value="Escova"' not in page  # it is on the price list already
    assert "Você já tem 1 serviço" in page


def test_team_gets_names_hours_and_every_service(house, owner: Client) -> None:
    make_service(house, name="Corte")
    answer = owner.post("/o/nova/start/team/", TEAM)
    assert answer["Location"] == "/o/nova/start/team/skills/"
    assert sorted(Staff.objects.values_list("name", flat=True)) == ["Ana", "Bia Lima", "Caio"]
    assert Staff.objects.get(name="Ana").user is not None
    assert Shift.objects.filter(weekday=0, starts_at=time(9), ends_at=time(18)).count() == 3
    assert StaffService.objects.count() == 3
    owner.post("/o/nova/start/team/", TEAM)
    assert (Staff.objects.count(), Shift.objects.count()) == (3, 3)


def test_who_does_what_is_divided_and_saved_once(house, owner: Client) -> None:
    cut, beard = make_service(house, name="Corte"), make_service(house, name="Barba")
    owner.post("/o/nova/start/team/", TEAM)
    page = owner.get("/o/nova/start/team/skills/")
    assert page.content.decode().count(" checked") == 6
    bia = Staff.objects.get(name="Bia Lima")
    was = page.context["skills"].was
    given = {"was": was, "pair": [pair for pair in was.split() if pair != f"{bia.pk}:{beard.pk}"]}
    answer = owner.post("/o/nova/start/team/skills/", given)
    assert answer["Location"] == "/o/nova/start/business/"
    assert list(bia.staff_services.values_list("service__name", flat=True)) == [cut.name]
    assert StaffService.objects.count() == 5
    entries = AuditEntry.objects.count()
    owner.post("/o/nova/start/team/skills/", given)
    assert (StaffService.objects.count(), AuditEntry.objects.count()) == (5, entries)
    assert "/start/team/skills/" in owner.get("/o/nova/start/team/").content.decode()


def test_one_person_alone_divides_nothing(house, owner: Client) -> None:
    make_service(house, name="Corte")
    answer = owner.post("/o/nova/start/team/", TEAM | {"names": ""})
    assert answer["Location"] == "/o/nova/start/business/"
    assert "/start/team/skills/" not in owner.get("/o/nova/start/team/").content.decode()


def test_who_does_what_without_anybody_says_so(owner: Client) -> None:
    assert "Falta gente ou serviço" in owner.get("/o/nova/start/team/skills/").content.decode()


@pytest.mark.parametrize(("people", "services"), [(1, 1), (30, 30), (31, 29)])
def test_who_does_what_fits_one_form(house, owner: Client, people: int, services: int) -> None:
    every = [make_service(house, name=f"S{number}") for number in range(services)]
    for number in range(people):
        make_staff(house, every, name=f"P{number}")
    with CaptureQueriesContext(connection) as queries:
        page = owner.get("/o/nova/start/team/skills/")
    assert page.content.decode().count('name="pair"') == min(people, 30) * services
    assert ("É muita coisa" in page.content.decode()) == (people > 30)
    assert len(queries) == QUERIES


def test_team_needs_somebody(house, owner: Client) -> None:
    nobody = {name: value for name, value in TEAM.items() if name != "serves_too"} | {"names": " "}
    answer = owner.post("/o/nova/start/team/", nobody)
    assert answer.status_code == 422
    assert "Diga pelo menos uma pessoa" in answer.content.decode()


def test_card_is_on_the_agenda_until_put_away(house, owner: Client) -> None:
    owner.post("/o/nova/start/team/", TEAM)
    card = owner.get("/o/nova/start/card/", headers={"HX-Request": "true"}).content.decode()
    assert "1 de 4" in card
    assert "/o/nova/start/card/" in owner.get("/o/nova/agenda/").content.decode()
    owner.post("/o/nova/start/dismissal/")
    assert owner.get("/o/nova/start/card/").status_code == 204
    assert owner.get("/o/nova/start/ready/").status_code == 200


def test_agenda_of_others_has_no_card(house) -> None:
    assert "/start/" not in client_of(house, Role.VIEWER).get("/o/nova/agenda/").content.decode()


@pytest.mark.parametrize("role", [Role.STAFF, Role.AGENT, Role.VIEWER])
def test_guide_is_for_who_may_change_settings(house, role: Role) -> None:
    client = client_of(house, role)
    for rest in ("", "business/", "team/", "team/skills/", "whatsapp/", "chat/", "ready/"):
        assert client.get(f"/o/nova/start/{rest}").status_code == 403
    assert client.post("/o/nova/start/business/", BUSINESS).status_code == 403
    assert client.post("/o/nova/start/simulator/").status_code == 403
    assert not Service.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_sendings_at_once_make_one_team() -> None:
    person = make_user(name="Ana")
    organization = make_organization(owner=person)

    def send(_number: int) -> None:
        try:
            with scope(organization=organization):
                set_up_team(
                    organization=organization,
                    names=["Bia", "Caio"],
                    myself=person,
                    hours=OpeningHours((0, 1), time(9), time(18)),
                    actor=person,
                )
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(send, range(4)))
    with scope(organization=organization):
        assert sorted(Staff.objects.values_list("name", flat=True)) == ["Ana", "Bia", "Caio"]
        assert Shift.objects.count() == 6
