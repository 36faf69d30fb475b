"""Moving what a change left in the way, on the screen."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Role
from accounts.tests.factories import make_customer
from scheduling.models import Appointment, Conflict, ConflictSet, Shift, ShiftException, TimeOff
from scheduling.tests.factories import SAO_PAULO
from scheduling.tests.views.conftest import PARTIAL, Salon


def ahead(days: int, hour: int) -> datetime:
    day = timezone.now().astimezone(SAO_PAULO) + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


@pytest.fixture
def visit(salon: Salon) -> Appointment:
    return salon.book(0, starts_at=ahead(5, 16), now=timezone.now())


@pytest.fixture
def found(salon: Salon, visit: Appointment, desk: Client) -> ConflictSet:
    block(salon, desk, despite="1")
    return ConflictSet.objects.get()


def block(salon: Salon, client: Client, **more: str) -> object:
    day = ahead(5, 16).date().isoformat()
    given = {
        "staff": str(salon.ana.pk),
        "day": day,
        "time": "15:00",
        "until_day": day,
        "until_time": "18:00",
    }
    return client.post(salon.url("time-off/new/"), given | more, headers=PARTIAL)


def row_url(salon: Salon, found: ConflictSet, rest: str) -> str:
    return salon.url(f"conflicts/{found.pk}/visits/{found.conflicts.get().pk}/{rest}/")


def test_block_shows_who_is_in_the_way_then_leads_to_them(
    salon: Salon, visit: Appointment, desk: Client
) -> None:
    refused = block(salon, desk)
    assert refused.status_code == 409
    assert "1 agendamento para mover" in refused.content.decode()
    assert not TimeOff.objects.exists()
    answer = block(salon, desk, despite="1")
    found = ConflictSet.objects.get()
    assert answer["HX-Redirect"] == salon.url(f"conflicts/{found.pk}/")
    page = desk.get(answer["HX-Redirect"]).content.decode()
    assert "Marina Costa" in page
    assert "0 de 1 resolvidos" in page
    assert ">Bruno</button>" in page
    assert "1 agendamento para mover" in desk.get(salon.url("staff/")).content.decode()


def test_one_click_moves_and_the_list_goes_on(
    salon: Salon, visit: Appointment, found: ConflictSet, desk: Client
) -> None:
    to = f"{salon.bruno.pk} {int(visit.starts_at.timestamp())}"
    answer = desk.post(row_url(salon, found, "move"), {"to": to}, headers=PARTIAL)
    assert answer.status_code == 200
    assert "Tudo resolvido" in answer.content.decode()
    visit.refresh_from_db()
    assert visit.staff == salon.bruno
    again = desk.post(row_url(salon, found, "move"), {"to": to})
    assert again["Location"] == salon.url(f"conflicts/{found.pk}/")


def test_place_taken_meanwhile_is_said_in_place(
    salon: Salon, visit: Appointment, found: ConflictSet, desk: Client
) -> None:
    salon.book(0, staff=salon.bruno, starts_at=visit.starts_at, now=timezone.now())
    to = f"{salon.bruno.pk} {int(visit.starts_at.timestamp())}"
    answer = desk.post(row_url(salon, found, "move"), {"to": to}, headers=PARTIAL)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Bruno não está livre" in page
    assert ">Bruno</button>" not in page
    visit.refresh_from_db()
    assert visit.staff == salon.ana


def test_second_person_learns_that_it_is_settled(
    salon: Salon, visit: Appointment, found: ConflictSet, desk: Client
) -> None:
    url = row_url(salon, found, "move")
    desk.post(url, {"to": f"{salon.bruno.pk} {int(visit.starts_at.timestamp())}"})
    other = int(ahead(5, 10).timestamp())
    answer = desk.post(url, {"to": f"{salon.ana.pk} {other}"}, headers=PARTIAL)
    assert answer.status_code == 409
    assert "já resolveu" in answer.content.decode()


@pytest.mark.parametrize("to", ["", "x y", "0 0", "{ana} 99999999999999999"])
def test_nonsense_place_is_refused(salon: Salon, found: ConflictSet, desk: Client, to: str) -> None:
    to = to.format(ana=salon.ana.pk)
    answer = desk.post(row_url(salon, found, "move"), {"to": to}, headers=PARTIAL)
    assert answer.status_code == 422
    assert "Escolha um horário" in answer.content.decode()


def test_keep_reopen_and_close(salon: Salon, found: ConflictSet, desk: Client) -> None:
    kept = desk.post(row_url(salon, found, "keeping"), headers=PARTIAL).content.decode()
    assert "Fica como está" in kept
    url = row_url(salon, found, "keeping")
    assert "0 de 1" in desk.post(url, {"reopen": "1"}, headers=PARTIAL).content.decode()
    closed = desk.post(salon.url(f"conflicts/{found.pk}/closing/"), headers=PARTIAL)
    assert "Lista encerrada" in closed.content.decode()
    assert "Nada para mover" in desk.get(salon.url("conflicts/")).content.decode()


def test_week_and_date_and_archive_ask_first(
    salon: Salon, visit: Appointment, login: Callable[..., Client]
) -> None:
    owner = login(Role.OWNER)
    day = visit.starts_at.astimezone(SAO_PAULO).date()
    for rest, given in (
        ("week/", {}),
        ("exceptions/", {"on": day.isoformat()}),
        ("archive/", {}),
    ):
        url = salon.url(f"staff/{salon.ana.pk}/{rest}")
        refused = owner.post(url, given, headers=PARTIAL)
        assert refused.status_code == 409, rest
        assert "para mover" in refused.content.decode()
    assert Shift.objects.filter(staff=salon.ana).count() == 7
    assert not ShiftException.objects.exists()
    answer = owner.post(salon.url(f"staff/{salon.ana.pk}/archive/"), {"despite": "1"})
    assert answer["Location"] == salon.url(f"conflicts/{ConflictSet.objects.get().pk}/")


@pytest.mark.parametrize(("role", "status"), [(Role.VIEWER, 403), (Role.STAFF, 403)])
def test_others_agendas_stay_shut(
    salon: Salon, found: ConflictSet, login: Callable[..., Client], role: Role, status: int
) -> None:
    client = login(role)
    assert client.get(salon.url(f"conflicts/{found.pk}/")).status_code == status
    assert client.post(row_url(salon, found, "keeping")).status_code == status


def test_own_conflicts_are_open_to_the_professional(
    salon: Salon, visit: Appointment, found: ConflictSet, login: Callable[..., Client]
) -> None:
    ana = login(Role.STAFF, staff=salon.ana)
    page = ana.get(salon.url(f"conflicts/{found.pk}/")).content.decode()
    assert ">Bruno</button>" not in page
    to = f"{salon.bruno.pk} {int(visit.starts_at.timestamp())}"
    assert ana.post(row_url(salon, found, "move"), {"to": to}).status_code == 422


@pytest.mark.parametrize("rows", [1, 30])
def test_page_asks_the_same_number_of_questions(
    salon: Salon, found: ConflictSet, desk: Client, rows: int
) -> None:
    for number in range(rows - 1):
        visit = salon.book(
            0,
            customer=make_customer(salon.organization, name=f"Cliente {number}"),
            starts_at=ahead(6 + number, 16),
            now=timezone.now(),
        )
        Conflict.objects.create(
            organization=salon.organization,
            conflict_set=found,
            appointment=visit,
            staff=salon.ana,
            starts_at=visit.starts_at,
        )
    with CaptureQueriesContext(connection) as queries:
        page = desk.get(salon.url(f"conflicts/{found.pk}/")).content.decode()
    assert page.count("data-list-item") == rows
    assert len(queries) == 14
    with CaptureQueriesContext(connection) as queries:
        desk.get(salon.url("conflicts/"))
    assert len(queries) == 5
