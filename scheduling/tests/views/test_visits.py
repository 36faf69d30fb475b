"""Visits of several services at the desk's screens."""

import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from catalog.models import Service
from catalog.tests.factories import make_service
from config.lib.ids import new_id
from scheduling.models import Appointment, StaffService, Visit
from scheduling.selectors.chains import WantedService
from scheduling.services.visits import book_visit
from scheduling.tests.factories import NOW, local
from scheduling.tests.views.conftest import PARTIAL, Salon

NEW = "appointments/new/"
OPTIONS = "appointments/options/"
DAY = "2026-11-24"


@pytest.fixture
def wash(salon: Salon) -> Service:
    """Only Bruno washes, in half an hour."""
    made = make_service(salon.organization, name="Lavar", duration_minutes=30, price="40.00")
    StaffService.objects.create(organization=salon.organization, staff=salon.bruno, service=made)
    return made


@pytest.fixture
def visit(salon: Salon, wash: Service) -> Visit:
    """Washed by Bruno at 14, cut by Ana at 14:30."""
    return book_visit(
        organization=salon.organization,
        key=new_id(),
        customer=salon.customer,
        wanted=[WantedService(wash, salon.bruno), WantedService(salon.service, salon.ana)],
        people=[],
        starts_at=local(2026, 11, 24, 14),
        actor=None,
        now=NOW,
    )


def two(salon: Salon, wash: Service, **fields: object) -> dict[str, object]:
    return {
        "key": new_id(),
        "service": wash.pk,
        "staff": "",
        "day": DAY,
        "time": "14:00",
        "p2-service": salon.service.pk,
        "p2-staff": salon.ana.pk,
        "customer": salon.customer.pk,
    } | fields


def test_two_services_are_booked_as_one_visit(salon: Salon, desk: Client, wash: Service) -> None:
    sent = two(salon, wash, notes="Franja")
    for _twice in range(2):
        assert desk.post(salon.url(NEW), sent, headers=PARTIAL).status_code == 204
    (visit,) = Visit.objects.all()
    first, second = visit.parts.order_by("starts_at")
    assert (first.staff, first.starts_at, first.notes) == (
        salon.bruno,
        local(2026, 11, 24, 14),
        "Franja",
    )
    assert (second.staff, second.starts_at, second.notes) == (
        salon.ana,
        local(2026, 11, 24, 14, 30),
        "",
    )


def test_taken_part_says_who_and_offers_times_for_all(
    salon: Salon, desk: Client, wash: Service
) -> None:
    answer = desk.post(salon.url(NEW), two(salon, wash, time="09:00"), headers=PARTIAL)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ana não está livre em terça-feira, 24 de novembro às 09:30" in page
    offered = [
        f"{c.starts_at.astimezone(NOW.tzinfo):%H:%M}" for c in answer.context["alternatives"]
    ]
    assert offered == ["10:30", "10:45", "11:00", "11:15"]  # and not 09:30 nor 10:15
    assert Visit.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"p2-service": ""}, "service"),
        ({"p2-duration": "2"}, "duration"),
        ({"p2-staff": "x"}, "staff"),
    ],
)
def test_wrong_second_service_is_said_there(
    salon: Salon, desk: Client, wash: Service, wrong: dict[str, str], where: str
) -> None:
    answer = desk.post(salon.url(NEW), two(salon, wash, **wrong), headers=PARTIAL)
    assert answer.status_code == 422
    assert where in answer.context["extras"][0].errors
    assert Appointment.objects.count() == 1


def test_second_person_who_cannot_do_it(salon: Salon, desk: Client, wash: Service) -> None:
    sent = two(salon, wash, **{"service": salon.service.pk, "staff": salon.bruno.pk})
    sent |= {"p2-service": wash.pk, "p2-staff": salon.ana.pk}
    answer = desk.post(salon.url(NEW), sent, headers=PARTIAL)
    assert answer.status_code == 422
    assert answer.context["extras"][0].errors["staff"] == ["Ana não faz Lavar."]


def test_services_are_added_and_taken_away(salon: Salon, desk: Client, wash: Service) -> None:
    query = {"service": wash.pk, "day": DAY, "add": 1}
    page = desk.get(salon.url(OPTIONS), query)
    assert [row.number for row in page.context["extras"]] == [2]
    assert page.context["chips"] is None  # nothing chosen in the new row
    third = desk.get(salon.url(OPTIONS), query | {"p2-service": salon.service.pk})
    assert [row.number for row in third.context["extras"]] == [2, 3]
    given = {"p2-service": "", "p3-service": salon.service.pk, "remove": 2, "add": ""}
    left = desk.get(salon.url(OPTIONS), query | given)
    assert [row.number for row in left.context["extras"]] == [3]


def test_only_times_for_the_whole_chain_and_who_does_what(
    salon: Salon, desk: Client, wash: Service
) -> None:
    query = {"service": wash.pk, "day": DAY, "p2-service": salon.service.pk}
    page = desk.get(salon.url(OPTIONS), query)
    first = page.context["chips"][0]
    assert first["starts_at"] == local(2026, 11, 24, 9)
    assert first["name"] == "Bruno"
    chosen = desk.get(first["url"])
    assert chosen.context["whys"] == [
        "Bruno: só esta pessoa está livre nesse horário.",  # Ana is booked at 10
    ]
    assert "2 serviços" in chosen.content.decode()
    assert "1 h 30" in chosen.content.decode()


def test_person_that_the_rule_chose_is_still_anybody(
    salon: Salon, desk: Client, wash: Service
) -> None:
    query = {"service": salon.service.pk, "day": DAY, "staff": salon.bruno.pk, "time": "09:00"}
    fair = desk.get(salon.url(OPTIONS), query | {"fair": salon.bruno.pk})
    assert fair.context["whys"] == ["Bruno: menos horas ocupadas no dia (0 min)."]
    named = desk.get(salon.url(OPTIONS), query)
    assert named.context["whys"] == []


def test_query_count_does_not_grow_with_services(salon: Salon, desk: Client) -> None:
    def count(extra: int) -> int:
        query = {"service": salon.service.pk, "day": DAY}
        query |= {f"p{n}-service": salon.service.pk for n in range(2, 2 + extra)}
        desk.get(salon.url(OPTIONS), query)
        with CaptureQueriesContext(connection) as queries:
            desk.get(salon.url(OPTIONS), query)
        return len(queries)

    # Each row draws two lists and reads what was chosen in it; the times are read once.
    assert count(5) - count(4) == count(4) - count(3) <= 4


def test_panel_shows_the_whole_visit(salon: Salon, desk: Client, visit: Visit) -> None:
    wash, cut = visit.parts.order_by("starts_at")
    page = desk.get(salon.url(f"appointments/{cut.pk}/"), headers=PARTIAL).content.decode()
    assert f"/appointments/{wash.pk}/" in page
    assert "1 h 30" in page
    assert "R$" in page
    single = desk.get(salon.visit_url(), headers=PARTIAL).content.decode()
    assert "Visita de vários serviços" not in single


def test_arrival_of_the_whole_visit(salon: Salon, desk: Client, visit: Visit) -> None:
    url = salon.url(f"visits/{visit.pk}/status/")
    answer = desk.post(url, {"to": "ARRIVED"}, headers=PARTIAL)
    assert "visita inteira: chegou" in json.loads(answer["HX-Trigger"])["toast"]["text"]
    assert set(visit.parts.values_list("status", flat=True)) == {"ARRIVED"}
    assert desk.post(url, {"to": "COMPLETED"}, headers=PARTIAL).status_code == 400


@pytest.mark.parametrize(("scope", "left"), [("VISIT", 0), ("ONE", 1), ("", 1)])
def test_cancel_one_part_or_all(
    salon: Salon, desk: Client, visit: Visit, scope: str, left: int
) -> None:
    part = visit.parts.earliest("starts_at")
    url = salon.url(f"appointments/{part.pk}/cancellation/")
    assert "A visita inteira" in desk.get(url, headers=PARTIAL).content.decode()
    assert desk.post(url, {"scope": scope}, headers=PARTIAL).status_code < 300
    assert visit.parts.exclude(status="CANCELLED").count() == left


def test_single_appointment_has_no_choice_of_scope(salon: Salon, desk: Client) -> None:
    page = desk.get(salon.visit_url("cancellation/"), headers=PARTIAL).content.decode()
    assert "Só este horário" not in page
    url = salon.visit_url("cancellation/")
    assert desk.post(url, {"scope": "ALL"}, headers=PARTIAL).status_code == 422


def test_whole_visit_needs_every_agenda(
    salon: Salon, login: Callable[..., Client], visit: Visit
) -> None:
    bruno = login(Role.STAFF, staff=salon.bruno)
    part = visit.parts.get(staff=salon.bruno)
    whole = bruno.post(salon.url(f"visits/{visit.pk}/status/"), {"to": "ARRIVED"})
    assert whole.status_code == 403
    url = salon.url(f"appointments/{part.pk}/cancellation/")
    assert bruno.post(url, {"scope": "VISIT"}, headers=PARTIAL).status_code == 403
    assert bruno.post(url, {"scope": "ONE"}, headers=PARTIAL).status_code < 300
    assert visit.parts.get(staff=salon.ana).status == "CONFIRMED"


def test_agenda_says_what_belongs_together(salon: Salon, desk: Client, visit: Visit) -> None:
    span = f"agenda/events/?start={DAY}T00:00:00&end=2026-11-25T00:00:00"
    events = [e for e in desk.get(salon.url(span)).json()["events"] if e.get("extendedProps")]
    joined = [e["extendedProps"]["joined"] for e in events if "joined" in e["extendedProps"]]
    assert sorted(joined) == ["", str(visit.pk), str(visit.pk)]
    page = desk.get(salon.url(f"agenda/?day={DAY}&view=list")).content.decode()
    assert page.count('class="visit-mark"') == 2
