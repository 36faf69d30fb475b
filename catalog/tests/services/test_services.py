"""Writing the price list."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection, transaction
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
from tests.locks import wait_for_a_lock


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


def test_a_change_leaves_what_others_did_meanwhile(house: Organization) -> None:
    """Archived and moved by somebody while a form of it was being saved."""
    service = create(house)
    Service.objects.filter(pk=service.pk).update(is_active=False, position=7)
    details = ServiceDetails(name="Corte e barba", duration_minutes=90)
    update_service(service=service, details=details, actor=None)
    service.refresh_from_db()
    assert (service.name, service.duration_minutes) == ("Corte e barba", 90)
    assert (service.is_active, service.position) == (False, 7)


def test_restore_twice_is_noted_once(house: Organization) -> None:
    service = create(house)
    archive_service(service=service, actor=None)
    restore_service(service=service, actor=None)
    restore_service(service=service, actor=None)
    service.refresh_from_db()
    assert service.is_active
    assert AuditEntry.objects.filter(action="service.restored").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_category_made_twice_at_once_is_one() -> None:
    organization = make_organization()

    def write() -> None:
        try:
            with scope(organization=organization):
                create(organization, name="Escova", category="cabelo")
        finally:
            connection.close()

    with scope(organization=organization), ThreadPoolExecutor(1) as colleague:
        with transaction.atomic():
            create(organization, category="Cabelo")
            other = colleague.submit(write)
            wait_for_a_lock()
        other.result(20)
        assert ServiceCategory.objects.get().services.count() == 2


def test_archive_twice_is_noted_once(house: Organization) -> None:
    service = create(house)
    archive_service(service=service, actor=None)
    archive_service(service=service, actor=None)
    assert AuditEntry.objects.filter(action="service.archived").count() == 1
