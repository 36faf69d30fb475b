"""Booking by hand, and finding the customer for it."""

from datetime import date

import pytest
from django.test import Client

from accounts.enums import Role
from accounts.models import Customer
from accounts.tests.factories import make_customer
from catalog.tests.factories import make_service
from scheduling.enums import Source
from scheduling.models import Appointment, Shift
from scheduling.tests.factories import local, make_staff
from scheduling.tests.views.conftest import PARTIAL, Salon

NEW = "appointments/new/"


def booking(salon: Salon, **fields: object) -> dict[str, object]:
    return {
        "service": salon.service.pk,
        "staff": salon.ana.pk,
        "day": "2026-11-24",
        "time": "14:00",
        "customer": salon.customer.pk,
    } | fields


def test_book_for_a_known_customer(salon: Salon, desk: Client) -> None:
    answer = desk.post(salon.url(NEW), booking(salon, notes="Franja"), headers=PARTIAL)
    assert answer.status_code == 204
    assert "agenda:changed" in answer["HX-Trigger"]
    made = Appointment.objects.get(starts_at=local(2026, 11, 24, 14))
    assert (made.customer, made.staff, made.notes) == (salon.customer, salon.ana, "Franja")
    assert (made.status, made.source) == ("CONFIRMED", Source.STAFF)


def test_book_for_somebody_new(salon: Salon, desk: Client) -> None:
    new = {"customer": "new", "customer_name": "Júlia", "customer_phone": "(11) 97777-1234"}
    assert desk.post(salon.url(NEW), booking(salon, **new), headers=PARTIAL).status_code == 204
    made = Appointment.objects.get(starts_at=local(2026, 11, 24, 14))
    assert (made.customer.name, made.customer.phone) == ("Júlia", "+5511977771234")


def test_booking_twice_is_once(salon: Salon, desk: Client) -> None:
    new = booking(salon, customer="new", customer_name="Júlia", customer_phone="11977771234")
    for sent in (booking(salon), booking(salon), new | {"time": "16:00"}, new | {"time": "16:00"}):
        assert desk.post(salon.url(NEW), sent, headers=PARTIAL).status_code == 204
    assert Appointment.objects.count() == 3
    assert Customer.objects.count() == 2


def test_outside_the_shifts_the_team_may(salon: Salon, desk: Client) -> None:
    sent = booking(salon, time="20:10", duration="25")
    assert desk.post(salon.url(NEW), sent, headers=PARTIAL).status_code == 204
    made = Appointment.objects.get(starts_at=local(2026, 11, 24, 20, 10))
    assert made.length.total_seconds() == 25 * 60


def test_taken_time_offers_others_and_keeps_what_was_typed(salon: Salon, desk: Client) -> None:
    new = {"customer": "new", "customer_name": "Júlia", "time": "10:30", "notes": "Franja"}
    answer = desk.post(salon.url(NEW), booking(salon, **new), headers=PARTIAL)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ana não está livre" in page
    assert 'name="time" value="09:00"' in page
    assert 'name="time" value="11:00"' in page
    assert "Júlia" in page
    assert "Franja" in page
    assert Customer.objects.count() == 1  # nobody is written down for a visit that is not


def test_alternative_button_wins_over_the_typed_time(salon: Salon, desk: Client) -> None:
    desk.post(salon.url(NEW), booking(salon, time=["10:30", "11:00"]), headers=PARTIAL)
    assert Appointment.objects.filter(starts_at=local(2026, 11, 24, 11)).exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"service": ""}, "service"),
        ({"staff": ""}, "staff"),
        ({"time": ""}, "time"),
        ({"day": "31/02"}, "day"),
        ({"customer": ""}, "customer"),
        ({"customer": "\x00nobody"}, "customer"),
        ({"customer": "new"}, "customer_name"),
        ({"customer": "new", "customer_name": "J", "customer_phone": "12"}, "customer_phone"),
        ({"duration": "9999"}, "duration"),
    ],
)
def test_nonsense_comes_back_with_reasons(
    salon: Salon, desk: Client, wrong: dict[str, str], field: str
) -> None:
    answer = desk.post(salon.url(NEW), booking(salon, **wrong), headers=PARTIAL)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert Appointment.objects.count() == 1


def test_phone_of_somebody_known_offers_that_customer(salon: Salon, desk: Client) -> None:
    new = {"customer": "new", "customer_name": "M.", "customer_phone": "11 8123-0137"}
    answer = desk.post(salon.url(NEW), booking(salon, **new), headers=PARTIAL)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "já é de Marina Costa" in page
    assert f'value="{salon.customer.pk}"' in page


def test_person_who_cannot_do_it(salon: Salon, desk: Client) -> None:
    carla = make_staff(salon.organization, [make_service(salon.organization)], name="Carla")
    answer = desk.post(salon.url(NEW), booking(salon, staff=carla.pk), headers=PARTIAL)
    assert answer.status_code == 422
    assert answer.context["form"].errors["staff"] == ["Carla não faz Corte."]


def test_form_opened_from_a_column_knows_it(salon: Salon, desk: Client) -> None:
    make_service(salon.organization, name="Outro")
    page = desk.get(
        salon.url(f"{NEW}?staff={salon.ana.pk}&day=2026-11-24&time=11:15"), headers=PARTIAL
    ).content.decode()
    assert f'<option value="{salon.ana.pk}" selected>' in page
    assert 'value="11:15"' in page
    assert "Outro" not in page  # Ana doesn't perform it


def test_options_are_the_really_free_times(salon: Salon, desk: Client) -> None:
    salon.book(14, staff=salon.bruno)
    query = f"?service={salon.service.pk}&day=2026-11-24"
    url = salon.url(f"appointments/options/{query}")
    ana = desk.get(f"{url}&staff={salon.ana.pk}")
    times = [f"{c['starts_at'].astimezone(local(2026, 1, 1).tzinfo):%H:%M}" for c in chips(ana)]
    assert times[0] == "09:00"
    assert "10:00" not in times
    assert times[-1] == "17:00"
    both = {chip["starts_at"]: chip["name"] for chip in chips(desk.get(url))}
    assert both[local(2026, 11, 24, 10)] == "Bruno"
    assert both[local(2026, 11, 24, 14)] == "Ana"


def test_full_day_leads_to_the_next_with_room(salon: Salon, desk: Client) -> None:
    Shift.objects.filter(staff=salon.bruno, weekday__in=[1, 2]).delete()
    asked = f"service={salon.service.pk}&staff={salon.bruno.pk}&duration=90"
    page = desk.get(salon.url(f"appointments/options/?{asked}&day=2026-11-24"))
    assert (chips(page), page.context["next_day"]["day"]) == ([], date(2026, 11, 26))
    there = desk.get(page.context["next_day"]["url"])
    assert chips(there)[0]["starts_at"] == local(2026, 11, 26, 9)
    form = there.context["form"]
    assert (form["staff"].value(), form["duration"].value()) == (salon.bruno.pk, 90)
    assert 'id="next-day"' not in there.content.decode()


def test_nobody_working_at_all_leads_to_no_day(salon: Salon, desk: Client) -> None:
    Shift.objects.all().delete()
    page = desk.get(salon.url(f"appointments/options/?service={salon.service.pk}&day=2026-11-24"))
    assert (chips(page), page.context["next_day"]) == ([], None)
    assert "Nenhum horário livre neste dia." in page.content.decode()


def chips(answer) -> list[dict]:
    return answer.context["chips"]


def test_staff_books_in_the_own_agenda_only(salon: Salon, login) -> None:
    bruno = login(Role.STAFF, staff=salon.bruno)
    refused = bruno.post(salon.url(NEW), booking(salon), headers=PARTIAL)
    assert refused.status_code == 422
    own = bruno.post(salon.url(NEW), booking(salon, staff=salon.bruno.pk), headers=PARTIAL)
    assert own.status_code == 204
    assert Appointment.objects.get(staff=salon.bruno).starts_at == local(2026, 11, 24, 14)


@pytest.mark.parametrize("text", ["marina", "MARI", "98123", "(11) 98123-0137", "1181230137"])
def test_lookup_finds_by_name_and_number(salon: Salon, desk: Client, text: str) -> None:
    make_customer(salon.organization, name="Beatriz", phone="+5511955550000")
    answer = desk.get(salon.url("appointments/customers/"), {"q": text})
    assert [choice["name"] for choice in answer.context["found"]] == ["Marina Costa"]


def test_lookup_of_nobody_prepares_a_new_customer(salon: Salon, desk: Client) -> None:
    page = desk.get(salon.url("appointments/customers/"), {"q": "Zulmira"}).content.decode()
    assert 'value="new" checked' in page
    assert 'value="Zulmira"' in page


def test_who_has_one_agenda_finds_it_chosen(salon: Salon, login) -> None:
    client = login(Role.STAFF, staff=salon.bruno)
    page = client.get(salon.url(NEW), headers=PARTIAL).content.decode()
    assert f'<option value="{salon.bruno.pk}" selected>' in page
