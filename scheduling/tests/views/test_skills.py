"""Quem faz o quê and the order of the team, on the screen."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from catalog.tests.factories import make_service
from scheduling.models import StaffService
from scheduling.selectors.staff import active_staff
from scheduling.tests.factories import make_staff
from scheduling.tests.views.conftest import PARTIAL, Salon


@pytest.fixture
def owner(login: Callable[..., Client]) -> Client:
    return login(Role.OWNER)


def pair(salon: Salon, name: str) -> str:
    return f"{getattr(salon, name).pk}:{salon.service.pk}"


def test_table_is_saved_at_once(salon: Salon, owner: Client) -> None:
    page = owner.get(salon.url("staff/skills/"))
    assert page.content.decode().count(" checked") == 2
    given = {"was": page.context["was"], "pair": [pair(salon, "bruno"), "x", ":"]}
    answer = owner.post(salon.url("staff/skills/"), given, headers=PARTIAL)
    assert "1 mudan" in answer["HX-Trigger"]
    assert [row.staff for row in StaffService.objects.all()] == [salon.bruno]


def test_what_somebody_else_saved_meanwhile_stays(salon: Salon, owner: Client) -> None:
    was = owner.get(salon.url("staff/skills/")).context["was"]
    carla = make_staff(salon.organization, [salon.service], name="Carla")
    given = {"was": was, "pair": [pair(salon, "ana")]}
    assert owner.post(salon.url("staff/skills/"), given).status_code == 302
    left = set(StaffService.objects.values_list("staff_id", flat=True))
    assert left == {salon.ana.pk, carla.pk}


def test_order_is_written_by_drag_and_by_step(salon: Salon, owner: Client) -> None:
    ids = [str(salon.bruno.pk), "x", str(salon.ana.pk)]
    assert owner.post(salon.url("staff/order/"), {"id": ids}, headers=PARTIAL).status_code == 204
    assert [person.name for person in active_staff()] == ["Bruno", "Ana"]
    owner.post(salon.url(f"staff/{salon.bruno.pk}/step/"), {"down": "1"})
    assert [person.name for person in active_staff()] == ["Ana", "Bruno"]
    page = owner.get(salon.url("staff/?q=an"), headers=PARTIAL).content.decode()
    assert "data-grip" not in page


@pytest.mark.parametrize("role", [Role.AGENT, Role.STAFF, Role.VIEWER])
def test_other_roles_change_nothing(salon: Salon, login: Callable[..., Client], role: Role) -> None:
    client = login(role)
    assert client.get(salon.url("staff/skills/")).status_code == 403
    assert client.post(salon.url("staff/order/"), {}).status_code == 403
    assert "data-grip" not in client.get(salon.url("staff/")).content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_table_asks_the_same_number_of_questions(salon: Salon, owner: Client, rows: int) -> None:
    for number in range(rows):
        make_staff(salon.organization, [salon.service], name=f"Pessoa {number}")
        make_service(salon.organization, name=f"Serviço {number}")
    with CaptureQueriesContext(connection) as queries:
        page = owner.get(salon.url("staff/skills/?people=1")).content.decode()
    assert page.count('name="pair"') == min(12, rows + 2) * (rows + 1)
    assert len(queries) == 9
