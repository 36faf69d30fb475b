"""Menus and the phone's drawer, by mouse and by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.tests.factories import make_customer
from catalog.tests.factories import make_service
from config.run.testing.browser import PHONE
from tests.axe import serious
from tests.journeys.test_agenda import DESK, Desk, desk, enter

__all__ = ["desk"]
pytestmark = pytest.mark.django_db(transaction=True)


def go(page: Page, desk: Desk, rest: str) -> Page:
    page.goto(f"{desk.base_url}/o/{desk.organization.slug}/{rest}")
    return page


def test_menu_by_keyboard_and_by_mouse(desk: Desk, new_page: Callable[..., Page]) -> None:
    make_customer(desk.organization, name="Rita Alves")
    page = enter(new_page(viewport=DESK), desk)
    button = page.get_by_role("button", name="Novo", exact=True)
    menu = page.locator(".dropdown-menu", has_text="Profissional")
    items = menu.get_by_role("link")
    button.focus()
    page.keyboard.press("ArrowDown")
    expect(items.first).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "true")
    assert serious(page) == []
    page.keyboard.press("ArrowDown")
    expect(items.nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")

    button.click()
    expect(menu).to_be_visible()
    button.click()
    expect(menu).to_be_hidden()
    page.keyboard.press("n")
    expect(menu).to_be_visible()
    page.locator("h1").click()
    expect(menu).to_be_hidden()
    button.click()
    items.filter(has_text="Cliente").click()
    expect(menu).to_be_hidden()
    expect(page.locator("#panel").get_by_label("Nome")).to_be_visible()


def test_menu_at_the_edge_stays_in_sight(desk: Desk, new_page: Callable[..., Page]) -> None:
    for number in range(30):
        make_service(desk.organization, name=f"Serviço {number:02}")
    page = go(enter(new_page(viewport=DESK), desk), desk, "services/")
    last = page.locator("#services [data-bs-toggle=dropdown]").last
    last.scroll_into_view_if_needed()
    last.click()
    box = page.locator(".dropdown-menu.show").bounding_box()
    assert box is not None
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= DESK["height"]
    assert box["x"] + box["width"] <= DESK["width"]


def test_drawer_of_the_phone(desk: Desk, new_page: Callable[..., Page]) -> None:
    page = enter(new_page(viewport=PHONE, reduced_motion="reduce"), desk)
    menu, button = page.locator("#menu"), page.get_by_role("button", name="Abrir menu")
    button.click()
    expect(menu.get_by_role("link", name="Equipe")).to_be_in_viewport()
    assert page.locator("main").evaluate("main => main.inert") is True
    assert serious(page) == []
    page.keyboard.press("Escape")
    expect(menu.get_by_role("link", name="Equipe")).not_to_be_in_viewport()
    expect(button).to_be_focused()
    button.click()
    page.mouse.click(PHONE["width"] - 5, 400)
    expect(menu.get_by_role("link", name="Equipe")).not_to_be_in_viewport()
    assert page.locator("main").evaluate("main => main.inert") is False
    button.click()
    menu.get_by_role("link", name="Equipe").click()
    expect(page.locator("h1")).to_have_text("Equipe")


def test_what_the_palette_finds_is_chosen_at_once(
    desk: Desk, new_page: Callable[..., Page]
) -> None:
    page = enter(new_page(viewport=DESK), desk)
    page.keyboard.press("Control+k")
    palette = page.locator("#palette")
    palette.get_by_role("combobox").fill("otávio")
    option = palette.locator("#palette-found [role=option]").first
    expect(option).to_have_attribute("aria-selected", "true")
    expect(palette.get_by_text("Nada encontrado.")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Otávio Reis")
