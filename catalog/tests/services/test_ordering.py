"""The order of the price list, and its headings."""

from collections.abc import Iterator
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection
from django_scopes import scope

from accounts.models import AuditEntry, Organization
from accounts.tests.factories import make_organization
from catalog.models import Service, ServiceCategory
from catalog.selectors.services import categories, in_list_order
from catalog.services.categories import (
    CategoryNameTaken,
    CategoryUnknown,
    remove_category,
    restore_category,
    save_category,
)
from catalog.services.ordering import (
    order_categories,
    order_services,
    step_category,
    step_service,
)
from catalog.tests.factories import make_service


@pytest.fixture
def organization(db: None) -> Iterator[Organization]:
    made = make_organization()
    with scope(organization=made):
        yield made


@pytest.fixture
def hair(organization: Organization) -> ServiceCategory:
    return save_category(organization=organization, category=None, name="Cabelo", actor=None)


@pytest.fixture
def nails(organization: Organization, hair: ServiceCategory) -> ServiceCategory:
    return save_category(organization=organization, category=None, name="Unhas", actor=None)


@pytest.fixture
def services(
    organization: Organization, hair: ServiceCategory, nails: ServiceCategory
) -> dict[str, Service]:
    """ABC under hair, DE under nails, F under nothing."""
    headings = dict.fromkeys("ABC", hair) | dict.fromkeys("DE", nails) | {"F": None}
    return {
        name: make_service(organization, name=name, category=heading)
        for name, heading in headings.items()
    }


def names() -> str:
    return "".join(in_list_order(Service.objects.all()).values_list("name", flat=True))


def test_services_change_places_inside_their_category(
    organization: Organization, services: dict[str, Service]
) -> None:
    ids = [services[name].pk for name in "CA"]
    for _ in range(2):
        order_services(organization=organization, service_ids=[*ids, ids[0], uuid4()], actor=None)
    assert names() == "CBADEF"
    assert AuditEntry.objects.filter(action="services.reordered").count() == 1


def test_no_order_takes_a_service_out_of_its_category(
    organization: Organization, services: dict[str, Service], hair: ServiceCategory
) -> None:
    order_services(
        organization=organization, service_ids=[services[n].pk for n in "DA"], actor=None
    )
    assert sorted(names()[:3]) == ["A", "B", "C"]
    services["A"].refresh_from_db()
    assert services["A"].category_id == hair.pk


@pytest.mark.parametrize(
    ("name", "by", "expected"),
    [("B", -1, "BACDEF"), ("B", 1, "ACBDEF"), ("C", 1, "ABCDEF"), ("D", -1, "ABCDEF")],
)
def test_step_stays_in_the_category(
    services: dict[str, Service], name: str, by: int, expected: str
) -> None:
    step_service(service=services[name], by=by, actor=None)
    assert names() == expected


def test_step_passes_over_what_is_archived(services: dict[str, Service]) -> None:
    Service.objects.filter(pk=services["B"].pk).update(is_active=False)
    step_service(service=services["C"], by=-1, actor=None)
    assert names() == "CBADEF"


def test_categories_lead_the_list(
    organization: Organization,
    services: dict[str, Service],
    hair: ServiceCategory,
    nails: ServiceCategory,
) -> None:
    order_categories(organization=organization, category_ids=[nails.pk, hair.pk], actor=None)
    assert names() == "DEABCF"
    step_category(category=nails, by=1, actor=None)
    step_category(category=nails, by=1, actor=None)
    assert names() == "ABCDEF"


def test_foreign_category_is_passed_over(organization: Organization, hair: ServiceCategory) -> None:
    stranger = make_organization()
    with scope(organization=stranger):
        foreign = save_category(organization=stranger, category=None, name="Alheia", actor=None)
    order_categories(organization=organization, category_ids=[foreign.pk, hair.pk], actor=None)
    assert list(categories()) == [hair]


def test_name_is_taken_whatever_its_case(
    organization: Organization, hair: ServiceCategory, nails: ServiceCategory
) -> None:
    for category in (None, nails):
        with pytest.raises(CategoryNameTaken):
            save_category(organization=organization, category=category, name=" cabelo ", actor=None)
    assert list(categories().values_list("name", flat=True)) == ["Cabelo", "Unhas"]


def test_removed_category_comes_back_with_what_is_still_free(
    organization: Organization,
    services: dict[str, Service],
    hair: ServiceCategory,
    nails: ServiceCategory,
) -> None:
    pk = hair.pk
    assert remove_category(category=hair, actor=None) == 3
    assert names() == "DEABCF"
    Service.objects.filter(pk=services["B"].pk).update(category=nails)
    for _ in range(2):
        back = restore_category(organization=organization, category_id=pk, actor=None)
    assert (back.pk, back.name) == (pk, "Cabelo")
    assert names() == "ACBDEF"
    assert AuditEntry.objects.filter(action="category.restored").count() == 1


def test_category_that_never_was_or_whose_name_is_taken_stays_away(
    organization: Organization, hair: ServiceCategory
) -> None:
    with pytest.raises(CategoryUnknown):
        restore_category(organization=organization, category_id=uuid4(), actor=None)
    pk = hair.pk
    remove_category(category=hair, actor=None)
    save_category(organization=organization, category=None, name="CABELO", actor=None)
    with pytest.raises(CategoryNameTaken):
        restore_category(organization=organization, category_id=pk, actor=None)


@pytest.mark.django_db(transaction=True)
def test_two_orders_at_once_leave_one_of_them() -> None:
    organization = make_organization()
    with scope(organization=organization):
        made = {name: make_service(organization, name=name) for name in "ABCD"}

    def put(order: str) -> None:
        with scope(organization=organization):
            ids = [made[name].pk for name in order]
            order_services(organization=organization, service_ids=ids, actor=None)
        connection.close()

    threads = [Thread(target=put, args=[order]) for order in ("DCBA", "BADC") * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    with scope(organization=organization):
        assert names() in {"DCBA", "BADC"}
        assert sorted(Service.objects.values_list("position", flat=True)) == [0, 1, 2, 3]
