"""For whom a service is, and minutes and price by size, in the service's form."""

from decimal import Decimal

import pytest
from django.test import Client

from accounts.enums import Role
from accounts.models import AuditEntry
from catalog.models import OfferedAddOn, Service, ServiceAddOn, ServiceSize
from scheduling.tests.views.conftest import PARTIAL, Salon

FIELDS = {
    "name": "Banho",
    "duration_minutes": "60",
    "price": "60",
    "for_kind": "PET",
    "size-L_minutes": "120",
    "size-L_price": "110,00",
    "size-XL_price": "R$ 1.150,50",
}


@pytest.fixture
def owner(login) -> Client:
    return login(Role.OWNER)


def test_sizes_are_saved_with_the_service_and_come_back(salon: Salon, owner: Client) -> None:
    assert owner.post(salon.url("services/new/"), FIELDS, headers=PARTIAL).status_code == 204
    bath = Service.objects.get(name="Banho")
    assert bath.for_kind == "PET"
    rows = set(ServiceSize.objects.values_list("size", "minutes", "price"))
    assert rows == {("L", 120, Decimal(110)), ("XL", None, Decimal("1150.50"))}
    page = owner.get(salon.url(f"services/{bath.pk}/"), headers=PARTIAL).content.decode()
    for words in ('value="120"', 'value="110,00"', 'value="1150,50"', "Grande: minutos"):
        assert words in page


def test_sizes_go_with_the_animal(salon: Salon, owner: Client) -> None:
    owner.post(salon.url("services/new/"), FIELDS, headers=PARTIAL)
    bath = Service.objects.get(name="Banho")
    owner.post(salon.url(f"services/{bath.pk}/"), FIELDS | {"for_kind": "CHILD"}, headers=PARTIAL)
    bath.refresh_from_db()
    assert (bath.for_kind, ServiceSize.objects.count()) == ("CHILD", 0)


def test_a_wrong_size_is_said_at_its_field(salon: Salon, owner: Client) -> None:
    wrong = FIELDS | {"size-L_minutes": "3", "size-S_price": "-1"}
    answer = owner.post(salon.url("services/new/"), wrong, headers=PARTIAL)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="service_size-L_minutes_error"' in page
    assert 'id="service_size-S_price_error"' in page
    assert not Service.objects.filter(name="Banho").exists()


def test_only_who_changes_the_catalogue_writes_sizes(salon: Salon, login) -> None:
    for role in (Role.AGENT, Role.STAFF, Role.VIEWER):
        answer = login(role).post(salon.url("services/new/"), FIELDS, headers=PARTIAL)
        assert answer.status_code == 403
    assert not ServiceSize.objects.exists()


def test_the_question_about_add_ons_is_offered_where_there_are_some(
    salon: Salon, owner: Client
) -> None:
    url = salon.url(f"services/{salon.service.pk}/")
    assert "asks_add_ons" not in owner.get(url, headers=PARTIAL).content.decode()
    owner.post(url, FIELDS, headers=PARTIAL)
    salon.service.refresh_from_db()
    assert salon.service.asks_add_ons
    added = ServiceAddOn.objects.create(organization=salon.organization, name="Hidratação")
    OfferedAddOn.objects.create(
        organization=salon.organization, add_on=added, service=salon.service
    )
    assert "asks_add_ons" in owner.get(url, headers=PARTIAL).content.decode()
    owner.post(url, FIELDS, headers=PARTIAL)
    salon.service.refresh_from_db()
    assert not salon.service.asks_add_ons
    assert AuditEntry.objects.filter(action="service.updated").count() == 2
