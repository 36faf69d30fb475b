"""A customer's number or user id changes: whose card it is afterwards."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connections
from django.utils import timezone
from django_scopes import scope

from accounts.models import AuditEntry, Customer, CustomerIdentity, CustomerMerge, Organization
from accounts.services.identities import identify_customer
from accounts.services.rekeying import rekey_sender
from accounts.tests.factories import make_customer, make_organization

OLD, NEW = "5511981230137", "5521998765432"
OLD_ID, NEW_ID = "BR.13491208655302741918", "BR.99991208655302741999"


@pytest.fixture
def house(db: None) -> Iterator[Organization]:
    organization = make_organization()
    with scope(organization=organization):
        yield organization


def change(
    house: Organization,
    old: tuple[str | None, str | None] = (OLD, None),
    new: tuple[str | None, str | None] = (NEW, None),
    at: datetime | None = None,
) -> Customer:
    return rekey_sender(organization=house, old=old, new=new, changed_at=at or timezone.now())


def who(house: Organization, wa_id: str | None, user_id: str | None = None) -> Customer:
    return identify_customer(organization=house, wa_id=wa_id, user_id=user_id)


def test_new_number_is_the_same_customer_and_the_old_one_is_free(house: Organization) -> None:
    marina = who(house, OLD)
    assert change(house) == marina
    assert who(house, NEW) == marina
    assert Customer.objects.get(pk=marina.pk).phone == f"+{NEW}"
    assert who(house, OLD) != marina
    assert AuditEntry.objects.filter(action="customer.rekeyed").count() == 1


def test_new_user_id_is_the_same_customer(house: Organization) -> None:
    marina = who(house, OLD, OLD_ID)
    assert change(house, (None, OLD_ID), (None, NEW_ID)) == marina
    assert who(house, None, NEW_ID) == who(house, OLD) == marina


def test_ninth_digit_alone_is_no_change(house: Organization) -> None:
    marina = who(house, OLD)
    change(house, new=("551181230137", None))
    assert who(house, OLD) == marina
    assert Customer.objects.get().phone == f"+{OLD}"


def test_unknown_sender_is_found_by_the_new_ids(house: Organization) -> None:
    known = who(house, NEW)
    assert change(house) == known
    assert Customer.objects.count() == 1


def test_who_wrote_from_the_new_number_before_the_news_is_the_same_person(
    house: Organization,
) -> None:
    changed_at = timezone.now() - timedelta(minutes=5)
    marina, early = who(house, OLD), who(house, NEW)
    assert change(house, at=changed_at) == marina
    assert who(house, NEW) == marina
    assert not Customer.objects.filter(pk=early.pk).exists()
    assert CustomerMerge.objects.get().survivor == marina
    assert Customer.objects.get().phone == f"+{NEW}"


def test_a_former_holder_of_the_number_keeps_the_card(house: Organization) -> None:
    marina = who(house, OLD)
    former = make_customer(house, name="Seu Jorge", phone=f"+{NEW}")
    assert change(house) == marina
    assert who(house, NEW) == marina
    former.refresh_from_db()
    assert (former.name, former.phone) == ("Seu Jorge", None)


def test_a_nameless_former_holder_is_no_twin_either(house: Organization) -> None:
    marina, former = who(house, OLD), who(house, NEW)
    CustomerIdentity.objects.filter(customer=former).update(
        created_at=timezone.now() - timedelta(days=90)
    )
    assert change(house) == marina
    assert Customer.objects.filter(pk=former.pk).exists()
    assert who(house, NEW) == marina


def test_user_id_of_another_person_decides(house: Organization) -> None:
    marina, other = who(house, OLD), who(house, NEW, OLD_ID)
    change(house, new=(NEW, NEW_ID))
    assert Customer.objects.filter(pk=other.pk).exists()
    assert who(house, NEW) == who(house, None, NEW_ID) == marina


def test_card_with_both_new_ids_is_joined_once(house: Organization) -> None:
    marina, early = who(house, OLD), who(house, NEW, NEW_ID)
    assert change(house, new=(NEW, NEW_ID)) == marina
    assert not Customer.objects.filter(pk=early.pk).exists()
    assert who(house, NEW) == who(house, None, NEW_ID) == marina


def test_number_that_the_team_typed_besides_stays(house: Organization) -> None:
    marina = who(house, OLD)
    Customer.objects.filter(pk=marina.pk).update(phone="+551133334444")
    change(house)
    assert Customer.objects.get().phone == "+551133334444"


def test_the_same_news_twice_change_nothing_more(house: Organization) -> None:
    marina = who(house, OLD)
    change(house)
    assert change(house) == marina
    assert Customer.objects.count() == 1


def test_other_houses_keep_their_customers(house: Organization) -> None:
    other = make_organization()
    with scope(organization=other):
        theirs = who(other, NEW)
    who(house, OLD)
    change(house)
    with scope(organization=other):
        assert who(other, NEW) == theirs


@pytest.mark.django_db(transaction=True)
def test_news_and_first_words_at_once_leave_one_customer() -> None:
    house = make_organization()
    with scope(organization=house):
        marina = who(house, OLD)
    changed_at = timezone.now()

    def act(number: int) -> None:
        with scope(organization=house):
            for _try in range(5):
                try:
                    change(house, at=changed_at) if number % 2 else who(house, NEW)
                    break
                except Exception:  # a receipt is tried again
                    connections["default"].close()
        connections.close_all()

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(act, range(6)))
    with scope(organization=house):
        change(house, at=changed_at)
        assert who(house, NEW).pk == marina.pk
        assert Customer.objects.count() == 1
