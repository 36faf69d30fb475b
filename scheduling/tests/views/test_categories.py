"""The headings of the price list and the order of what is in it."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.tests.factories import make_member
from catalog.models import Service, ServiceCategory
from catalog.tests.factories import make_service
from scheduling.tests.views.conftest import PARTIAL, Salon


@pytest.fixture
def owner(login: Callable[..., Client]) -> Client:
    return login(Role.OWNER)


@pytest.fixture
def hair(salon: Salon) -> ServiceCategory:
    made: ServiceCategory = ServiceCategory.objects.create(
        organization=salon.organization, name="Cabelo", position=0
    )
    Service.objects.filter(pk=salon.service.pk).update(category=made)
    return made


def add(salon: Salon, *names: str) -> list[ServiceCategory]:
    return [
        ServiceCategory.objects.create(organization=salon.organization, name=name, position=at + 1)
        for at, name in enumerate(names)
    ]


def order_on(page: str, *names: str) -> list[str]:
    return sorted(names, key=lambda name: page.index(f">{name}<"))


def test_category_is_written_renamed_and_refused(
    salon: Salon, owner: Client, hair: ServiceCategory
) -> None:
    new = salon.url("categories/new/")
    assert owner.post(new, {"name": "Unhas"}, headers=PARTIAL).status_code == 204
    made = ServiceCategory.objects.get(name="Unhas")
    url = salon.url(f"categories/{made.pk}/")
    for name, words in (("", "Escreva o nome"), ("cabelo", "Já existe uma categoria chamada")):
        answer = owner.post(url, {"name": name}, headers=PARTIAL)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert owner.post(url, {"name": "Mãos"}).status_code == 302
    page = owner.get(salon.url("categories/")).content.decode()
    assert order_on(page, "Cabelo", "Mãos") == ["Cabelo", "Mãos"]
    assert "1 serviço" in page


def test_categories_are_put_in_order_and_the_list_follows(
    salon: Salon, owner: Client, hair: ServiceCategory
) -> None:
    (nails,) = add(salon, "Unhas")
    make_service(salon.organization, name="Pé", category=nails)
    sent = {"id": [str(nails.pk), "nonsense", str(hair.pk)]}
    answer = owner.post(salon.url("categories/order/"), sent, headers=PARTIAL)
    assert answer.status_code == 204
    assert "category:changed" in answer["HX-Trigger"]
    page = owner.get(salon.url("services/")).content.decode()
    assert order_on(page, "Cabelo", "Unhas") == ["Unhas", "Cabelo"]
    owner.post(salon.url(f"categories/{nails.pk}/step/"), {"down": "1"})
    page = owner.get(salon.url("services/")).content.decode()
    assert order_on(page, "Cabelo", "Unhas") == ["Cabelo", "Unhas"]


def test_removal_says_how_many_and_is_undone(
    salon: Salon, owner: Client, hair: ServiceCategory
) -> None:
    url = salon.url(f"categories/{hair.pk}/")
    answer = owner.post(f"{url}removal/", headers=PARTIAL)
    assert "1 servi\\u00e7o ficou sem categoria" in answer["HX-Trigger"]
    assert f"{url}restoration/" in answer["HX-Trigger"]
    assert Service.objects.get(pk=salon.service.pk).category is None
    for _ in range(2):
        assert owner.post(f"{url}restoration/", headers=PARTIAL).status_code == 204
    assert Service.objects.get(pk=salon.service.pk).category.name == "Cabelo"


def test_undo_after_the_name_is_taken_is_refused_kindly(
    salon: Salon, owner: Client, hair: ServiceCategory
) -> None:
    url = salon.url(f"categories/{hair.pk}/")
    owner.post(f"{url}removal/")
    add(salon, "cabelo")
    answer = owner.post(f"{url}restoration/", headers=PARTIAL)
    assert answer.status_code == 409
    assert "Já existe" in answer.content.decode()
    assert owner.post(salon.url(f"categories/{uuid4()}/restoration/")).status_code == 404


def test_undo_of_another_house_is_not_found(
    salon: Salon, other_salon: Salon, owner: Client, hair: ServiceCategory
) -> None:
    owner.post(salon.url(f"categories/{hair.pk}/removal/"))
    stranger = Client()
    stranger.force_login(make_member(other_salon.organization, Role.OWNER).user)
    answer = stranger.post(other_salon.url(f"categories/{hair.pk}/restoration/"))
    assert answer.status_code == 404
    assert not ServiceCategory.objects.exists()


def test_services_are_put_in_order_by_drag_or_step(salon: Salon, owner: Client) -> None:
    second = make_service(salon.organization, name="Escova", position=1)
    sent = {"id": [str(second.pk), str(salon.service.pk)]}
    answer = owner.post(salon.url("services/order/"), sent, headers=PARTIAL)
    assert answer.status_code == 204
    assert "service:changed" in answer["HX-Trigger"]
    page = owner.get(salon.url("services/")).content.decode()
    assert order_on(page, "Corte", "Escova") == ["Escova", "Corte"]
    owner.post(salon.url(f"services/{second.pk}/step/"), {"down": "1"})
    page = owner.get(salon.url("services/")).content.decode()
    assert order_on(page, "Corte", "Escova") == ["Corte", "Escova"]
    assert 'data-order="services-order"' in page
    assert "data-grip" not in owner.get(salon.url("services/?q=e")).content.decode()


def test_empty_state_teaches(salon: Salon, owner: Client) -> None:
    assert 'data-state="empty"' in owner.get(salon.url("categories/")).content.decode()


@pytest.mark.parametrize("role", [Role.AGENT, Role.STAFF, Role.VIEWER])
def test_other_roles_change_nothing(
    salon: Salon, login: Callable[..., Client], hair: ServiceCategory, role: Role
) -> None:
    client = login(role)
    for rest in (
        "services/order/",
        f"services/{salon.service.pk}/step/",
        "categories/new/",
        "categories/order/",
        f"categories/{hair.pk}/",
        f"categories/{hair.pk}/step/",
        f"categories/{hair.pk}/removal/",
        f"categories/{hair.pk}/restoration/",
    ):
        assert client.post(salon.url(rest), {"name": "X"}).status_code == 403
    page = client.get(salon.url("categories/")).content.decode()
    assert "Cabelo" in page
    assert "data-grip" not in page


@pytest.mark.parametrize("rows", [1, 30])
def test_list_asks_the_same_number_of_questions(
    salon: Salon, owner: Client, hair: ServiceCategory, rows: int
) -> None:
    for category in add(salon, *(f"Parte {number}" for number in range(rows - 1))):
        make_service(salon.organization, name=f"De {category.name}", category=category)
    with CaptureQueriesContext(connection) as queries:
        page = owner.get(salon.url("categories/")).content.decode()
    assert page.count("data-list-item") == rows
    assert len(queries) == 6
