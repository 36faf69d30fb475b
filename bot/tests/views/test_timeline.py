"""The history of a customer: every source, in order, page by page, to those who may."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from accounts.enums import ConsentPurpose, ConsentStatus, Role
from accounts.models import CustomerNote
from accounts.services.consents import record_consent
from accounts.services.customer_notes import add_note
from accounts.services.merging import merge_customers
from accounts.tests.factories import make_customer, make_member, make_organization, make_user
from bot.gateways import Text
from bot.services.outbox import queue_message
from bot.tests.factories import make_channel, make_conversation
from catalog.tests.factories import make_service
from scheduling.tests.factories import make_appointment, make_staff

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def shop(db: None) -> Any:
    organization = make_organization()
    with scope(organization=organization):
        yield organization


@pytest.fixture
def customer(shop: Any) -> Any:
    return make_customer(shop, name="Marina Costa")


def read(shop: Any, customer: Any, role: Role = Role.OWNER, **query: str) -> Any:
    client = Client()
    client.force_login(make_member(shop, role).user)
    url = f"/o/{shop.slug}/customers/{customer.pk}/timeline/"
    return client.get(url, query, headers=PARTIAL)


def happen(shop: Any, customer: Any) -> None:
    service = make_service(shop, name="Corte")
    staff = make_staff(shop, [service], name="Ana")
    make_appointment(shop, customer=customer, staff=staff, service=service)
    talk = make_conversation(make_channel(shop), customer)
    day = timezone.now().replace(hour=15, minute=0)
    for minute, text in enumerate(("Oi", "Tudo bem", "Até logo")):
        now = day + timedelta(minutes=minute)
        queue_message(conversation=talk, content=Text(text), author="BOT", now=now)
    add_note(customer=customer, text="Vem de carro", author=make_user(name="Rita"))
    record_consent(
        customer=customer,
        purpose=ConsentPurpose.MARKETING,
        status=ConsentStatus.GRANTED,
        source="phone",
        evidence="pode mandar",
        occurred_at=timezone.now(),
    )
    other = make_customer(shop, name="Marina Antiga")
    merge_customers(
        survivor_id=customer.pk, absorbed_id=other.pk, chosen={}, actor=make_user(name="Lia")
    )


def test_every_source_is_told(shop: Any, customer: Any) -> None:
    happen(shop, customer)
    page = read(shop, customer).content.decode()
    for words in ("Corte", "3 mensagens", "Vem de carro", "pode mandar", "Marina Antiga", "Rita"):
        assert words in page
    assert "Oi" in page
    assert "Até logo" in page
    assert "Tudo bem" not in page


def test_one_kind_alone(shop: Any, customer: Any) -> None:
    happen(shop, customer)
    page = read(shop, customer, kind="notes").content.decode()
    assert "Vem de carro" in page
    assert "pode mandar" not in page


def test_older_pages_follow_without_gap_or_double(shop: Any, customer: Any) -> None:
    same_moment = timezone.now()
    for number in range(45):
        add_note(customer=customer, text=f"nota-{number:02}.", author=make_user())
    CustomerNote.objects.all().update(created_at=same_moment)
    texts, before = "", ""
    for _page in range(3):
        answer = read(shop, customer, before=before)
        texts += answer.content.decode()
        before = answer.context["older"]
    assert before == ""
    assert [texts.count(f"nota-{number:02}.") for number in range(45)] == [1] * 45


def test_conversations_are_for_those_who_may_read_them(shop: Any, customer: Any) -> None:
    happen(shop, customer)
    assert read(shop, customer, Role.STAFF).status_code == 404
    assert "3 mensagens" in read(shop, customer, Role.VIEWER).content.decode()


def test_a_professional_sees_visits_but_no_messages(shop: Any, customer: Any) -> None:
    happen(shop, customer)
    member = make_member(shop, Role.STAFF)
    customer.appointments.get().staff.__class__.objects.update(user=member.user)
    client = Client()
    client.force_login(member.user)
    url = f"/o/{shop.slug}/customers/{customer.pk}/timeline/"
    for query in ({}, {"kind": "messages"}):
        page = client.get(url, query).content.decode()
        assert "Corte" in page
        assert "mensagens" not in page


@pytest.mark.parametrize("before", ["x", "2026-01-01~y", "2026-01-01T00:00:00~", "~"])
def test_a_bad_mark_is_the_start(shop: Any, customer: Any, before: str) -> None:
    add_note(customer=customer, text="Vem de carro", author=make_user())
    assert "Vem de carro" in read(shop, customer, before=before).content.decode()


@pytest.mark.parametrize("many", [1, 30])
def test_history_costs_the_same_for_one_and_for_thirty(shop: Any, customer: Any, many: int) -> None:
    for number in range(many):
        add_note(customer=customer, text=f"nota {number}", author=make_user())
    read(shop, customer)
    client = Client()
    client.force_login(make_member(shop, Role.OWNER).user)
    url = f"/o/{shop.slug}/customers/{customer.pk}/timeline/"
    with CaptureQueriesContext(connection) as queries:
        client.get(url, headers=PARTIAL)
    assert len(queries) == 10
