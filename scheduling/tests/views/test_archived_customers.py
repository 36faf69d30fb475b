"""Somebody who was archived and comes again: offered last, marked, and back on the list."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEntry, Customer
from accounts.tests.factories import make_customer
from scheduling.models import Appointment, WaitlistEntry
from scheduling.tests.views.conftest import PARTIAL, Salon

LOOKUP = "appointments/customers/"
MARK = "Arquivado: volta à sua lista ao agendar"


@pytest.fixture
def gone(salon: Salon) -> Customer:
    customer = make_customer(salon.organization, name="Aline Marinho", phone="+5511981230999")
    Customer.objects.filter(pk=customer.pk).update(archived_at=timezone.now())
    return customer


def booking(salon: Salon, customer: Customer, **fields: object) -> dict[str, object]:
    return {
        "service": salon.service.pk,
        "staff": salon.ana.pk,
        "day": "2026-11-25",
        "time": "14:00",
        "customer": customer.pk,
    } | fields


def restored(customer: Customer) -> int:
    return AuditEntry.objects.filter(action="customer.restored", target_id=customer.pk).count()


def test_archived_come_last_and_are_marked(salon: Salon, desk: Client, gone: Customer) -> None:
    found = desk.get(salon.url(LOOKUP), {"q": "mari"})
    names = [one["name"] for one in found.context["found"]]
    assert names == ["Marina Costa", "Aline Marinho"]  # by name alone Aline would be first
    assert found.content.decode().count(MARK) == 1
    by_phone = desk.get(salon.url(LOOKUP), {"q": "98123-0999"}).content.decode()
    assert MARK in by_phone


def test_archived_never_push_out_those_on_the_list(salon: Salon, desk: Client) -> None:
    for number in range(8):
        person = make_customer(salon.organization, name=f"Ana {number}")
        if number < 4:
            Customer.objects.filter(pk=person.pk).update(archived_at=timezone.now())
    found = desk.get(salon.url(LOOKUP), {"q": "ana"}).context["found"]
    assert [one["is_archived"] for one in found] == [False] * 4 + [True] * 2


def test_booking_brings_the_customer_back(salon: Salon, desk: Client, gone: Customer) -> None:
    for _twice in range(2):
        sent = booking(salon, gone)
        answer = desk.post(salon.url("appointments/new/"), sent, headers=PARTIAL)
        assert answer.status_code == 204
    gone.refresh_from_db()
    assert gone.archived_at is None
    assert Appointment.objects.filter(customer=gone).count() == 1
    assert restored(gone) == 1


def test_refused_booking_leaves_the_customer_archived(
    salon: Salon, desk: Client, gone: Customer
) -> None:
    sent = booking(salon, gone, day="2026-11-24", time="10:00")  # Marina's
    assert desk.post(salon.url("appointments/new/"), sent, headers=PARTIAL).status_code == 409
    gone.refresh_from_db()
    assert gone.archived_at is not None
    assert restored(gone) == 0


def test_visit_series_and_waiting_list_bring_the_customer_back(
    salon: Salon, desk: Client, gone: Customer
) -> None:
    today = timezone.localdate()
    visit = booking(salon, gone) | {"p2-service": salon.service.pk, "p2-staff": salon.bruno.pk}
    series = booking(salon, gone, time="09:00", repeat=1, times=2)
    waiting = {
        "service": salon.service.pk,
        "first_on": today,
        "last_on": today + timedelta(days=3),
        "customer": gone.pk,
    }
    for path, sent in (
        ("appointments/new/", visit),
        ("appointments/series/", series),
        ("waitlist/new/", waiting),
    ):
        Customer.objects.filter(pk=gone.pk).update(archived_at=timezone.now())
        assert desk.post(salon.url(path), sent, headers=PARTIAL).status_code == 204, path
        gone.refresh_from_db()
        assert gone.archived_at is None
    assert WaitlistEntry.objects.filter(customer=gone).exists()


def test_search_costs_the_same_for_many(salon: Salon, desk: Client, gone: Customer) -> None:
    def count() -> int:
        desk.get(salon.url(LOOKUP), {"q": "mari"})
        with CaptureQueriesContext(connection) as queries:
            desk.get(salon.url(LOOKUP), {"q": "mari"})
        return len(queries)

    few = count()
    for number in range(3):
        make_customer(salon.organization, name=f"Mari {number}")
    assert count() == few
