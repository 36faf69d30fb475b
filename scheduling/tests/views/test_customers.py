"""Customers on the screen: the list, the card, and what the team writes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import ConsentPurpose, ConsentStatus, Role
from accounts.models import AuditEntry, Customer
from accounts.services.consents import record_consent
from accounts.services.merging import merge_customers
from accounts.tests.factories import make_customer
from scheduling.models import Appointment
from scheduling.tests.views.conftest import PARTIAL, Salon
from tests.locks import wait_for_a_lock


@pytest.fixture
def owner(login) -> Client:
    return login(Role.OWNER)


def card(salon: Salon, rest: str = "") -> str:
    return salon.url(f"customers/{salon.customer.pk}/{rest}")


def came(salon: Salon, days_ago: int, status: str = "COMPLETED") -> None:
    start = timezone.now() - timedelta(days=days_ago)
    salon.book(10, starts_at=start)
    Appointment.objects.filter(starts_at=start).update(status=status, price=Decimal(80))


def test_list_shows_the_last_and_the_next_visit(salon: Salon, owner: Client) -> None:
    make_customer(salon.organization, name="Zélia")
    came(salon, days_ago=40)
    salon.book(10, starts_at=timezone.now() + timedelta(days=1))
    page = owner.get(salon.url("customers/")).content.decode()
    marina, zelia = page.split("Zélia</a>")
    assert "2 clientes" in page
    assert "+55 11 98123-0137" in marina
    assert "Ainda não veio" not in marina
    assert "Nada marcado" not in marina
    assert "Ainda não veio" in zelia


@pytest.mark.parametrize("words", ["marina", "COSTA", "98123-0137", "1181230137"])
def test_search_takes_names_and_numbers_in_any_form(salon: Salon, owner: Client, words) -> None:
    make_customer(salon.organization, name="Zélia", phone="+5521999990000")
    found = owner.get(salon.url("customers/"), {"q": words}, headers=PARTIAL).content.decode()
    assert "Marina Costa" in found
    assert "Zélia" not in found


def test_search_ignores_accents(salon: Salon, owner: Client) -> None:
    make_customer(salon.organization, name="Zélia")
    assert "Zélia" in owner.get(salon.url("customers/?q=zelia")).content.decode()


def test_nothing_found_and_nobody_there_are_two_states(salon: Salon, owner: Client) -> None:
    assert 'data-state="no-match"' in owner.get(salon.url("customers/?q=zzz")).content.decode()
    Appointment.objects.all().delete()
    Customer.objects.all().delete()
    assert 'data-state="empty"' in owner.get(salon.url("customers/")).content.decode()


def test_blocked_customers_have_a_list_of_their_own(salon: Salon, owner: Client) -> None:
    owner.post(card(salon, "block/"), headers=PARTIAL)
    assert "98123-0137" not in owner.get(salon.url("customers/")).content.decode()
    assert "98123-0137" in owner.get(salon.url("customers/?blocked=1")).content.decode()


@pytest.mark.parametrize("many", [1, 30])
def test_list_costs_the_same_for_one_and_for_thirty(
    salon: Salon, owner: Client, many: int, django_assert_num_queries
) -> None:
    for number in range(many - 1):
        customer = make_customer(salon.organization, name=f"Cliente {number:02}")
        start = timezone.now() + timedelta(days=2, hours=2 * number)  # Marina's lies before
        salon.book(10, customer=customer, starts_at=start)
    owner.get(salon.url("customers/"))
    with django_assert_num_queries(9):
        owner.get(salon.url("customers/"), headers=PARTIAL)


def test_card_sums_up_and_lists_every_visit(salon: Salon, owner: Client) -> None:
    came(salon, days_ago=40)
    came(salon, days_ago=20)
    came(salon, days_ago=10, status="NO_SHOW")
    record_consent(
        customer=salon.customer,
        purpose=ConsentPurpose.MARKETING,
        status=ConsentStatus.GRANTED,
        source="whatsapp",
        evidence="quero receber promoções",
        occurred_at=timezone.now(),
    )
    page = owner.get(card(salon)).content.decode()
    for words in ("R$ 160,00", "<dd>2</dd>", "<dd>1</dd>", "quero receber promoções", "Autorizou"):
        assert words in page
    assert page.count('data-panel-title="Corte"') == 4


@pytest.mark.parametrize("many", [1, 30])
def test_card_costs_the_same_for_one_and_for_thirty_visits(
    salon: Salon, owner: Client, many: int
) -> None:
    for number in range(many - 1):
        came(salon, days_ago=2 * number + 1)
    owner.get(card(salon))
    with CaptureQueriesContext(connection) as queries:
        owner.get(card(salon))
    assert len(queries) == 15


def test_a_new_customer_is_written_and_shown(salon: Salon, owner: Client) -> None:
    fields = {"name": "Joana Prado", "phone": "11 97777-1234", "locale": "es", "notes": "Alergia"}
    answer = owner.post(salon.url("customers/new/"), fields, headers=PARTIAL)
    assert answer.status_code == 204
    made = Customer.objects.get(name="Joana Prado")
    assert (made.phone, made.locale, made.notes) == ("+5511977771234", "es", "Alergia")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "Escreva o nome do cliente"),
        ({"name": "Joana", "phone": "123"}, "Confira o telefone"),
        ({"name": "Joana", "phone": "(11) 8123-0137"}, "Marina Costa já tem este telefone"),
        ({"name": "Joana", "locale": "xx"}, "xx"),
        ({"name": "a" * 121}, "120"),
        ({"name": "Jo\x00ana"}, ""),
    ],
)
def test_bad_input_changes_nothing(salon: Salon, owner: Client, fields, words: str) -> None:
    answer = owner.post(salon.url("customers/new/"), fields, headers=PARTIAL)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Customer.objects.count() == 1


def test_a_change_keeps_both_numbers_known(salon: Salon, owner: Client) -> None:
    owner.post(card(salon, "edit/"), {"name": "Marina C.", "phone": "11 95555-0000"})
    salon.customer.refresh_from_db()
    assert (salon.customer.name, salon.customer.phone) == ("Marina C.", "+5511955550000")
    assert salon.customer.identities.count() == 2
    assert AuditEntry.objects.filter(action="customer.updated").count() == 1


def test_block_is_undone_by_its_toast(salon: Salon, owner: Client) -> None:
    answer = owner.post(card(salon, "block/"), headers=PARTIAL)
    assert "unblock" in answer["HX-Trigger"]
    salon.customer.refresh_from_db()
    assert salon.customer.is_blocked
    owner.post(card(salon, "block/"))
    owner.post(card(salon, "unblock/"))
    salon.customer.refresh_from_db()
    assert not salon.customer.is_blocked
    actions = (
        AuditEntry.objects.filter(action__contains="block")
        .order_by("id")
        .values_list("action", flat=True)
    )
    assert list(actions) == ["customer.blocked", "customer.unblocked"]


def test_professionals_see_whom_they_serve(salon: Salon, login) -> None:
    stranger = make_customer(salon.organization, name="Zélia")
    ana = login(Role.STAFF, salon.ana)
    page = ana.get(salon.url("customers/")).content.decode()
    assert "Marina" in page
    assert "Zélia" not in page
    assert ana.get(card(salon)).status_code == 200
    assert ana.get(salon.url(f"customers/{stranger.pk}/")).status_code == 404


@pytest.mark.parametrize("role", [Role.STAFF, Role.VIEWER])
def test_who_only_reads_changes_nothing(salon: Salon, login, role: Role) -> None:
    client = login(role, salon.ana)
    for rest in ("new/", f"{salon.customer.pk}/edit/", f"{salon.customer.pk}/block/"):
        answer = client.post(salon.url(f"customers/{rest}"), {"name": "Outra"})
        assert answer.status_code == 403
    assert "Editar" not in client.get(card(salon)).content.decode()


def test_another_house_s_customers_are_not_there(salon, other_salon, owner: Client) -> None:
    theirs = other_salon.customer.pk
    for rest in ("", "edit/"):
        assert owner.get(salon.url(f"customers/{theirs}/{rest}")).status_code == 404
    for rest in ("edit/", "block/", "unblock/"):
        answer = owner.post(salon.url(f"customers/{theirs}/{rest}"), {"name": "Roubada"})
        assert answer.status_code == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("rest", "fields"),
    [
        ("edit/", {"name": "Marina C."}),
        ("block/", {}),
        ("archive/", {}),
        ("notes/", {"text": "Prefere a manhã"}),
        ("dependants/new/", {"name": "Thor", "kind": "PET"}),
        ("consent/", {"status": "GRANTED", "channel": "phone", "evidence": "Pode mandar"}),
    ],
)
def test_what_is_written_while_two_cards_become_one_finds_no_card(
    salon: Salon, owner: Client, rest: str, fields: dict[str, str]
) -> None:
    survivor = make_customer(salon.organization, name="Marina Souza")
    written = AuditEntry.objects.count()

    def write() -> int:
        try:
            return owner.post(card(salon, rest), fields, headers=PARTIAL).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as desk:
        with transaction.atomic():
            merge_customers(
                survivor_id=survivor.pk, absorbed_id=salon.customer.pk, chosen={}, actor=None
            )
            answer = desk.submit(write)
            wait_for_a_lock()
        assert answer.result(20) == 404
    assert AuditEntry.objects.count() == written + 1  # the merge alone
