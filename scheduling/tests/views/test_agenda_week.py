"""The week of one person, and which layout a person sees."""

from datetime import time

import pytest
from django.test import Client

from accounts.enums import Role
from scheduling.models import Shift
from scheduling.tests.factories import local, make_staff
from scheduling.tests.views.conftest import Salon
from scheduling.tests.views.test_agenda import count_queries

WEEK = "agenda/?view=week&day=2026-11-26"  # a Thursday


def calendar(client: Client, url: str) -> dict:
    return client.get(url).context["calendar"]


def starts(data: dict) -> list[str]:
    return [event["start"] for event in data["events"] if "visit" in event["classNames"]]


def test_week_holds_monday_to_sunday_of_one_person(salon: Salon, desk: Client) -> None:
    for day in (22, 23, 29, 30):
        salon.book(11, starts_at=local(2026, 11, day, 11))
    salon.book(12, staff=salon.bruno)
    data = calendar(desk, salon.url(f"{WEEK}&staff={salon.ana.pk}"))
    assert (data["firstDay"], data["day"], data["days"]) == ("2026-11-23", "2026-11-26", 7)
    assert starts(data) == ["2026-11-23T11:00:00", "2026-11-24T10:00:00", "2026-11-29T11:00:00"]
    assert [one["title"] for one in data["resources"]] == ["Ana"]


def test_feed_of_the_page_brings_the_same_week(salon: Salon, desk: Client) -> None:
    salon.book(11, starts_at=local(2026, 11, 29, 11))
    data = calendar(desk, salon.url(WEEK))
    assert desk.get(data["eventsUrl"]).json()["events"] == data["events"]


def test_phone_finds_three_days_from_a_sunday(salon: Salon, desk: Client) -> None:
    salon.book(11, starts_at=local(2026, 12, 1, 11))
    data = calendar(desk, salon.url("agenda/?view=week&day=2026-11-29"))
    assert data["phoneDays"] == 3
    assert starts(data)[-1] == "2026-12-01T11:00:00"
    assert desk.get(data["eventsUrl"]).status_code == 200


def test_everybody_sees_the_own_week_first(salon: Salon, login) -> None:
    bruno = login(Role.STAFF, staff=salon.bruno)
    assert [one["title"] for one in calendar(bruno, salon.url(WEEK))["resources"]] == ["Bruno"]
    page = bruno.get(salon.url(f"{WEEK}&staff={salon.ana.pk}"))
    assert page.context["person"] == salon.ana
    assert page.context["can_book"] is False


def test_grid_reaches_from_the_first_to_the_last_hour_of_the_week(
    salon: Salon, desk: Client
) -> None:
    Shift.objects.filter(staff=salon.ana, weekday=0).update(starts_at=time(6))
    Shift.objects.filter(staff=salon.ana, weekday=6).update(ends_at=time(21, 30))
    data = calendar(desk, salon.url(WEEK))
    assert (data["opens"], data["closes"]) == (6, 22)


def test_night_shift_shows_the_whole_day(salon: Salon, desk: Client) -> None:
    Shift.objects.filter(staff=salon.ana, weekday=2).update(starts_at=time(20), ends_at=time(2))
    data = calendar(desk, salon.url(WEEK))
    assert (data["opens"], data["closes"]) == (0, 24)


def test_visits_of_the_week_may_be_moved(salon: Salon, desk: Client, login) -> None:
    def editable(client: Client) -> list[bool]:
        data = calendar(client, salon.url(f"{WEEK}&staff={salon.ana.pk}"))
        return [e["editable"] for e in data["events"] if "visit" in e["classNames"]]

    assert editable(desk) == [True]
    assert editable(login(Role.VIEWER)) == [False]


def test_week_without_work_says_whose(salon: Salon, desk: Client) -> None:
    Shift.objects.all().delete()
    assert "Ana não trabalha nesta semana." in desk.get(salon.url(WEEK)).content.decode()


def test_another_tenants_person_is_nobody(salon: Salon, desk: Client, other_salon: Salon) -> None:
    data = calendar(desk, salon.url(f"{WEEK}&staff={other_salon.ana.pk}"))
    assert [one["title"] for one in data["resources"]] == ["Ana"]
    assert str(other_salon.ana.pk) not in str(data)


def test_layout_is_remembered_for_the_person(salon: Salon, desk: Client, login) -> None:
    def layout(client: Client, rest: str) -> str:
        return client.get(salon.url(rest)).context["layout"]

    assert layout(desk, "agenda/") == "day"
    assert layout(desk, "agenda/?view=week") == "week"
    assert layout(desk, "agenda/") == "week"
    assert layout(desk, "agenda/?view=nonsense") == "week"
    assert layout(desk, "agenda/?view=day") == "day"
    assert layout(desk, "agenda/") == "day"
    layout(desk, "agenda/?view=list")
    other = login(Role.OWNER)
    other.cookies = desk.cookies.__class__(desk.cookies.output(header="", sep=";"))
    other.force_login(other.member.user)
    assert layout(other, "agenda/") == "day"


@pytest.mark.parametrize("days", [1, 7])
def test_query_count_does_not_grow_with_the_week(salon: Salon, desk: Client, days: int) -> None:
    few = count_queries(desk, salon.url(WEEK))
    for number in range(29):
        day = 23 + number % days
        start = local(2026, 11, day, 9 + number // days % 9, 0)
        salon.book(0, starts_at=start, staff=make_staff(salon.organization, [salon.service]))
        if days > 1 and start != salon.visit.starts_at:
            salon.book(0, starts_at=start)
    assert count_queries(desk, salon.url(WEEK)) == few <= 18
