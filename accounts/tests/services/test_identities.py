from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connections
from django_scopes import scope

from accounts.models import Customer, CustomerIdentity, Organization
from accounts.services.customers import CustomerExists, create_customer
from accounts.services.identities import identify_customer
from accounts.tests.factories import make_customer, make_organization

BSUID = "BR.13491208655302741918"


@pytest.mark.django_db
def test_identify_customer_finds_typed_number_without_ninth_digit() -> None:
    organization = make_organization()
    with scope(organization=organization):
        typed = make_customer(organization, phone="+5511981230137")
        found = identify_customer(organization=organization, wa_id="551181230137", user_id=None)
    assert found == typed


@pytest.mark.django_db
def test_identify_customer_learns_user_id_and_keeps_it_when_number_is_hidden() -> None:
    organization = make_organization()
    with scope(organization=organization):
        first = identify_customer(organization=organization, wa_id="5511981230137", user_id=BSUID)
        hidden = identify_customer(organization=organization, wa_id=None, user_id=BSUID)
        assert hidden == first
        assert CustomerIdentity.objects.filter(customer=first).count() == 2


@pytest.mark.django_db
def test_identify_customer_without_phone_has_none() -> None:
    organization = make_organization()
    with scope(organization=organization):
        customer = identify_customer(
            organization=organization, wa_id=None, user_id=BSUID, profile_name="Bia"
        )
        assert customer.phone is None
        assert customer.display_name == "Bia"


@pytest.mark.django_db
def test_identify_customer_of_another_organization_is_somebody_else() -> None:
    one, other = make_organization(), make_organization()
    with scope(organization=one):
        mine = identify_customer(organization=one, wa_id="5511981230137", user_id=None)
    with scope(organization=other):
        theirs = identify_customer(organization=other, wa_id="5511981230137", user_id=None)
    assert mine != theirs


@pytest.mark.django_db
def test_identify_customer_needs_an_identity() -> None:
    organization = make_organization()
    with scope(organization=organization), pytest.raises(ValueError, match="phone number"):
        identify_customer(organization=organization, wa_id=None, user_id=None)


@pytest.mark.django_db
def test_create_customer_refuses_a_known_number_in_another_spelling() -> None:
    organization = make_organization()
    with scope(organization=organization):
        known = make_customer(organization, phone="11 98123-0137")
        with pytest.raises(CustomerExists) as refused:
            create_customer(organization=organization, name="Outra", phone="+55 11 8123-0137")
        assert refused.value.customer == known
        assert Customer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_identify_customer_first_contact_from_many_workers_is_one_customer() -> None:
    organization = make_organization()

    def arrive(_: int) -> UUID:
        try:
            with scope(organization=organization):
                return identify_customer(
                    organization=Organization.objects.get(pk=organization.pk),
                    wa_id="5511981230137",
                    user_id=BSUID,
                ).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(arrive, range(24)))
    with scope(organization=organization):
        assert Customer.objects.count() == 1
    assert len(found) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wa_id", "locale"),
    [("16505551234", "en"), ("34612345678", "es"), ("5511981230137", ""), ("5678", "")],
)
def test_identify_customer_guesses_the_language_of_a_foreign_number(
    wa_id: str, locale: str
) -> None:
    organization = make_organization()
    with scope(organization=organization):
        customer = identify_customer(organization=organization, wa_id=wa_id, user_id=None)
    assert customer.locale == locale
