"""The owner of a pet shop writes a customer's card, in a real browser."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect

from accounts.models import Consent, Customer, Organization
from accounts.people_enums import AttributeType
from accounts.services.customer_attributes import define_attribute
from accounts.services.customer_notes import add_note
from accounts.services.tags import tag_customers
from accounts.tests.factories import make_customer, make_organization, make_user
from config.run.testing.browser import PHONE
from tests.axe import serious, too_wide
from tests.door import log_in

DESK = {"width": 1440, "height": 900}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house() -> Iterator[Organization]:
    owner = make_user(email="ana@petshop.test", name="Ana Souza")
    organization = make_organization(owner=owner, name="Pet Feliz", vertical="PETSHOP")
    with scope(organization=organization):
        marina = make_customer(organization, name="Marina Costa", phone="+5511981230137")
        make_customer(organization, name="Otávio Reis")
        twin = make_customer(organization, name="Marina  Costa", phone="", notes="Paga em Pix")
        kind = AttributeType.CHOICE
        define_attribute(
            organization=organization,
            label="Convênio",
            type=kind,
            choices=["Uni", "Bra"],
            actor=owner,
        )
        ids = [marina.pk, twin.pk]
        tag_customers(organization=organization, customer_ids=ids, name="VIP", actor=owner)
        add_note(customer=twin, text="Prefere a manhã", author=owner)
        yield organization


@pytest.fixture
def enter(house: Organization, live_server: Any) -> Callable[[Page], Page]:
    def go(page: Page) -> Page:
        log_in(page, f"{live_server.url}/o/{house.slug}/customers/", "ana@petshop.test")
        return page

    return go


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desktop", "phone"])
def test_card_in_depth(
    enter: Callable[[Page], Page],
    new_page: Callable[..., Page],
    viewport: dict[str, int],
) -> None:
    page = enter(new_page(viewport=viewport, reduced_motion="reduce"))
    rows = page.locator(".customer-table tbody tr")
    expect(rows).to_have_count(3)
    look(page)
    page.locator(".tag-pick", has_text="VIP").click()
    expect(rows).to_have_count(2)
    page.get_by_role("link", name="Marina Costa").first.click()
    expect(page.get_by_role("heading", name="Marina Costa")).to_be_visible()

    page.wait_for_load_state()  # the scripts are there
    panel = page.locator("#panel")
    page.locator(".customer-side").get_by_role("link", name="Incluir").click()
    panel.get_by_label("Nome").fill("Thor")
    panel.get_by_label("Espécie").fill("Cachorro")
    panel.get_by_label("Porte").select_option("M")
    panel.get_by_role("button", name="Salvar").click()
    expect(page.locator(".dependant")).to_contain_text("Cachorro · Médio")

    page.get_by_role("button", name="Mais ações de Thor").click()
    page.get_by_role("link", name="Vacinas").click()
    panel.get_by_label("Vacina").fill("Raiva")
    panel.get_by_label("Aplicada em").fill("2024-01-10")
    panel.get_by_label("Vale até").fill("2025-01-10")
    panel.get_by_role("button", name="Anotar vacina").click()
    expect(panel.locator(".vaccine-line")).to_contain_text("Vencida")
    assert serious(page) == []
    page.keyboard.press("Escape")
    expect(page.locator(".dependant .vaccine-line")).to_contain_text("Vencida")

    page.get_by_label("Nova etiqueta").fill("Alergia")
    page.get_by_role("button", name="Pôr etiqueta").click()
    expect(page.locator(".customer-title .tag-chip")).to_have_count(2)
    expect(page.get_by_label("Nova etiqueta")).to_have_value("")
    page.get_by_label("Nova anotação").fill("Thor tem medo de secador")
    page.get_by_role("button", name="Anotar", exact=True).click()
    expect(page.locator(".team-note").first).to_contain_text("medo de secador")

    page.get_by_role("link", name="Registrar").click()
    panel.get_by_label("Autoriza receber promoções").check()
    panel.get_by_label("O que disse").fill("Pode mandar sim")
    panel.get_by_role("button", name="Salvar").click()
    expect(page.locator(".customer-consent")).to_contain_text("Pode mandar sim")
    assert Consent.objects.get().recorded_by is not None
    look(page)
    page.get_by_role("link", name="Histórico").click()
    expect(page.locator(".timeline-item").first).to_be_visible()
    look(page)


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desktop", "phone"])
def test_two_cards_become_one(
    enter: Callable[[Page], Page], new_page: Callable[..., Page], viewport: dict[str, int]
) -> None:
    page = enter(new_page(viewport=viewport, reduced_motion="reduce"))
    page.get_by_role("button", name="Organizar").click()
    page.get_by_role("link", name="Etiquetas").click()
    look(page)
    page.goto(page.url.replace("/tags/", "/"))
    page.get_by_role("button", name="Organizar").click()
    page.get_by_role("link", name="Campos de cliente").click()
    expect(page.get_by_role("link", name="Convênio")).to_be_visible()
    look(page)
    page.goto(page.url.replace("/fields/", "/"))
    page.get_by_role("link", name="Marina Costa").first.click()
    old_url = page.url
    page.get_by_role("button", name="Mais ações de Marina").click()
    page.get_by_role("link", name="Juntar com outro").click()
    page.get_by_role("link", name="Comparar").first.click()
    look(page)
    with page.expect_navigation():  # until the scripts of the next page are there
        page.get_by_role("link", name="Ficar com a outra").click()
    page.get_by_role("button", name="Juntar as duas fichas").click()
    page.locator("#confirm-act").click()
    expect(page.locator(".team-note")).to_contain_text("Prefere a manhã")
    assert Customer.objects.count() == 2
    survivor_url = page.url
    assert survivor_url != old_url
    page.goto(old_url)
    expect(page.get_by_role("heading", name="Marina")).to_be_visible()
    assert page.url == survivor_url


def look(page: Page) -> None:
    """No barrier, and nothing beside the screen."""
    assert serious(page) == []
    assert too_wide(page) == []
