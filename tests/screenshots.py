"""`make screenshots`: every part of the product, taken from what `make run` has started.

Each screen at two widths and in both themes, as docs/screenshots/<name>-<width>[-dark].png, with
as few colours as the eye allows so that all of them stay small.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from config.run.chromium import FLAGS, find_chromium
from config.run.environment import read_private
from config.run.programs import ROOT

FOLDER = ROOT / "docs" / "screenshots"
RUNNING = ROOT / ".data" / "current.env"
SIZES = {"desktop": {"width": 1440, "height": 900}, "mobile": {"width": 390, "height": 844}}
THEMES = ("light", "dark")
COLOURS = 144
OWNER = "ana@studiobela.test"


@dataclass(frozen=True, slots=True)
class Shot:
    """One screen: its address below the organization, and what is clicked before."""

    name: str
    path: str
    prepare: Callable[[Page], None] | None = None


def follow(selector: str) -> Callable[[Page], None]:
    """Opens the first of what is found, and waits for it."""

    def click(page: Page) -> None:
        page.locator(selector).first.click()
        page.wait_for_timeout(1200)

    return click


def begin_booking(page: Page) -> None:
    """As far as the free times of a service, on the next Tuesday."""
    today = datetime.now(tz=UTC).date()
    day = today + timedelta(days=(1 - today.weekday()) % 7 or 7)
    page.goto(f"/o/studio-bela/agenda/?view=day&day={day.isoformat()}")
    follow(".agenda-acts .btn-primary")(page)
    panel = page.locator("#panel")
    panel.locator("#booking_service").select_option(label="Corte feminino")
    page.wait_for_timeout(1500)


def search_palette(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.wait_for_timeout(500)
    page.keyboard.type("mar")
    page.wait_for_timeout(1200)


SHOTS = (
    Shot("home", "?span=30"),
    Shot("onboarding", "start/business/"),
    Shot("onboarding-team", "start/team/"),
    Shot("agenda", "agenda/?view=day"),
    Shot("agenda-week", "agenda/?view=week"),
    Shot("agenda-list", "agenda/?view=list"),
    Shot("booking", "agenda/?view=day", begin_booking),
    Shot("customers", "customers/"),
    Shot("customer", "customers/", follow(".customer-table tbody .row-link")),
    Shot("import", "customers/import/"),
    Shot("conversations", "conversations/", follow("#talks a")),
    Shot("services", "services/"),
    Shot("resources", "resources/"),
    Shot("team", "staff/"),
    Shot("hours", "staff/", follow("main tbody a[href$='/hours/']")),
    Shot("skills", "staff/skills/"),
    Shot("settings", "settings/"),
    Shot("reminders", "settings/reminders/"),
    Shot("flow", "flows/house/"),
    Shot("templates", "settings/templates/"),
    Shot("assistant", "settings/assistant/"),
    Shot("channels", "settings/channels/"),
    Shot("members", "members/"),
    Shot("audit", "settings/audit/"),
    Shot("palette", "agenda/?view=day", search_palette),
)


def main() -> int:
    browser_path = find_chromium()
    if browser_path is None or not RUNNING.exists():
        print("Start the product with `make run` first, on a machine with a browser.")
        return 1
    env = read_private(RUNNING)
    wanted = set(sys.argv[1:])
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path,
            args=list(FLAGS),
            env={**os.environ, "LANGUAGE": "pt_BR", "LANG": "pt_BR.UTF-8"},  # of date fields
        )
        take_app(browser, env["PUBLIC_URL"], env["DEMO_PASSWORD"], wanted)
        if not wanted or "phone" in wanted:
            take_phone(browser, env["SIMULATOR_URL"])
        browser.close()
    total = sum(path.stat().st_size for path in FOLDER.glob("*.png"))
    print(f"{total / 1e6:.1f} MB in {FOLDER.relative_to(ROOT)}")
    return 0


def take_app(browser: Browser, url: str, password: str, wanted: set[str]) -> None:
    """All screens, or those of the `wanted` names."""
    for size, viewport in SIZES.items():
        for theme in THEMES:
            context = browser.new_context(
                viewport=viewport, locale="pt-BR", color_scheme=theme, base_url=url
            )
            page = context.new_page()
            page.goto("/login/")
            take(page, "login", size, theme, wanted)
            page.fill("[name=username]", OWNER)
            page.fill("[name=password]", password)
            page.press("[name=password]", "Enter")
            page.wait_for_url("**/o/studio-bela/**")
            for shot in SHOTS:
                if not wanted or shot.name in wanted:
                    show(page, shot)
                    take(page, shot.name, size, theme, wanted)
            context.close()


def show(page: Page, shot: Shot) -> None:
    """The screen at rest. It is never idle: live news keep a stream open."""
    page.goto(f"/o/studio-bela/{shot.path}")
    page.wait_for_timeout(900)
    if shot.prepare is not None:
        shot.prepare(page)


def take_phone(browser: Browser, url: str) -> None:
    """The customer's side: a booking by chat."""
    for size, viewport in SIZES.items():
        page = browser.new_page(viewport=viewport, locale="pt-BR", base_url=url)
        page.goto("/?customer=marina")
        page.wait_for_timeout(1500)
        if size == "desktop":
            box = page.get_by_role("textbox").last
            for words in ("Oi", "Quero um corte feminino amanhã"):
                box.fill(words)
                box.press("Enter")
                page.wait_for_timeout(4000)
        take(page, "phone", size, "light", set())
        page.close()


def take(page: Page, name: str, size: str, theme: str, wanted: set[str]) -> None:
    if wanted and name not in wanted:
        return
    path = FOLDER / f"{name}-{size}{'-dark' if theme == 'dark' else ''}.png"
    full = Image.open(BytesIO(page.screenshot())).convert("RGB")
    full.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        path, optimize=True
    )
    print(path.relative_to(ROOT), path.stat().st_size)


if __name__ == "__main__":
    sys.exit(main())
