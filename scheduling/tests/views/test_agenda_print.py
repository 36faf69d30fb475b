"""A day on paper."""

from datetime import time

import pytest
from django.test import Client

from accounts.enums import Role
from scheduling.enums import CancelledBy
from scheduling.models import Holiday, Shift, ShiftException, TimeOff
from scheduling.services.changes import cancel_appointment
from scheduling.tests.factories import NOW, local, make_staff
from scheduling.tests.views.conftest import Salon
from scheduling.tests.views.test_agenda import count_queries

DAY = "agenda/print/?day=2026-11-24"


def read(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_paper_says_what_the_day_needs(salon: Salon, desk: Client) -> None:
    salon.visit.notes = "Alergia a tinta"
    salon.visit.save()
    page = read(desk, salon.url(DAY))
    for words in ("terça-feira, 24 de novembro de 2026", "Marina Costa", "Corte", "10:00", "11:00"):
        assert words in page
    assert "+55 11 98123-0137" in page
    assert "Alergia a tinta" in page


def test_lines_of_a_person_follow_the_clock(salon: Salon, desk: Client) -> None:
    TimeOff.objects.create(
        organization=salon.organization,
        staff=salon.ana,
        starts_at=local(2026, 11, 23, 20),
        ends_at=local(2026, 11, 24, 9, 30),
        reason="Curso",
    )
    salon.book(13)
    sheets = desk.get(salon.url(DAY)).context["sheets"]
    assert [sheet.staff.name for sheet in sheets] == ["Ana", "Bruno"]
    lines = sheets[0].lines
    assert [line.starts_at for line in lines] == [
        local(2026, 11, 24),
        local(2026, 11, 24, 10),
        local(2026, 11, 24, 13),
    ]
    assert lines[0].block.reason == "Curso"
    assert sheets[1].lines == []


def test_people_and_states_are_those_of_the_agenda(salon: Salon, desk: Client) -> None:
    cancel_appointment(appointment=salon.visit, by=CancelledBy.STAFF, actor=None, now=NOW)
    salon.book(12, staff=salon.bruno)
    assert "Marina Costa" not in read(desk, salon.url(f"{DAY}&staff={salon.ana.pk}"))
    with_cancelled = read(desk, salon.url(f"{DAY}&staff={salon.ana.pk}&cancelled=1"))
    assert "Cancelado" in with_cancelled
    assert "Bruno" not in with_cancelled


def test_who_does_not_work_is_left_out_unless_asked_for(salon: Salon, desk: Client) -> None:
    Shift.objects.filter(staff=salon.bruno).delete()
    assert "Bruno" not in read(desk, salon.url(DAY))
    assert "Bruno" in read(desk, salon.url(f"{DAY}&staff={salon.bruno.pk}"))


def test_closed_day_is_named(salon: Salon, desk: Client) -> None:
    day = local(2026, 11, 24).date()
    Holiday.objects.create(organization=salon.organization, on=day, name="Padroeira")
    assert "Padroeira" in read(desk, salon.url(DAY))
    ShiftException.objects.create(
        organization=salon.organization, on=day, starts_at=time(10), ends_at=time(14)
    )
    assert "Padroeira · 10:00–14:00" in read(desk, salon.url(DAY))


def test_agenda_leads_to_its_paper(salon: Salon, desk: Client) -> None:
    query = f"?day=2026-11-24&amp;staff={salon.ana.pk}"
    assert f"{salon.url('agenda/print/')}{query}" in read(
        desk, salon.url(f"agenda/?day=2026-11-24&staff={salon.ana.pk}")
    )


@pytest.mark.parametrize("role", Role.values)
def test_whoever_sees_the_agenda_may_print_it(salon: Salon, login, role: str) -> None:
    assert "Marina Costa" in read(login(Role(role)), salon.url(DAY))


def test_stranger_finds_no_paper(salon: Salon, desk: Client, other_salon: Salon) -> None:
    assert desk.get(other_salon.url(DAY)).status_code == 404


def test_query_count_does_not_grow_with_the_paper(salon: Salon, desk: Client) -> None:
    with_one = count_queries(desk, salon.url(DAY))
    people = [make_staff(salon.organization, [salon.service]) for _ in range(6)]
    for number in range(29):
        salon.book(9 + number // 6, staff=people[number % 6])
    assert count_queries(desk, salon.url(DAY)) == with_one <= 16
