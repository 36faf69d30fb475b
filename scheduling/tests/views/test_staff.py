"""The team on the screen."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from accounts.enums import Role
from accounts.tests.factories import make_member
from scheduling.models import Staff
from scheduling.tests.factories import make_staff
from scheduling.tests.views.conftest import PARTIAL, Salon


@pytest.fixture
def owner(login: Callable[..., Client]) -> Client:
    return login(Role.OWNER)


def test_list_says_the_week_in_few_words(salon: Salon, owner: Client) -> None:
    make_staff(salon.organization, name="Edu", hours=None)
    page = owner.get(salon.url("staff/")).content.decode()
    assert "seg a dom 09:00-18:00" in page
    assert "Sem horários" in page


def test_create_writes_all_and_leads_to_the_hours(salon: Salon, owner: Client) -> None:
    user = make_member(salon.organization, Role.STAFF).user
    given = {
        "name": "Carla",
        "color": "5",
        "user": str(user.pk),
        "services": [str(salon.service.pk)],
        "is_bookable_online": "on",
    }
    answer = owner.post(salon.url("staff/new/"), given)
    made = Staff.objects.get(name="Carla")
    assert answer["Location"] == salon.url(f"staff/{made.pk}/hours/")
    assert (made.color, made.user, made.is_bookable_online) == (5, user, True)
    assert list(made.services.all()) == [salon.service]


def test_user_with_an_agenda_is_not_offered(salon: Salon, owner: Client) -> None:
    user = make_member(salon.organization, Role.STAFF, name="Joana").user
    salon.ana.user = user
    salon.ana.save()
    fresh = owner.get(salon.url("staff/new/")).content.decode()
    own = owner.get(salon.url(f"staff/{salon.ana.pk}/")).content.decode()
    assert "Joana" not in fresh
    assert "Joana" in own


def test_member_of_another_house_is_refused(salon: Salon, other_salon, owner: Client) -> None:
    stranger = make_member(other_salon.organization, Role.STAFF).user
    given = {"name": "Carla", "color": "1", "user": str(stranger.pk)}
    answer = owner.post(salon.url("staff/new/"), given, headers=PARTIAL)
    assert answer.status_code == 422
    assert not Staff.objects.filter(name="Carla").exists()


@pytest.mark.parametrize("given", [{"name": "", "color": "0"}, {"name": "Ana", "color": "8"}])
def test_bad_field_is_refused(salon: Salon, owner: Client, given: dict[str, str]) -> None:
    answer = owner.post(salon.url(f"staff/{salon.ana.pk}/"), given, headers=PARTIAL)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()


def test_archive_without_visits_comes_back(salon: Salon, owner: Client) -> None:
    url = salon.url(f"staff/{salon.bruno.pk}/")
    assert "Nenhum agendamento" in owner.get(f"{url}archive/", headers=PARTIAL).content.decode()
    assert owner.post(f"{url}archive/", headers=PARTIAL).status_code == 204
    assert "Bruno" not in owner.get(salon.url("staff/"), headers=PARTIAL).content.decode()
    archived = owner.get(salon.url("staff/?archived=1"), headers=PARTIAL).content.decode()
    assert "Bruno" in archived
    owner.post(f"{url}restore/")
    assert Staff.objects.get(pk=salon.bruno.pk).is_active


def test_archive_counts_all_visits_and_names_the_first(salon: Salon, owner: Client) -> None:
    with scope(organization=salon.organization):
        for hour in (9, 11, 12, 13, 14, 15, 16, 17, 18):
            salon.book(hour)
    panel = owner.get(salon.url(f"staff/{salon.ana.pk}/archive/"), headers=PARTIAL).content.decode()
    assert "10 agendamentos para mover" in panel
    assert panel.count("Marina Costa</a>") + panel.count("· Marina Costa") == 8
    assert "e outros" in panel


@pytest.mark.parametrize("rows", [1, 30])
def test_list_asks_the_same_number_of_questions(salon: Salon, owner: Client, rows: int) -> None:
    salon.bruno.delete()
    for number in range(rows - 1):
        make_staff(salon.organization, [salon.service], name=f"Pessoa {number}")
    with CaptureQueriesContext(connection) as queries:
        page = owner.get(salon.url("staff/")).content.decode()
    assert page.count("data-list-item") == rows
    assert len(queries) == 8
