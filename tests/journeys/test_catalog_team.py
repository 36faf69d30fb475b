"""The owner writes the price list and the team's hours in a real browser."""

import re
from collections.abc import Callable, Iterator
from datetime import time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from django_scopes import scope
from playwright.sync_api import Page, expect

from accounts.models import Organization
from accounts.tests.factories import make_organization, make_user
from catalog.models import Service
from catalog.tests.factories import make_service
from scheduling.models import ShiftException, Staff
from scheduling.selectors.team import week_of
from scheduling.slots.working_hours import Hours
from scheduling.tests.factories import make_staff

DESK = {"width": 1440, "height": 900}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house() -> Iterator[Organization]:
    owner = make_user(email="ana@studio.test", name="Ana Souza")
    organization = make_organization(owner=owner, name="Studio Bela")
    with scope(organization=organization):
        yield organization


def test_price_list(
    house: Organization,
    visit: Callable[[Page, str], Page],
    page: Page,
    page_errors: list[str],
) -> None:
    make_staff(house, name="Ana")
    visit(page, "services/")
    page.get_by_text("Nenhum serviço ainda").wait_for()
    page.wait_for_load_state()  # the scripts are there
    page.keyboard.press("c")
    panel = page.locator("#panel")
    panel.locator("[name=price]").fill("oitenta")
    panel.get_by_role("button", name="Salvar serviço").click()
    expect(panel.get_by_label("Nome")).to_be_focused()
    expect(panel).to_contain_text("Escreva só o valor")
    assert all("422" in error for error in page_errors)
    page_errors.clear()
    panel.get_by_label("Nome").fill("Luzes")
    panel.get_by_label("Categoria").fill("Cabelo")
    panel.locator("[name=price]").fill("180,50")
    panel.get_by_text("Ana", exact=True).click()
    panel.get_by_role("button", name="Salvar serviço").click()
    expect(panel).to_be_hidden()
    row = page.locator("[data-list-item]")
    expect(row).to_contain_text("R$ 180,50")
    expect(row).to_contain_text("Ana")
    assert Service.objects.get().price == Decimal("180.50")

    row.get_by_role("button", name="Mais ações de Luzes").click()
    row.get_by_role("button", name="Arquivar").click()
    expect(row).to_have_count(0)
    page.get_by_role("button", name="Desfazer").click()
    expect(row).to_have_count(1)
    page.get_by_label("Buscar serviço").fill("zzz")
    page.get_by_text("Nada com esses filtros").wait_for()
    expect(page).to_have_url(re.compile("q=zzz"))


def test_team_and_its_hours(
    house: Organization,
    visit: Callable[[Page, str], Page],
    page: Page,
    page_errors: list[str],
) -> None:
    make_service(house, name="Corte")
    visit(page, "staff/")
    page.get_by_text("Ninguém na equipe ainda").wait_for()
    page.wait_for_load_state()  # the scripts are there
    page.keyboard.press("c")
    panel = page.locator("#panel")
    panel.get_by_label("Nome").fill("Carla Dias")
    panel.get_by_text("Rosa", exact=True).click()
    panel.get_by_text("Corte", exact=True).click()
    panel.get_by_role("button", name="Salvar profissional").click()
    expect(page.get_by_text("Sem horários")).to_be_visible()
    carla = Staff.objects.get()
    assert carla.color == 2

    page.get_by_role("link", name="Carla Dias").click()
    monday = page.locator(".week-day").first
    monday.get_by_role("button", name="Período").click()
    monday.get_by_label(re.compile("^Das")).fill("09:00")
    monday.get_by_label(re.compile("^Até")).fill("18:00")
    monday.get_by_role("button", name="Pausa").click()
    monday.get_by_label("Pausa das").fill("19:00")
    monday.get_by_label("Pausa até").fill("20:00")
    page.keyboard.press("Enter")
    expect(monday).to_contain_text("dentro do horário")
    assert all("422" in error for error in page_errors)
    page_errors.clear()
    monday.get_by_label("Pausa das").fill("12:00")
    monday.get_by_label("Pausa até").fill("13:00")
    page.get_by_role("button", name="Salvar semana").last.click()
    expect(page.locator("#toasts")).to_contain_text("Horários salvos")
    (shift,) = week_of(carla)
    assert shift.hours == Hours(time(9), time(18))
    assert shift.breaks == (Hours(time(12), time(13)),)

    page.get_by_label("Data", exact=True).fill("2030-01-02")
    page.get_by_role("button", name="Adicionar data").click()
    expect(page.locator(".date-list")).to_contain_text("Não trabalha")
    assert ShiftException.objects.get().starts_at is None
    page.get_by_role("link", name="Nova ausência").click()
    panel.get_by_label("Motivo").fill("Férias")
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()  # today may be over
    panel.get_by_label("De", exact=True).fill(tomorrow)
    panel.get_by_label("Até", exact=True).fill(tomorrow)
    panel.get_by_label("Hora de início").fill("08:00")
    panel.get_by_label("Hora do fim").fill("20:00")
    panel.get_by_role("button", name="Bloquear horário").click()
    expect(page.locator("#dates")).to_contain_text("Férias")
    expect(page.locator("#dates")).to_contain_text("nenhum horário marcado dentro")
    page.get_by_role("button", name="Remover esta ausência").click()
    expect(page.locator("#dates")).not_to_contain_text("Férias")
