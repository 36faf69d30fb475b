"""The sheet of shortcuts and the shortcuts are the same list."""

from collections.abc import Callable
from typing import Any

import pytest
from django_scopes import scope
from playwright.sync_api import Page

from accounts.tests.factories import make_organization, make_user
from catalog.tests.factories import make_service
from scheduling.tests.factories import make_staff, open_on_holidays
from tests.door import log_in

pytestmark = pytest.mark.django_db(transaction=True)

SCREENS = ("agenda", "services", "staff", "customers", "conversations")
REGISTERED = """() => [...document.querySelectorAll("[data-hotkey]")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .map((one) => one.dataset.hotkey)"""
LISTED = """() => [...document.querySelectorAll("#shortcuts-list dd")]
  .map((one) => [...one.querySelectorAll("kbd")].map((key) => key.textContent).join(" "))"""


@pytest.fixture
def desk(live_server: Any, new_page: Callable[..., Page]) -> tuple[Page, str]:
    owner = make_user(email="ana@studio.test", name="Ana Souza")
    organization = make_organization(owner=owner, name="Studio Bela")
    with scope(organization=organization):
        open_on_holidays(organization)
        make_staff(organization, [make_service(organization, name="Corte")], name="Ana Souza")
    page = new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    log_in(page, f"{live_server.url}/o/{organization.slug}/agenda/")
    page.locator("#agenda").wait_for()
    return page, f"{live_server.url}/o/{organization.slug}"


def shown(hotkey: str) -> str:
    """As the sheet writes it: "Control+k,/" is "CTRL K /"."""
    return " ".join(hotkey.replace(",", " ").replace("Control+", "Ctrl ").split()).upper()


def test_sheet_lists_every_shortcut_and_no_other(desk: tuple[Page, str]) -> None:
    page, home = desk
    for screen in SCREENS:
        page.goto(f"{home}/{screen}/")
        registered = page.evaluate(REGISTERED)
        assert "?" in registered
        page.keyboard.press("?")
        page.locator("#shortcuts[open]").wait_for()
        listed = [keys.upper() for keys in page.evaluate(LISTED)]
        assert sorted(listed) == sorted([shown(one) for one in registered] + ["J", "K"]), screen


def test_agenda_has_no_key_twice(desk: tuple[Page, str]) -> None:
    page, home = desk
    page.goto(f"{home}/agenda/")
    keys = [key for one in page.evaluate(REGISTERED) for key in one.split(",")]
    assert sorted(keys) == sorted(set(keys))
