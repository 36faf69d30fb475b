"""The door of the product, as a person goes through it in a browser."""

from playwright.sync_api import Page

from accounts.tests.factories import PASSWORD


def log_in(page: Page, url: str, email: str = "ana@studio.test") -> Page:
    """Open `url`, log in where it sends a stranger to, and wait for the page itself."""
    page.goto(url)
    page.get_by_label("E-mail").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    with page.expect_navigation():  # until its scripts are there
        page.locator("main [type=submit]").click()
    return page
