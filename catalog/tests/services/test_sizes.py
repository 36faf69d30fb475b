"""Minutes and price by size: written, and read in one place."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from accounts.models import Dependant
from accounts.tests.factories import make_customer, make_organization
from catalog.models import Service, ServiceSize
from catalog.selectors.sizes import depends_on_size, fitted, fitted_services, sizes_of
from catalog.services.sizes import SizeTerms, set_sizes
from catalog.tests.factories import make_service


@pytest.fixture
def bath(db: None) -> Any:
    """A bath of an hour for 60; a big dog takes two hours and costs 110, a giant costs 150."""
    organization = make_organization()
    with scope(organization=organization):
        service = make_service(
            organization, name="Banho", for_kind="PET", duration_minutes=60, price=Decimal(60)
        )
        set_sizes(
            service=service,
            terms={"L": SizeTerms(120, Decimal(110)), "XL": SizeTerms(price=Decimal(150))},
        )
        yield service


def pet(service: Service, size: str, kind: str = "PET") -> Dependant:
    customer = make_customer(service.organization, name=f"De {size or 'ninguém'} {kind}")
    return Dependant.objects.create(
        organization=service.organization, customer=customer, name="Thor", kind=kind, size=size
    )


@pytest.mark.parametrize(
    ("size", "minutes", "price"),
    [("L", 120, 110), ("XL", 60, 150), ("S", 60, 60), ("", 60, 60)],
)
def test_a_size_has_its_own_terms_or_the_services(
    bath: Service, size: str, minutes: int, price: int
) -> None:
    known = fitted(bath, pet(bath, size))
    assert (known.duration_minutes, known.price) == (minutes, Decimal(price))
    assert (bath.duration_minutes, bath.price) == (60, Decimal(60))


def test_a_child_of_a_size_is_no_animal(bath: Service) -> None:
    assert fitted(bath, pet(bath, "L", kind="CHILD")) is bath
    assert fitted(bath, None) is bath


def test_one_question_for_any_number_of_services(bath: Service) -> None:
    others = [make_service(bath.organization, for_kind="PET") for _ in range(5)]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = fitted_services([bath, *others], pet_of := pet(bath, "L"))
    assert pet_of.size == "L"
    assert found[bath.pk].duration_minutes == 120
    assert {found[one.pk].duration_minutes for one in others} == {60}
    assert sum("catalog_servicesize" in query["sql"] for query in asked) == 1


def test_what_is_left_empty_is_gone_and_twice_is_once(bath: Service) -> None:
    for _ in range(2):
        set_sizes(service=bath, terms={"S": SizeTerms(45), "L": SizeTerms()})
    (row,) = sizes_of([bath.pk])[bath.pk]
    assert (row.size, row.minutes, row.price) == ("S", 45, None)


def test_a_service_for_the_customer_has_no_sizes(bath: Service) -> None:
    assert depends_on_size(bath)
    bath.for_kind = ""
    bath.save()
    set_sizes(service=bath, terms={"S": SizeTerms(45)})
    assert not ServiceSize.objects.exists()
    assert not depends_on_size(bath)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"size": "L", "minutes": 10}, "service_size_once"),
        ({"size": "??", "minutes": 10}, "service_size_known"),
        ({"size": "S", "minutes": 4}, "service_size_minutes_sane"),
        ({"size": "S", "price": -1}, "service_size_price_not_negative"),
        ({"size": "S"}, "service_size_says_something"),
    ],
)
def test_the_database_refuses(bath: Service, fields: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ServiceSize.objects.create(organization=bath.organization, service=bath, **fields)
