"""A real Chromium for journeys: fixtures `chromium`, `browser`, `new_page`, `page`.

A page that logs an error, breaks the content security policy, throws, gets a 5xx or asks
another machine for something fails its test. No name but this machine's leads anywhere, by the
browser's own rule: asking for each request here would take its cache away, and a page loads some
25 files.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

from config.run.chromium import FLAGS, MISSING, find_chromium, is_required

TIMEOUT_MS = 30_000
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
_LOCAL = {"127.0.0.1", "localhost", "::1", None}
_ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"

NewPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever needs the browser is marked `browser`, and may fail once: on a machine busy with
    other work a page can be late for any patience. The report says what was run again."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was run again, however it ended then: a test on this list is not steady."""
    if again := terminalreporter.getreports("rerun"):
        terminalreporter.section(f"run again: {len(again)}", yellow=True, bold=True)
        for report in again:
            terminalreporter.line(rerun_line(report))


def rerun_line(report: pytest.TestReport) -> str:
    """The test and the first line of why it failed the first time."""
    crash = getattr(report.longrepr, "reprcrash", None)
    reason = (crash.message if crash else str(report.longrepr)).strip().splitlines()
    return f"{report.nodeid} ({report.when}): {reason[0] if reason else 'no reason given'}"


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a browser; without one the test is skipped, or fails under CI=true."""
    path = find_chromium()
    if path is None:
        if is_required():
            pytest.fail(MISSING, pytrace=False)
        pytest.skip(MISSING)
    return path


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for the tests of a module.

    Playwright keeps an event loop in this thread as long as it lives: Django would refuse its
    ORM, and tests that run a loop of their own could not follow in the same process.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=TIMEOUT_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*FLAGS, _ALONE])
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)


@pytest.fixture
def page_errors() -> list[str]:
    """What went wrong in the pages of this test; a test may clear what it provoked."""
    return []


@pytest.fixture
def new_page(browser: Browser, page_errors: list[str]) -> Iterator[NewPage]:
    """`new_page(base_url=..., viewport=PHONE, color_scheme="dark", ...)`: a fresh visitor."""
    contexts = []

    def make(**options: Any) -> Page:
        options = {
            "viewport": DESKTOP,
            "locale": "pt-BR",
            "timezone_id": "America/Sao_Paulo",
            **options,
        }
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(TIMEOUT_MS)
        context.on("request", lambda request: _note_foreign(request, page_errors))
        page = context.new_page()
        _collect_errors(page, page_errors)
        return page

    yield make
    for context in contexts:
        context.close()
    if page_errors:
        pytest.fail("the browser reports:\n" + "\n".join(page_errors), pytrace=False)


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page on a desktop, in Portuguese."""
    return new_page()


def _note_foreign(request: Request, errors: list[str]) -> None:
    parts = urlsplit(request.url)
    if parts.scheme in {"http", "https"} and parts.hostname not in _LOCAL:
        errors.append(f"asked another machine: {request.url}")


def _collect_errors(page: Page, errors: list[str]) -> None:
    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(f"{page.url}: {message.text}")

    def on_response(response: Response) -> None:
        if response.status >= 500:
            errors.append(f"{response.status}: {response.url}")

    page.on("console", on_console)
    page.on("response", on_response)
    page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
