"""The owner finds, writes and blocks a customer in a real browser."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect

from accounts.models import Customer, Organization
from accounts.tests.factories import make_customer, make_organization, make_user
from config.run.testing.browser import PHONE
from tests.axe import serious
from tests.door import log_in

DESK = {"width": 1440, "height": 900}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house() -> Iterator[Organization]:
    owner = make_user(email="ana@studio.test", name="Ana Souza")
    organization = make_organization(owner=owner, name="Studio Bela")
    with scope(organization=organization):
        make_customer(organization, name="Marina Costa", phone="+5511981230137")
        make_customer(organization, name="Otávio Reis")
        yield organization


@pytest.fixture
def enter(house: Organization, live_server: Any) -> Callable[[Page], Page]:
    def go(page: Page) -> Page:
        log_in(page, f"{live_server.url}/o/{house.slug}/customers/")
        return page

    return go


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desktop", "phone"])
def test_customers(
    enter: Callable[[Page], Page],
    new_page: Callable[..., Page],
    viewport: dict[str, int],
    page_errors: list[str],
) -> None:
    page = enter(new_page(viewport=viewport))
    rows = page.locator(".customer-table tbody tr")
    expect(rows).to_have_count(2)
    page.get_by_label("Buscar nome ou telefone").fill("otavio")
    expect(rows).to_have_count(1)
    page.get_by_label("Buscar nome ou telefone").fill("")
    expect(rows).to_have_count(2)

    page.locator("main").get_by_role("link", name="Novo cliente").click()
    panel = page.locator("#panel")
    panel.get_by_label("Nome").fill("Joana Prado")
    panel.get_by_label("Telefone com DDD").fill("11 8123-0137")
    panel.get_by_role("button", name="Salvar cliente").click()
    expect(panel.get_by_text("Marina Costa já tem este telefone")).to_be_visible()
    assert all("422" in error for error in page_errors)
    page_errors.clear()
    panel.get_by_label("Telefone com DDD").fill("11 97777-1234")
    panel.get_by_role("button", name="Salvar cliente").click()
    expect(rows).to_have_count(3)

    page.get_by_role("link", name="Joana Prado").click()
    expect(page.get_by_role("heading", name="Joana Prado")).to_be_visible()
    page.get_by_role("button", name="Bloquear").click()
    expect(page.locator("#customer").get_by_text("Bloqueado")).to_be_visible()
    assert Customer.objects.get(name="Joana Prado").is_blocked
    page.get_by_role("button", name="Desfazer").click()
    expect(page.get_by_role("button", name="Bloquear")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desktop", "phone"])
def test_no_serious_barrier(
    enter: Callable[[Page], Page],
    new_page: Callable[..., Page],
    viewport: dict[str, int],
) -> None:
    page = enter(new_page(viewport=viewport, reduced_motion="reduce"))
    expect(page.locator(".customer-table")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("link", name="Marina Costa").click()
    expect(page.get_by_role("heading", name="Marina Costa")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("link", name="Editar").click()
    expect(page.locator("#panel").get_by_label("Nome")).to_be_visible()
    assert serious(page) == []
