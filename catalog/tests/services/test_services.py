"""Writing the price list."""

from decimal import Decimal

import pytest
from django_scopes import scope

from accounts.models import AuditEntry, Organization
from accounts.tests.factories import make_organization
from catalog.models import Service, ServiceCategory
from catalog.services.services import (
    ServiceDetails,
    ServiceNameTaken,
    archive_service,
    create_service,
    restore_service,
    update_service,
)


@pytest.fixture
def house(db: None):
    organization = make_organization()
    with scope(organization=organization):
        yield organization


def create(house: Organization, **fields) -> Service:
    details = ServiceDetails(**({"name": "Corte", "duration_minutes": 60} | fields))
    return create_service(organization=house, details=details, actor=None)


def test_new_category_is_created_once_in_any_case(house: Organization) -> None:
    first = create(house, category="Cabelo")
    second = create(house, name="Escova", category=" cabelo ")
    assert first.category == second.category
    assert ServiceCategory.objects.count() == 1


def test_empty_category_is_none(house: Organization) -> None:
    assert create(house).category is None


def test_active_name_is_taken_in_any_case(house: Organization) -> None:
    create(house)
    with pytest.raises(ServiceNameTaken):
        create(house, name="CORTE")
    assert Service.objects.count() == 1


def test_name_taken_leaves_the_service_as_it_was(house: Organization) -> None:
    create(house)
    other = create(house, name="Escova", price=Decimal("50.00"))
    details = ServiceDetails(name="corte", duration_minutes=30)
    with pytest.raises(ServiceNameTaken):
        update_service(service=other, details=details, actor=None)
    other.refresh_from_db()
    assert (other.name, other.price) == ("Escova", Decimal("50.00"))


def test_archived_name_is_free_and_comes_back_only_when_free(house: Organization) -> None:
    old = create(house)
    archive_service(service=old, actor=None)
    create(house)
    with pytest.raises(ServiceNameTaken):
        restore_service(service=old, actor=None)
    old.refresh_from_db()
    assert not old.is_active


def test_archive_twice_is_noted_once(house: Organization) -> None:
    service = create(house)
    archive_service(service=service, actor=None)
    archive_service(service=service, actor=None)
    assert AuditEntry.objects.filter(action="service.archived").count() == 1
