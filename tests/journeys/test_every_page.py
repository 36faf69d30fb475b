"""Every page an owner can open, at both widths and in both themes: nothing breaks, nothing bars."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize

from config.run.testing.browser import PHONE
from tests.axe import AXE, barriers, serious, too_wide
from tests.lived_in import OWN, PUBLIC, LivedIn, make_lived_in

DESK = {"width": 1440, "height": 900}
PARTS = 4  # of the walk, side by side
NARROW: ViewportSize = {"width": 320, "height": 640}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lived_in() -> LivedIn:
    return make_lived_in()


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page(
    part: int,
    lived_in: LivedIn,
    live_server: Any,
    new_page: Callable[..., Page],
    page_errors: list[str],
) -> None:
    seen = lived_in.pages((*OWN, *lived_in.addresses())[part::PARTS])
    assert len(seen) > 80 / PARTS
    faults = {}
    for viewport in (DESK, PHONE):
        page = new_page(viewport=viewport, reduced_motion="reduce", base_url=live_server.url)
        page.add_init_script(path=AXE)
        width = viewport["width"]
        for url in PUBLIC[part::PARTS]:
            faults[width, url] = look(page, url, page_errors)
        page.context.add_cookies(lived_in.cookies(live_server.url))
        for url in seen:
            faults[width, url] = look(page, url, page_errors)
        page.context.close()
    assert {where: found for where, found in faults.items() if found} == {}


def look(page: Page, url: str, errors: list[str]) -> list[str]:
    """What is wrong with one page. Its colours are looked at on the desk, in both themes; a
    narrow phone differs in width only."""
    answer = page.goto(url)
    found = [] if answer is not None and answer.status == 200 else [f"answers {answer}"]
    page.locator("h1").first.wait_for(state="attached")
    is_phone = page.viewport_size == PHONE
    found += [*one_heading(page), *too_wide(page)]
    found += barriers(page, {}) if is_phone else serious(page)
    if is_phone:
        page.set_viewport_size(NARROW)
        found += too_wide(page)
        page.set_viewport_size({"width": 390, "height": 844})
    found += errors
    errors.clear()
    return found


def one_heading(page: Page) -> list[str]:
    count = page.locator("h1:visible").count()
    return [] if count == 1 else [f"{count} first headings"]
