"""The day, as a calendar and as a list."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from accounts.tests.factories import make_organization, make_user
from scheduling.enums import CancelledBy
from scheduling.models import Shift, TimeOff
from scheduling.services.changes import cancel_appointment
from scheduling.tests.factories import NOW, local, make_staff
from scheduling.tests.views.conftest import PARTIAL, Salon

DAY = "agenda/?day=2026-11-24"
SPAN = "agenda/events/?start=2026-11-24T00:00:00&end=2026-11-25T00:00:00"


def visits(answer) -> list[dict]:
    return [e for e in answer.json()["events"] if "visit" in e["classNames"]]


def test_list_shows_the_day_and_not_its_neighbours(salon: Salon, desk: Client) -> None:
    salon.book(11, starts_at=local(2026, 11, 25, 11), notes="amanhã")
    page = desk.get(salon.url(f"{DAY}&view=list")).content.decode()
    assert page.count("data-list-item") == 1
    assert "Marina Costa" in page
    assert 'datetime="2026-11-24T13:00:00+00:00">10:00' in page


def test_fragment_is_part_of_the_page(salon: Salon, desk: Client) -> None:
    page = desk.get(salon.url(DAY)).content.decode()
    part = desk.get(salon.url(DAY), headers=PARTIAL).content.decode()
    assert "<html" in page
    assert "<html" not in part
    assert 'id="agenda"' in part


def test_feed_speaks_the_wall_clock_of_the_organization(salon: Salon, desk: Client) -> None:
    salon.organization.time_zone = "America/Manaus"  # an hour behind São Paulo
    salon.organization.save()
    (event,) = visits(desk.get(salon.url(SPAN)))
    assert (event["start"], event["end"]) == ("2026-11-24T09:00:00", "2026-11-24T10:00:00")
    assert event["resourceId"] == str(salon.ana.pk)


def test_feed_shades_the_hours_without_a_shift(salon: Salon, desk: Client) -> None:
    closed = [
        (e["start"][11:16], e["end"])
        for e in desk.get(salon.url(SPAN)).json()["events"]
        if e["classNames"] == ["closed"] and e["resourceId"] == str(salon.ana.pk)
    ]
    assert closed == [("00:00", "2026-11-24T09:00:00"), ("18:00", "2026-11-25T00:00:00")]


def test_feed_shows_blocked_time_and_buffers(salon: Salon, desk: Client) -> None:
    salon.service.buffer_after_minutes = 15
    salon.service.save()
    salon.book(13)
    TimeOff.objects.create(
        organization=salon.organization,
        staff=salon.bruno,
        starts_at=local(2026, 11, 23, 20),
        ends_at=local(2026, 11, 24, 10),
    )
    events = desk.get(salon.url(SPAN)).json()["events"]
    (buffer,) = (e for e in events if "buffer" in e["classNames"])
    assert (buffer["start"][11:16], buffer["end"][11:16]) == ("14:00", "14:15")
    (block,) = (e for e in events if "blocked" in e["classNames"])
    assert (block["start"], block["end"]) == ("2026-11-24T00:00:00", "2026-11-24T10:00:00")


def test_cancelled_visits_are_shown_on_request(salon: Salon, desk: Client) -> None:
    cancel_appointment(appointment=salon.visit, by=CancelledBy.STAFF, actor=None, now=NOW)
    assert visits(desk.get(salon.url(SPAN))) == []
    (event,) = visits(desk.get(salon.url(f"{SPAN}&cancelled=1")))
    assert "visit-cancelled" in event["classNames"]
    assert event["editable"] is False


def test_one_person_alone(salon: Salon, desk: Client) -> None:
    salon.book(11, staff=salon.bruno)
    found = visits(desk.get(salon.url(f"{SPAN}&staff={salon.bruno.pk}")))
    assert [event["resourceId"] for event in found] == [str(salon.bruno.pk)]


def test_person_who_left_keeps_the_column_of_a_booked_day(salon: Salon, desk: Client) -> None:
    salon.ana.is_active = False
    salon.ana.save()
    assert len(visits(desk.get(salon.url(SPAN)))) == 1
    calendar = desk.get(salon.url(DAY)).context["calendar"]
    assert {r["title"] for r in calendar["resources"]} == {"Ana", "Bruno"}


@pytest.mark.parametrize(
    "span", ["start=x&end=y", "", "start=2026-11-24T00:00:00&end=2027-11-24T00:00:00"]
)
def test_feed_refuses_a_span_it_cannot_read(salon: Salon, desk: Client, span: str) -> None:
    answer = desk.get(salon.url(f"agenda/events/?{span}"))
    assert answer.status_code == 400
    assert answer.json()["errors"]


@pytest.mark.parametrize("day", ["", "ontem", "2026-13-40"])
def test_unreadable_day_is_today(salon: Salon, desk: Client, day: str) -> None:
    context = desk.get(salon.url(f"agenda/?day={day}")).context
    assert context["is_today"] is True


def test_without_a_team_the_page_leads_to_it(db: None, client: Client) -> None:
    owner = make_user()
    organization = make_organization(owner=owner)
    client.force_login(owner)
    page = client.get(f"/o/{organization.slug}/agenda/").content.decode()
    assert 'data-state="empty"' in page
    assert reverse("staff_list", args=[organization.slug]) in page


def test_day_without_work_says_so(salon: Salon, desk: Client) -> None:
    assert "Ninguém trabalha neste dia" not in desk.get(salon.url(DAY)).content.decode()
    Shift.objects.all().delete()
    assert "Ninguém trabalha neste dia" in desk.get(salon.url(DAY)).content.decode()


def test_viewer_sees_no_button_that_changes(salon: Salon, login) -> None:
    page = login(Role.VIEWER).get(salon.url(DAY)).content.decode()
    assert reverse("time_off_new", args=[salon.organization.slug]) not in page
    assert 'data-hotkey="c"' not in page
    assert 'data-hotkey="c"' in login(Role.OWNER).get(salon.url(DAY)).content.decode()


@pytest.mark.parametrize("address", [SPAN, DAY, f"{DAY}&view=list"])
def test_query_count_does_not_grow_with_the_day(salon: Salon, desk: Client, address: str) -> None:
    with_one = count_queries(desk, salon.url(address))
    people = [make_staff(salon.organization, [salon.service]) for _ in range(6)]
    for number in range(29):
        salon.book(9 + number // 6, staff=people[number % 6])
    assert count_queries(desk, salon.url(address)) == with_one <= 17
    assert len(visits(desk.get(salon.url(SPAN)))) == 30


def test_query_count_of_a_person_with_shared_agendas(salon: Salon, login) -> None:
    client = login(Role.STAFF, staff=salon.ana)
    few = count_queries(client, salon.url(SPAN))
    for _ in range(6):
        make_staff(salon.organization, [salon.service])
    assert count_queries(client, salon.url(SPAN)) == few


def count_queries(client: Client, url: str) -> int:
    client.get(url)  # once for what is kept per process
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


def test_night_visit_is_cut_at_midnight_and_stays_put(salon: Salon, desk: Client) -> None:
    late = salon.book(23, duration_minutes=120)
    (event,) = (e for e in visits(desk.get(salon.url(SPAN))) if e["id"] == str(late.pk))
    assert event["end"] == "2026-11-25T00:00:00"
    assert event["editable"] is False
    assert late.ends_at - late.starts_at == timedelta(hours=2)
