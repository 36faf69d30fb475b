"""The price list on the screen."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from catalog.models import Service, ServiceCategory
from catalog.tests.factories import make_service
from scheduling.models import StaffService
from scheduling.tests.views.conftest import PARTIAL, Salon


@pytest.fixture
def owner(login) -> Client:
    return login(Role.OWNER)


FIELDS = {"name": "Luzes", "duration_minutes": "90", "price": "1.234,50", "category": "Cabelo"}


def test_list_groups_by_category_and_names_who_performs(salon: Salon, owner: Client) -> None:
    category = ServiceCategory.objects.create(organization=salon.organization, name="Cabelo")
    salon.service.category = category
    salon.service.save()
    page = owner.get(salon.url("services/")).content.decode()
    for words in ("Cabelo", "Corte", "Ana, Bruno", "1 h", "R$ 80,00"):
        assert words in page


def test_search_ignores_accents_and_archived_hide(salon: Salon, owner: Client) -> None:
    make_service(salon.organization, name="Coloração")
    make_service(salon.organization, name="Velho", is_active=False)
    found = owner.get(salon.url("services/?q=coloracao"), headers=PARTIAL).content.decode()
    assert "Coloração" in found
    assert "Corte" not in found
    everything = owner.get(salon.url("services/")).content.decode()
    assert "Velho" not in everything
    assert "Velho" in owner.get(salon.url("services/?archived=1")).content.decode()


def test_nothing_found_and_nothing_there_are_two_states(salon: Salon, owner: Client) -> None:
    assert 'data-state="no-match"' in owner.get(salon.url("services/?q=zzz")).content.decode()
    Service.objects.update(is_active=False)
    assert 'data-state="empty"' in owner.get(salon.url("services/")).content.decode()


def test_create_reads_a_brazilian_price_and_who_performs(salon: Salon, owner: Client) -> None:
    answer = owner.post(
        salon.url("services/new/"),
        FIELDS | {"performers": [str(salon.ana.pk)]},
        headers=PARTIAL,
    )
    assert answer.status_code == 204
    made = Service.objects.get(name="Luzes")
    assert (made.price, made.category.name) == (Decimal("1234.50"), "Cabelo")
    assert list(made.staff.all()) == [salon.ana]
    assert not made.is_bookable_online  # an unticked box


def test_empty_price_is_on_request_and_shown_back_with_a_comma(salon, owner: Client) -> None:
    owner.post(salon.url("services/new/"), FIELDS | {"price": ""})
    made = Service.objects.get(name="Luzes")
    assert made.price is None
    made.price = Decimal("80.5")
    made.save()
    page = owner.get(salon.url(f"services/{made.pk}/")).content.decode()
    assert 'value="80,50"' in page


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Escreva o nome"),
        ("name", "corte", "Já existe um serviço ativo chamado"),
        ("price", "abc", "Escreva só o valor"),
        ("price", "-1", "não pode ser negativo"),
        ("duration_minutes", "1", "5 minutos a 24 horas"),
        ("buffer_after_minutes", "999", "0 a 240"),
    ],
)
def test_bad_field_keeps_values_and_says_why(
    salon: Salon, owner: Client, field: str, value: str, words: str
) -> None:
    given = FIELDS | {field: value}
    answer = owner.post(salon.url("services/new/"), given, headers=PARTIAL)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'aria-invalid="true"' in page
    assert "Cabelo" in page
    assert Service.objects.count() == 1


def test_foreign_performer_is_refused(salon: Salon, other_salon: Salon, owner: Client) -> None:
    given = FIELDS | {"performers": [str(other_salon.ana.pk)]}
    assert owner.post(salon.url("services/new/"), given).status_code == 422
    assert not StaffService.objects.filter(service__name="Luzes").exists()


def test_archive_says_what_stays_and_can_be_undone(salon: Salon, owner: Client) -> None:
    url = salon.url(f"services/{salon.service.pk}/")
    answer = owner.post(f"{url}archive/", headers=PARTIAL)
    assert answer.status_code == 204
    assert "1 hor\\u00e1rio j\\u00e1 marcado" in answer["HX-Trigger"]
    assert f"{url}restore/" in answer["HX-Trigger"]
    salon.service.refresh_from_db()
    assert not salon.service.is_active
    assert salon.fresh().status == "CONFIRMED"
    owner.post(f"{url}restore/", headers=PARTIAL)
    salon.service.refresh_from_db()
    assert salon.service.is_active


def test_restore_of_a_taken_name_is_refused_kindly(salon: Salon, owner: Client) -> None:
    old = make_service(salon.organization, name="corte", is_active=False)
    url = salon.url(f"services/{old.pk}/restore/")
    answer = owner.post(url, headers=PARTIAL)
    assert answer.status_code == 409
    assert "Já existe" in answer.content.decode()
    page = owner.post(url, follow=True).content.decode()
    assert "Já existe" in page


def test_reader_sees_no_way_to_change(salon: Salon, login) -> None:
    page = login(Role.VIEWER).get(salon.url("services/")).content.decode()
    assert "Corte" in page
    assert "services/new/" not in page
    assert "/archive/" not in page


@pytest.mark.parametrize("rows", [1, 30])
def test_list_asks_the_same_number_of_questions(salon: Salon, owner: Client, rows: int) -> None:
    for number in range(rows - 1):
        service = make_service(salon.organization, name=f"Serviço {number}")
        StaffService.objects.create(
            organization=salon.organization, staff=salon.ana, service=service
        )
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = owner.get(salon.url("services/")).content.decode()
    assert page.count("data-list-item") == rows
    assert len(queries) == 8
