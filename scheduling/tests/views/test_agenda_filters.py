"""Which people and which states the agenda shows."""

import pytest
from django.test import Client

from accounts.enums import Role
from scheduling.enums import AppointmentStatus as S
from scheduling.models import Appointment
from scheduling.tests.factories import make_staff
from scheduling.tests.views.conftest import Salon
from scheduling.tests.views.test_agenda import SPAN, count_queries, visits

DAY = "agenda/?day=2026-11-24"


@pytest.fixture
def carla(salon: Salon):
    """A third person with a visit; Bruno gets one too, not confirmed yet."""
    third = make_staff(salon.organization, [salon.service], name="Carla")
    salon.book(12, staff=third)
    asked = salon.book(11, staff=salon.bruno)
    Appointment.objects.filter(pk=asked.pk).update(status=S.REQUESTED)
    return third


def columns(client: Client, url: str) -> set[str]:
    return {one["title"] for one in client.get(url).context["calendar"]["resources"]}


@pytest.mark.parametrize("join", ["&staff=", ","])
def test_several_people_at_once(salon: Salon, desk: Client, carla, join: str) -> None:
    query = f"&staff={salon.ana.pk}{join}{carla.pk}"
    assert columns(desk, salon.url(DAY + query)) == {"Ana", "Carla"}
    who = {event["resourceId"] for event in visits(desk.get(salon.url(SPAN + query)))}
    assert who == {str(salon.ana.pk), str(carla.pk)}


def test_several_people_stay_chosen_on_another_day(salon: Salon, desk: Client, carla) -> None:
    page = desk.get(salon.url(f"{DAY}&staff={salon.ana.pk}&staff={carla.pk}")).content.decode()
    assert f'value="{salon.ana.pk},{carla.pk}" selected' in page
    assert "2 pessoas" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {S.CONFIRMED, S.REQUESTED}),
        ("&status=REQUESTED", {S.REQUESTED}),
        ("&status=REQUESTED&status=CONFIRMED", {S.CONFIRMED, S.REQUESTED}),
        ("&status=COMPLETED", set()),
        ("&status=nonsense", {S.CONFIRMED, S.REQUESTED}),
        ("&status=HELD", {S.CONFIRMED, S.REQUESTED}),
        ("&status=REQUESTED&cancelled=1", {S.REQUESTED, S.CANCELLED}),
    ],
)
def test_states(salon: Salon, desk: Client, carla, query: str, shown: set[str]) -> None:
    gone = salon.book(14, staff=carla)
    Appointment.objects.filter(pk=gone.pk).update(status=S.CANCELLED, cancelled_at=gone.starts_at)
    found = {e["extendedProps"]["status"] for e in visits(desk.get(salon.url(SPAN + query)))}
    assert found == shown
    page = desk.get(salon.url(f"{DAY}&view=list{query}"))
    assert {visit.status for visit in page.context["agenda"].visits} == shown
    week = desk.get(salon.url(f"{DAY}&view=week{query}")).context["calendar"]["eventsUrl"]
    assert ("status=REQUESTED" in week) == ("status=REQUESTED" in query)


def test_column_of_a_person_stays_when_the_states_leave_nothing(
    salon: Salon, desk: Client, carla
) -> None:
    assert columns(desk, salon.url(f"{DAY}&status=COMPLETED")) == {"Ana", "Bruno", "Carla"}


def test_filters_are_marked_and_cleared(salon: Salon, desk: Client, carla) -> None:
    plain = desk.get(salon.url(DAY))
    assert plain.context["filter"].is_narrowed is False
    narrowed = desk.get(salon.url(f"{DAY}&status=REQUESTED"))
    assert narrowed.context["filter"].is_narrowed is True
    assert f'{salon.url("agenda/")}?day=2026-11-24"' in narrowed.content.decode()


def test_list_that_the_filter_empties_offers_to_clear_it(salon: Salon, desk: Client, carla) -> None:
    page = desk.get(salon.url(f"{DAY}&view=list&status=COMPLETED")).content.decode()
    assert 'data-state="no-match"' in page
    assert f'{salon.url("agenda/")}?day=2026-11-24&amp;view=list"' in page
    empty = desk.get(salon.url("agenda/?day=2026-11-27&view=list")).content.decode()
    assert 'data-state="empty"' in empty


@pytest.mark.parametrize("staff", ["x", "%00", ",,,", "00000000-0000-0000-0000-000000000000"])
def test_unreadable_people_are_everybody(salon: Salon, desk: Client, carla, staff: str) -> None:
    assert columns(desk, salon.url(f"{DAY}&staff={staff}")) == {"Ana", "Bruno", "Carla"}


def test_another_tenants_people_are_nobody(
    salon: Salon, desk: Client, carla, other_salon: Salon
) -> None:
    query = f"&staff={other_salon.ana.pk}&staff={carla.pk}"
    assert columns(desk, salon.url(DAY + query)) == {"Carla"}
    foreign = f"&staff={other_salon.ana.pk}"
    assert str(other_salon.visit.pk) not in desk.get(salon.url(SPAN + foreign)).content.decode()


@pytest.mark.parametrize("role", [Role.STAFF, Role.VIEWER])
def test_filters_are_for_everybody_who_looks(salon: Salon, login, carla, role: Role) -> None:
    page = login(role).get(salon.url(f"{DAY}&status=REQUESTED&view=list"))
    assert len(page.context["agenda"].visits) == 1


def test_query_count_does_not_grow_with_the_choice(salon: Salon, desk: Client, carla) -> None:
    one = count_queries(desk, salon.url(f"{DAY}&staff={carla.pk}&status=CONFIRMED"))
    people = [make_staff(salon.organization, [salon.service]) for _ in range(29)]
    for person in people:
        salon.book(9, staff=person)
    chosen = ",".join(str(person.pk) for person in people)
    assert count_queries(desk, salon.url(f"{DAY}&staff={chosen}&status=CONFIRMED")) == one <= 16
