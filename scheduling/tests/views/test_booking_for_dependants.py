"""Booking for somebody the customer brings: whom, how long, how much."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Dependant
from accounts.tests.factories import make_customer
from catalog.models import Service, ServiceAddOn
from catalog.services.sizes import SizeTerms, set_sizes
from catalog.tests.factories import make_service
from config.lib.ids import new_id
from scheduling.models import Appointment, StaffService
from scheduling.services.booking import DependantUnfit
from scheduling.services.brought import Brought, bring
from scheduling.tests.factories import local
from scheduling.tests.views.conftest import JSON, PARTIAL, Salon
from scheduling.tests.views.test_add_ons import make_add_on
from scheduling.tests.views.test_booking import NEW, booking

OPTIONS = "appointments/options/"


@pytest.fixture
def bath(salon: Salon) -> Service:
    """An hour for 60; two hours for 110 where the dog is big."""
    made = make_service(
        salon.organization, name="Banho", for_kind="PET", duration_minutes=60, price=Decimal(60)
    )
    set_sizes(service=made, terms={"L": SizeTerms(120, Decimal(110))})
    for person in (salon.ana, salon.bruno):
        StaffService.objects.create(organization=salon.organization, staff=person, service=made)
    return made


def dog(salon: Salon, **fields: Any) -> Dependant:
    fields = {"name": "Thor", "kind": "PET", "size": "L", "customer": salon.customer} | fields
    return Dependant.objects.create(organization=salon.organization, **fields)


def options(salon: Salon, desk: Client, **query: Any) -> str:
    given = {"staff": salon.ana.pk, "day": "2026-11-24", "customer": salon.customer.pk} | query
    return desk.get(salon.url(OPTIONS), given).content.decode()


def made_at(hour: int) -> Appointment:
    return Appointment.objects.get(starts_at=local(2026, 11, 24, hour))


def test_the_only_animal_is_chosen_and_makes_length_and_price(
    salon: Salon, desk: Client, bath: Service
) -> None:
    thor = dog(salon)
    page = options(salon, desk, service=bath.pk)
    assert f'value="{thor.pk}" selected' in page
    for words in ("Thor · Grande", "2 h", "R$ 110,00", 'placeholder="120"'):
        assert words in page
    # Ana's visit at 10 leaves no two hours before it, and 16:00 is the last start of the day.
    assert "time=09%3A00" not in page
    assert "time=16%3A15" not in page
    assert "time=16%3A00" in page


def test_another_dependant_makes_other_times(salon: Salon, desk: Client, bath: Service) -> None:
    dog(salon)
    small = dog(salon, name="Mel", size="S")
    nobody = options(salon, desk, service=bath.pk)
    assert "time=17%3A00" in nobody
    assert "O porte muda a duração" in nobody
    chosen = options(salon, desk, service=bath.pk, dependant=small.pk)
    assert "time=17%3A00" in chosen
    assert f"dependant={small.pk}" in chosen
    assert "O porte muda a duração" not in chosen


def test_the_choice_of_another_customer_does_not_stay(
    salon: Salon, desk: Client, bath: Service
) -> None:
    thor = dog(salon)
    other = make_customer(salon.organization, name="Rui")
    rex = dog(salon, name="Rex", customer=other)
    page = options(
        salon, desk, service=bath.pk, customer=other.pk, dependant=thor.pk, dependant_of=thor.pk
    )
    assert f'value="{rex.pk}" selected' in page
    assert "Thor" not in page


def test_the_visit_keeps_whom_length_and_price(salon: Salon, desk: Client, bath: Service) -> None:
    thor = dog(salon)
    mask = make_add_on(salon, bath)
    sent = booking(salon, service=bath.pk, dependant=thor.pk, add_ons=[mask.pk])
    for _ in range(2):
        assert desk.post(salon.url(NEW), sent, headers=PARTIAL).status_code == 204
    visit = made_at(14)
    assert (visit.dependant, visit.price) == (thor, Decimal(155))
    assert visit.length == timedelta(minutes=150)
    set_sizes(service=bath, terms={"L": SizeTerms(30, Decimal(10))})
    visit.refresh_from_db()
    assert (visit.price, visit.length) == (Decimal(155), timedelta(minutes=150))
    page = desk.get(salon.url(f"appointments/{visit.pk}/"), headers=PARTIAL).content.decode()
    assert "Thor · Banho" in page


def test_taken_time_offers_times_of_the_real_length(
    salon: Salon, desk: Client, bath: Service
) -> None:
    sent = booking(salon, service=bath.pk, dependant=dog(salon).pk, time="09:30")
    answer = desk.post(salon.url(NEW), sent, headers=PARTIAL)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'name="time" value="11:00"' in page
    assert 'name="time" value="09:00"' not in page


def test_somebody_new_is_written_down_with_the_visit(
    salon: Salon, desk: Client, bath: Service
) -> None:
    new = {
        "service": bath.pk,
        "dependant": "new",
        "dependant_name": "Rex",
        "dependant_size": "L",
    }
    customer = {"customer": "new", "customer_name": "Júlia", "customer_phone": "11977771234"}
    taken = booking(salon, **new, **customer, time="10:00")
    assert desk.post(salon.url(NEW), taken, headers=PARTIAL).status_code == 409
    assert not Dependant.objects.exists()
    for _ in range(2):
        sent = booking(salon, **new, **customer)
        assert desk.post(salon.url(NEW), sent, headers=PARTIAL).status_code == 204
    (rex,) = Dependant.objects.all()
    assert (rex.name, rex.size, rex.kind, rex.customer.name) == ("Rex", "L", "PET", "Júlia")
    assert (made_at(14).dependant, made_at(14).length) == (rex, timedelta(hours=2))


def test_a_missing_size_is_said_and_filled_in_with_the_booking(
    salon: Salon, desk: Client, bath: Service
) -> None:
    thor = dog(salon, size="")
    page = options(salon, desk, service=bath.pk)
    assert "Sem o porte, vale a duração e o preço do serviço" in page
    assert "R$ 60,00" in page
    told = options(salon, desk, service=bath.pk, dependant=thor.pk, dependant_size="L")
    assert "R$ 110,00" in told
    rex = dog(salon, name="Rex", size="")
    told = options(
        salon,
        desk,
        service=bath.pk,
        dependant=rex.pk,
        dependant_sized=thor.pk,
        dependant_size="L",
    )
    assert "R$ 60,00" in told  # the size was told of the other one
    sent = booking(salon, service=bath.pk, dependant=thor.pk, dependant_size="L")
    assert desk.post(salon.url(NEW), sent, headers=PARTIAL).status_code == 204
    thor.refresh_from_db()
    assert (thor.size, made_at(14).price) == ("L", Decimal(110))


@pytest.mark.parametrize("stranger", ["other customer", "archived", "rubbish", "nameless"])
def test_whoever_is_not_theirs_is_refused(
    salon: Salon, desk: Client, bath: Service, stranger: str
) -> None:
    other = make_customer(salon.organization, name="Rui")
    sent = {
        "other customer": {"dependant": dog(salon, customer=other).pk},
        "archived": {"dependant": dog(salon, is_active=False).pk},
        "rubbish": {"dependant": "\x00x"},
        "nameless": {"dependant": "new", "dependant_name": " "},
    }[stranger]
    answer = desk.post(salon.url(NEW), booking(salon, service=bath.pk, **sent), headers=PARTIAL)
    assert answer.status_code == 422
    assert 'id="booking_dependant_error"' in answer.content.decode()
    assert Appointment.objects.count() == 1


def test_services_keep_the_rule_themselves(salon: Salon, bath: Service) -> None:
    thor = dog(salon)
    other = make_customer(salon.organization, name="Rui")
    with pytest.raises(DependantUnfit):
        salon.book(14, service=bath, customer=other, dependant=thor)
    with pytest.raises(DependantUnfit):
        salon.book(14, service=salon.service, dependant=thor)
    with pytest.raises(DependantUnfit):
        bring(customer=other, brought=Brought("PET", thor), actor=None)


def test_a_visit_of_several_services_brings_the_animal_to_its_own(
    salon: Salon, desk: Client, bath: Service
) -> None:
    thor = dog(salon)
    sent = booking(salon, service=bath.pk, dependant=thor.pk, key=new_id())
    sent |= {"p2-service": salon.service.pk, "p2-staff": salon.bruno.pk, "time": "13:00"}
    assert desk.post(salon.url(NEW), sent, headers=PARTIAL).status_code == 204
    first, second = made_at(13), made_at(15)
    assert (first.dependant, first.length) == (thor, timedelta(hours=2))
    assert (second.dependant, second.length) == (None, timedelta(hours=1))
    page = options(salon, desk, **{k: v for k, v in sent.items() if k != "time"})
    assert "R$ 190,00" in page


def test_every_date_of_a_series_brings_the_animal(
    salon: Salon, desk: Client, bath: Service
) -> None:
    thor = dog(salon)
    sent = booking(
        salon, service=bath.pk, dependant=thor.pk, repeat="1", times="3", key=new_id(), until=""
    )
    preview = desk.post(salon.url(NEW), sent, headers=PARTIAL).content.decode()
    assert f'name="dependant" value="{thor.pk}"' in preview
    desk.post(salon.url("appointments/series/"), sent, headers=PARTIAL)
    dates = Appointment.objects.filter(series__isnull=False)
    assert [(one.dependant, one.length, one.price) for one in dates] == [
        (thor, timedelta(hours=2), Decimal(110))
    ] * 3


def test_moving_keeps_length_and_animal(salon: Salon, desk: Client, bath: Service) -> None:
    thor = dog(salon)
    visit = salon.book(14, service=bath, dependant=thor)
    place = {"staff": salon.bruno.pk, "day": "2026-11-25", "time": "09:00", "duration": "120"}
    url = salon.url(f"appointments/{visit.pk}/time/")
    assert desk.post(url, place, headers=JSON).status_code == 200
    visit.refresh_from_db()
    assert (visit.dependant, visit.price, visit.length) == (
        thor,
        Decimal(110),
        timedelta(hours=2),
    )


def test_names_cost_nothing_more_on_the_agenda(salon: Salon, desk: Client, bath: Service) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            page = desk.get(salon.url("agenda/?day=2026-11-24&view=list")).content.decode()
        assert "Thor · Banho" in page
        return len(asked)

    thor = dog(salon)
    salon.book(8, service=bath, dependant=thor)
    one = cost()
    for hour in range(12, 18, 2):
        salon.book(hour, service=bath, dependant=thor)
        salon.book(hour, service=bath, dependant=thor, staff=salon.bruno)
    assert cost() == one


def test_a_plain_service_asks_nobody(salon: Salon, desk: Client, bath: Service) -> None:
    dog(salon)
    with CaptureQueriesContext(connection) as asked:
        page = options(salon, desk, service=salon.service.pk)
    assert "Para quem" not in page
    assert not any("dependant" in query["sql"] for query in asked)
    assert not ServiceAddOn.objects.exists()
