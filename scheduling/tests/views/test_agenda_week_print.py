"""The weeks of one person on paper."""

import pytest
from django.test import Client

from accounts.enums import Role
from scheduling.models import Holiday, Shift, TimeOff
from scheduling.tests.factories import local
from scheduling.tests.views.conftest import Salon
from scheduling.tests.views.test_agenda import count_queries

WEEK = "agenda/print/week/?day=2026-11-26"  # a Thursday


def of_ana(salon: Salon, more: str = "") -> str:
    return salon.url(f"{WEEK}&staff={salon.ana.pk}{more}")


def columns(client: Client, url: str) -> list[list[int]]:
    pages = client.get(url).context["sheets"]
    return [[len(column["day"].lines) for column in page["days"]] for page in pages]


def test_week_of_one_person_from_monday_to_sunday(salon: Salon, desk: Client) -> None:
    for day in (22, 23, 29, 30):
        salon.book(11, starts_at=local(2026, 11, day, 11))
    salon.book(12, staff=salon.bruno)
    assert columns(desk, of_ana(salon)) == [[1, 1, 0, 0, 0, 0, 1]]
    assert columns(desk, of_ana(salon, "&weeks=2")) == [
        [1, 1, 0, 0, 0, 0, 1],
        [1, 0, 0, 0, 0, 0, 0],
    ]
    page = desk.get(of_ana(salon)).content.decode()
    for words in ("Ana", "Marina Costa", "Corte", "10:00", "+55 11 98123-0137", "3 horários"):
        assert words in page
    assert "Bruno" not in page


def test_block_stands_on_each_of_its_days(salon: Salon, desk: Client) -> None:
    TimeOff.objects.create(
        organization=salon.organization,
        staff=salon.ana,
        starts_at=local(2026, 11, 24, 20),
        ends_at=local(2026, 11, 26, 9, 30),
        reason="Curso",
    )
    assert columns(desk, of_ana(salon)) == [[0, 2, 1, 1, 0, 0, 0]]
    assert desk.get(of_ana(salon)).content.decode().count("Curso") == 3


def test_days_off_and_closures_are_named(salon: Salon, desk: Client) -> None:
    Shift.objects.filter(staff=salon.ana, weekday=6).delete()
    day = local(2026, 11, 25).date()
    Holiday.objects.create(organization=salon.organization, on=day, name="Padroeira")
    page = desk.get(of_ana(salon))
    assert [column["day"].works for column in page.context["sheets"][0]["days"]] == [
        *(True, True, False),
        *(True, True, True, False),
    ]
    assert "Padroeira" in page.content.decode()


@pytest.mark.parametrize("weeks", ["0", "53", "x", ""])
def test_unreadable_number_of_weeks_is_one(salon: Salon, desk: Client, weeks: str) -> None:
    assert len(columns(desk, of_ana(salon, f"&weeks={weeks}"))) == 1


def test_agenda_of_the_week_leads_there(salon: Salon, desk: Client) -> None:
    page = desk.get(salon.url(f"agenda/?view=week&staff={salon.ana.pk}")).content.decode()
    assert f"{salon.url('agenda/print/week/')}?view=week&amp;staff={salon.ana.pk}" in page


def test_professional_without_a_choice_prints_their_own(salon: Salon, login) -> None:
    bruno = login(Role.STAFF, staff=salon.bruno)
    assert bruno.get(salon.url(WEEK)).context["person"] == salon.bruno


def test_house_without_a_team_says_so(salon: Salon, desk: Client) -> None:
    for person in (salon.ana, salon.bruno):
        person.is_active = False
        person.save()
    assert "Sua equipe aparece aqui" in desk.get(salon.url(WEEK)).content.decode()


def test_stranger_finds_no_paper(salon: Salon, desk: Client, other_salon: Salon) -> None:
    assert desk.get(other_salon.url(WEEK)).status_code == 404
    foreign = desk.get(salon.url(f"{WEEK}&staff={other_salon.ana.pk}"))
    assert foreign.context["person"] == salon.ana


def test_query_count_does_not_grow(salon: Salon, desk: Client) -> None:
    with_one = count_queries(desk, of_ana(salon))
    for number in range(29):
        salon.book(9, starts_at=local(2026, 11, 25 + number // 8, 9 + number % 8))
    assert count_queries(desk, of_ana(salon)) == with_one
    assert count_queries(desk, of_ana(salon, "&weeks=4")) == with_one <= 17
