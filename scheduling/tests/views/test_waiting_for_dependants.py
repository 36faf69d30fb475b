"""The waiting list where a service is for somebody whom the customer brings."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.models import Dependant
from catalog.models import Service
from scheduling.models import Appointment, WaitlistEntry
from scheduling.tests.factories import local
from scheduling.tests.views.conftest import PARTIAL, Salon
from scheduling.tests.views.test_booking_for_dependants import bath, dog
from scheduling.tests.views.test_waitlist import DAY, LIST, NEW, wish

__all__ = ["bath"]

OPTIONS = "waitlist/options/"


@pytest.fixture
def entry(salon: Salon, desk: Client, bath: Service) -> WaitlistEntry:
    """Marina waits for a bath for Thor, who is big; she has Mel as well."""
    thor = dog(salon)
    dog(salon, name="Mel", size="S")
    sent = wish(salon, service=bath.pk, from_time="", dependant=thor.pk)
    assert desk.post(salon.url(NEW), sent, headers=PARTIAL).status_code == 204
    return WaitlistEntry.objects.get()


def test_form_asks_for_whom_once_the_service_is_for_somebody(
    salon: Salon, desk: Client, bath: Service
) -> None:
    thor = dog(salon)

    def shown(**query: object) -> str:
        return desk.get(
            salon.url(OPTIONS), {"customer": salon.customer.pk} | query
        ).content.decode()

    assert "Para quem" not in shown(service=salon.service.pk)
    assert "Para quem" not in shown(service="nonsense")
    page = shown(service=bath.pk)
    assert f'value="{thor.pk}" selected' in page  # the only one on the card
    assert 'name="dependant_name"' in shown(service=bath.pk, dependant="new")
    whole = desk.get(salon.url(f"{NEW}?service={bath.pk}&customer={salon.customer.pk}"))
    assert "Thor · Grande" in whole.content.decode()


def test_entry_says_for_whom(salon: Salon, desk: Client, entry: WaitlistEntry) -> None:
    assert entry.dependant.name == "Thor"
    page = desk.get(salon.url(LIST), headers=PARTIAL).content.decode()
    assert "Thor · Banho" in page
    assert f"dependant={entry.dependant_id}" in page
    found = desk.get(salon.url(f"{LIST}?q=thor"), headers=PARTIAL).content.decode()
    assert "Marina Costa" in found
    booking = desk.get(
        salon.url("appointments/new/"),
        {
            "entry": entry.pk,
            "customer": entry.customer_id,
            "service": entry.service_id,
            "dependant": entry.dependant_id,
        },
    ).content.decode()
    assert f'value="{entry.dependant_id}" selected' in booking


def test_edit_changes_and_clears_for_whom(
    salon: Salon, desk: Client, bath: Service, entry: WaitlistEntry
) -> None:
    url = salon.url(f"{LIST}{entry.pk}/")
    page = desk.get(url, headers=PARTIAL).content.decode()
    assert f'value="{entry.dependant_id}" selected' in page
    mel = Dependant.objects.get(name="Mel")
    for sent, kept in ((str(mel.pk), mel), ("", None)):
        answer = desk.post(url, wish(salon, service=bath.pk, dependant=sent), headers=PARTIAL)
        assert answer.status_code == 204
        entry.refresh_from_db()
        assert entry.dependant == kept


def test_new_animal_is_written_down_with_the_entry(
    salon: Salon, desk: Client, bath: Service
) -> None:
    sent = wish(salon, service=bath.pk, dependant="new", dependant_name="", dependant_size="L")
    refused = desk.post(salon.url(NEW), sent, headers=PARTIAL)
    assert refused.status_code == 422
    assert "Escreva o nome" in refused.content.decode()
    assert (
        desk.post(salon.url(NEW), sent | {"dependant_name": "Bidu"}, headers=PARTIAL).status_code
        == 204
    )
    bidu = WaitlistEntry.objects.get().dependant
    assert (bidu.name, bidu.size, bidu.customer) == ("Bidu", "L", salon.customer)


def test_another_customers_animal_is_refused(
    salon: Salon, other_salon: Salon, desk: Client, bath: Service, entry: WaitlistEntry
) -> None:
    theirs = Dependant.objects.create(
        organization=other_salon.organization, customer=other_salon.customer, name="X", kind="PET"
    )
    sent = wish(salon, service=bath.pk, dependant=theirs.pk, notes="outra")
    for path in (NEW, f"{LIST}{entry.pk}/"):
        assert desk.post(salon.url(path), sent, headers=PARTIAL).status_code == 422
    assert WaitlistEntry.objects.get().dependant.name == "Thor"


def test_who_waits_for_a_free_time_is_booked_with_the_animal(
    salon: Salon, desk: Client, entry: WaitlistEntry
) -> None:
    free = {"staff": salon.ana.pk, "day": DAY, "time": "14:00", "duration": 60}
    page = desk.get(salon.url("waitlist/matches/"), free, headers=PARTIAL).content.decode()
    assert "Thor · Banho" in page
    sent = {"staff": salon.ana.pk, "day": DAY, "time": "14:00"}
    url = salon.url(f"{LIST}{entry.pk}/appointment/")
    assert desk.post(url, sent, headers=PARTIAL).status_code == 204
    made = Appointment.objects.get(starts_at=local(2026, 11, 24, 14))
    assert (made.dependant, made.length.total_seconds()) == (entry.dependant, 7200)


def test_animal_that_is_gone_by_now_is_said(
    salon: Salon, desk: Client, entry: WaitlistEntry
) -> None:
    Dependant.objects.update(is_active=False)
    sent = {"staff": salon.ana.pk, "day": DAY, "time": "14:00"}
    answer = desk.post(salon.url(f"{LIST}{entry.pk}/appointment/"), sent, headers=PARTIAL)
    assert answer.status_code == 409
    assert "não é deste cliente" in answer.content.decode()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.STAFF])
def test_who_may_change_no_agenda_asks_for_nobody(
    salon: Salon, login: Callable[..., Client], role: Role
) -> None:
    assert login(role).get(salon.url(OPTIONS)).status_code == 403


def test_query_count_of_the_list(salon: Salon, desk: Client, entry: WaitlistEntry) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get(salon.url(LIST), headers=PARTIAL)
        return len(queries)

    one = count()
    for number in range(24):
        animal = dog(salon, name=f"Cão {number}")
        sent = wish(salon, service=entry.service_id, dependant=animal.pk)
        assert desk.post(salon.url(NEW), sent, headers=PARTIAL).status_code == 204
    assert count() == one
