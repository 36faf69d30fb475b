"""Times that came free, at the desk's screens and on the first page."""

import json
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from scheduling.models import TimeOff, Vacancy
from scheduling.tests.factories import local
from scheduling.tests.views.conftest import PARTIAL, Salon
from scheduling.tests.views.test_waitlist import wait

LIST = "waitlist/vacancies/"


@pytest.fixture
def vacancy(salon: Salon, desk: Client) -> Vacancy:
    """Marina's time with Ana at 10 is free, and Zélia waits."""
    wait(salon)
    desk.post(salon.visit_url("cancellation/"), {"scope": "ONE"}, headers=PARTIAL)
    return Vacancy.objects.get()


def settle_url(salon: Salon, vacancy: Vacancy) -> str:
    return salon.url(f"waitlist/vacancies/{vacancy.pk}/settlement/")


def test_list_leads_to_who_waits(salon: Salon, desk: Client, vacancy: Vacancy) -> None:
    page = desk.get(salon.url(LIST))
    (line,) = page.context["lines"]
    assert "1 pessoa espera" in page.content.decode()
    found = desk.get(line["url"], headers=PARTIAL)
    text = found.content.decode()
    assert "Zélia Prado" in text
    words = found.context["lines"][0]["words"]
    assert words == (
        "Olá! Vagou um horário para Corte com Ana: terça-feira, 24 de novembro às 10:00. Quer?"
    )
    assert "/talk/?text=Ol%C3%A1%21" in text


def test_dispensed_and_undone(salon: Salon, desk: Client, vacancy: Vacancy) -> None:
    answer = desk.post(settle_url(salon, vacancy), headers=PARTIAL)
    news = json.loads(answer["HX-Trigger"])
    assert "vacancy:changed" in news
    assert "Nenhum horário vago à espera" in desk.get(salon.url(LIST)).content.decode()
    desk.post(news["toast"]["undo"], headers=PARTIAL)
    assert len(desk.get(salon.url(LIST)).context["lines"]) == 1


def test_first_page_says_so_until_it_is_dealt_with(
    salon: Salon, login: Callable[..., Client], vacancy: Vacancy
) -> None:
    owner = login(Role.OWNER)
    words = "Horário que vagou e tem quem espere"
    page = owner.get(salon.url("")).content.decode()
    assert words in page
    assert salon.url(LIST) in page
    owner.post(settle_url(salon, vacancy), headers=PARTIAL)
    assert words not in owner.get(salon.url("")).content.decode()


def test_professional_sees_their_own(
    salon: Salon, login: Callable[..., Client], vacancy: Vacancy
) -> None:
    ana, bruno = (login(Role.STAFF, staff=one) for one in (salon.ana, salon.bruno))
    assert len(ana.get(salon.url(LIST)).context["lines"]) == 1
    assert "Horário que vagou" in ana.get(salon.url("")).content.decode()
    assert bruno.get(salon.url(LIST)).context["lines"] == []
    assert "Horário que vagou" not in bruno.get(salon.url("")).content.decode()
    assert bruno.post(settle_url(salon, vacancy)).status_code == 403


def test_viewer_only_looks(salon: Salon, login: Callable[..., Client], vacancy: Vacancy) -> None:
    viewer = login(Role.VIEWER)
    page = viewer.get(salon.url(LIST)).content.decode()
    assert "1 pessoa espera" in page
    assert "Dispensar" not in page
    assert viewer.post(settle_url(salon, vacancy)).status_code == 403


def test_other_house_finds_nothing(
    salon: Salon, desk: Client, vacancy: Vacancy, other_salon: Salon
) -> None:
    assert desk.get(other_salon.url(LIST)).status_code == 404
    stranger = other_salon.url(f"waitlist/vacancies/{vacancy.pk}/settlement/")
    assert desk.post(stranger).status_code == 404


def test_absence_shows_who_waits_at_once(salon: Salon, desk: Client) -> None:
    wait(salon)
    answer = desk.post(salon.visit_url("status/"), {"to": "NO_SHOW"}, headers=PARTIAL)
    assert "Zélia Prado" in answer.content.decode()
    assert "faltou" in json.loads(answer["HX-Trigger"])["toast"]["text"]


def test_freed_block_shows_who_waits_and_can_be_undone(salon: Salon, desk: Client) -> None:
    wait(salon)
    block = TimeOff.objects.create(
        organization=salon.organization,
        staff=salon.ana,
        starts_at=local(2026, 11, 23, 14),
        ends_at=local(2026, 11, 24, 16),
    )
    answer = desk.post(salon.url(f"time-off/{block.pk}/removal/"), headers=PARTIAL)
    assert "Zélia Prado" in answer.content.decode()
    undo = json.loads(answer["HX-Trigger"])["toast"]["undo"]
    assert parse_qs(urlsplit(undo).query)["day"] == ["2026-11-23"]
    assert desk.post(undo, headers=PARTIAL).status_code == 204
    assert TimeOff.objects.count() == 1


def test_query_count_does_not_grow(salon: Salon, desk: Client, vacancy: Vacancy) -> None:
    def count() -> int:
        desk.get(salon.url(LIST))
        with CaptureQueriesContext(connection) as queries:
            lines = desk.get(salon.url(LIST)).context["lines"]
        return len(queries) + 100 * len(lines)

    few = count()
    for number in range(29):
        start = vacancy.starts_at + timedelta(minutes=5 * number)
        Vacancy.objects.create(
            organization=salon.organization,
            staff=salon.ana,
            starts_at=start,
            ends_at=start + timedelta(hours=2),
        )
    assert count() - 2900 == few <= 115
