"""What several journeys begin with."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from accounts.models import Organization
from tests.door import log_in


@pytest.fixture
def visit(house: Organization, live_server: Any) -> Callable[[Page, str], Page]:
    """`visit(page, "staff/")` in the module's `house`, logging in where it is asked."""

    def go(page: Page, rest: str) -> Page:
        url = f"{live_server.url}/o/{house.slug}/{rest}"
        page.goto(url)
        if page.locator("[name=password]").count():
            log_in(page, url)
        page.wait_for_load_state()  # the scripts are there
        return page

    return go
