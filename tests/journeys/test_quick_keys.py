"""Somebody presses keys faster than the server answers: the last key counts."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, Route, expect

from tests.journeys.test_agenda import DESK, Desk, desk, enter

__all__ = ["desk"]

pytestmark = pytest.mark.django_db(transaction=True)

LISTED = "#shortcuts-list"
CLICK_AS_SOON_AS_IT_STANDS = """() => {
  window.isSamePage = true;
  new MutationObserver((_, observer) => {
    if (!document.querySelector("[data-agenda=week]")) return;
    observer.disconnect();
    document.getElementById("agenda-as-list").click();
  }).observe(document.getElementById("main"), { childList: true });
}"""


@pytest.fixture
def page_at_desk(desk: Desk, new_page: Callable[..., Page]) -> Page:
    page = enter(new_page(viewport=DESK, reduced_motion="reduce"), desk)
    expect(page.locator(".cal-name")).to_have_text(["Ana Souza", "Bruno Lima"])
    page.wait_for_load_state("networkidle")
    return page


@pytest.fixture
def held(page_at_desk: Page) -> list[Route]:
    """The agenda's answers wait here until `let_go`."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page_at_desk.route("**/agenda/?*view=*", hold)
    return waiting


def press(page: Page, held: list[Route], key: str) -> None:
    with page.expect_request("**/agenda/?*view=*"):
        page.keyboard.press(key)
    assert held


def let_go(held: list[Route]) -> None:
    for route in held:
        with suppress(Error):  # given up meanwhile
            route.continue_()


def test_last_of_two_keys_counts(page_at_desk: Page, held: list[Route]) -> None:
    page = page_at_desk
    press(page, held, "w")
    press(page, held, "l")
    let_go(held)
    expect(page.locator("[data-agenda-list]")).to_be_visible()
    expect(page.locator("#agenda-as-list")).to_have_attribute("aria-current", "true")


def test_sheet_follows_what_changes_under_it(page_at_desk: Page, held: list[Route]) -> None:
    page, sheet = page_at_desk, page_at_desk.locator(LISTED)
    press(page, held, "w")
    page.keyboard.press("?")
    expect(sheet).to_contain_text("Dia anterior")
    let_go(held)
    expect(sheet).to_contain_text("Semana anterior")
    expect(sheet).not_to_contain_text("Dia anterior")
    expect(sheet.get_by_text("Semana", exact=True)).to_have_count(1)


def test_what_was_just_drawn_is_ready(page_at_desk: Page) -> None:
    page = page_at_desk
    page.evaluate(CLICK_AS_SOON_AS_IT_STANDS)
    page.keyboard.press("w")
    expect(page.locator("[data-agenda-list]")).to_be_visible()
    assert page.evaluate("window.isSamePage") is True  # no load of a whole page
