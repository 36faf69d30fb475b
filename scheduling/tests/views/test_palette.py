"""The visits that the command palette finds."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Role
from accounts.tests.factories import make_customer
from scheduling.models import Appointment
from scheduling.tests.factories import make_appointment
from scheduling.tests.views.conftest import Salon

IN_A_WEEK = timedelta(days=7)


@pytest.fixture
def ahead(salon: Salon) -> Appointment:
    """Marina's visit with Ana, a week from now; the one of the salon is cancelled."""
    Appointment.objects.update(status="CANCELLED", cancelled_at=timezone.now())
    return salon.book(10, starts_at=timezone.now() + IN_A_WEEK)


def find(client: Client, salon: Salon, text: str) -> str:
    return client.get(salon.url("palette/"), {"q": text}).content.decode()


def test_coming_visit_is_found_by_name_and_by_phone(salon, ahead, login) -> None:
    desk = login(Role.AGENT)
    for text in ("marina", "81230137"):
        found = find(desk, salon, text)
        assert salon.url(f"appointments/{ahead.pk}/") in found
        assert "Marina Costa, Corte" in found
        assert ", Ana" in found


def test_past_and_cancelled_visits_are_not_found(salon, ahead, login) -> None:
    past = salon.book(12, starts_at=timezone.now() - IN_A_WEEK)
    found = find(login(Role.AGENT), salon, "marina")
    assert salon.url(f"appointments/{past.pk}/") not in found
    assert salon.url(f"appointments/{salon.visit.pk}/") not in found


def test_professional_finds_visits_of_their_own_alone(salon, ahead, login) -> None:
    url = salon.url(f"appointments/{ahead.pk}/")
    assert url not in find(login(Role.STAFF, staff=salon.bruno), salon, "marina")
    assert url in find(login(Role.STAFF, staff=salon.ana), salon, "marina")


def test_visits_of_another_house_are_not_found(salon, other_salon, ahead, login) -> None:
    found = find(login(Role.OWNER), salon, "marina")
    assert found.count("/appointments/") == 1


@pytest.mark.parametrize("rows", [1, 30])
def test_palette_asks_the_same_number_of_questions(salon, login, rows: int) -> None:
    for number in range(rows):
        customer = make_customer(salon.organization, name=f"Zuleica {number}")
        make_appointment(
            salon.organization,
            customer=customer,
            staff=salon.ana,
            service=salon.service,
            starts_at=timezone.now() + IN_A_WEEK + timedelta(hours=number),
        )
    desk = login(Role.AGENT)
    with CaptureQueriesContext(connection) as queries:
        found = find(desk, salon, "zuleica")
    assert found.count("/customers/") == min(rows, 6)
    assert found.count("/appointments/") == min(rows, 6)
    assert len(queries) == 5
