"""The door of the product: who is known goes in without asking."""

from django.conf import settings
from playwright.sync_api import Page

from accounts.models import User
from tests.streams import session_of

HOSTS = ("localhost", "127.0.0.1")  # of the servers of tests, whatever their ports


def log_in(page: Page, url: str, email: str = "ana@studio.test") -> Page:
    """Open `url` as somebody who has logged in before, and wait until its scripts are there.

    The way through the form itself is walked in test_access, test_security and test_onboarding.
    """
    key = session_of(User.objects.get(email=email))
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "path": "/"}
    page.context.add_cookies([{**cookie, "domain": host} for host in HOSTS])
    page.goto(url)
    return page


def is_in(page: Page) -> bool:
    """Whether this visitor has a session."""
    return any(one["name"] == settings.SESSION_COOKIE_NAME for one in page.context.cookies())
