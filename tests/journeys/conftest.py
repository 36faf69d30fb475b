"""What several journeys begin with."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from accounts.models import Organization
from tests.door import is_in, log_in


@pytest.fixture
def visit(house: Organization, live_server: Any) -> Callable[[Page, str], Page]:
    """`visit(page, "staff/")` in the module's `house`, logged in since the first visit."""

    def go(page: Page, rest: str) -> Page:
        url = f"{live_server.url}/o/{house.slug}/{rest}"
        if is_in(page):
            page.goto(url)
            return page
        return log_in(page, url)

    return go
