"""What a page costs somebody who has never been here, and that all of it comes from here."""

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from config.run.programs import ROOT
from config.run.testing.stack import StartStack
from tests.lived_in import PUBLIC, LivedIn, make_lived_in

MOST_BYTES = 220_000
DESK = {"width": 1440, "height": 900}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="session")
def as_deployed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a server whose static files are hashed and compressed, as everywhere
    but in tests."""
    env = {
        "STATIC_ROOT": str(tmp_path_factory.mktemp("static")),
        "STATICFILES_STORAGE": "whitenoise.storage.CompressedManifestStaticFilesStorage",
        "STATICFILES_FROM_SOURCES": "false",
    }
    command = [sys.executable, str(ROOT / "manage.py"), "collectstatic", "--noinput", "-v0"]
    subprocess.run(command, env=os.environ | env, cwd=ROOT, check=True)
    return env


@pytest.fixture
def lived_in(transactional_db: None) -> LivedIn:
    return make_lived_in()


class Scales:
    """Weighs what a page of Chromium receives: header and body, as they come over the wire."""

    def __init__(self, page: Page) -> None:
        self.bytes: dict[str, int] = {}
        self.origins: set[str] = set()
        self._urls: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._got)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def weigh(self, page: Page, url: str) -> int:
        """Bytes of that page with all it asks for by itself, cold."""
        self.bytes.clear()
        page.goto(url, wait_until="load")
        page.wait_for_timeout(300)  # what scripts ask for once they are there
        return sum(self.bytes.values())

    def _asked(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        self._urls[event["requestId"]] = url
        if url.startswith(("http:", "https:")):
            self.origins.add("/".join(url.split("/")[:3]))

    def _got(self, event: dict[str, Any]) -> None:
        url = self._urls.get(event["requestId"], "?")
        self.bytes[url] = self.bytes.get(url, 0) + int(event["encodedDataLength"])


def test_pages_are_light_and_all_ours(
    live_stack: StartStack,
    as_deployed: dict[str, str],
    lived_in: LivedIn,
    new_page: Callable[..., Page],
) -> None:
    stack = live_stack("web", **as_deployed)
    page = new_page(viewport=DESK, base_url=stack.web_url)
    scales = Scales(page)
    weights = {url: scales.weigh(page, url) for url in PUBLIC}
    page.context.add_cookies(lived_in.cookies(stack.web_url))
    mine = f"/{lived_in.salon.slug}/"
    pages = lived_in.pages(url for url in lived_in.addresses() if mine in url)
    pages += [
        lived_in.house.url(f"o/<slug:slug>/{kind}/<uuid:{kind[:-1]}_id>/")
        for kind in ("conversations", "customers")
    ]
    assert len(pages) > 40
    weights |= {url: scales.weigh(page, url) for url in pages}
    assert scales.origins == {stack.web_url}
    assert min(weights.values()) > 50_000, "styles, scripts and the font are weighed too"
    assert {url: size for url, size in weights.items() if size >= MOST_BYTES} == {}
