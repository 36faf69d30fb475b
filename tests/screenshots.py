"""`make screenshots`: the pictures of the README, taken from what `make run` has started."""

import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from config.run.chromium import FLAGS, find_chromium
from config.run.environment import read_private
from config.run.programs import ROOT

FOLDER = ROOT / "docs" / "screenshots"
RUNNING = ROOT / ".data" / "current.env"
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
Shot = tuple[str, str, Callable[[Page], None] | None]


def main() -> int:
    browser_path = find_chromium()
    if browser_path is None or not RUNNING.exists():
        print("Start the product with `make run` first, on a machine with a browser.")
        return 1
    env = read_private(RUNNING)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=list(FLAGS))
        take_app(browser, env["PUBLIC_URL"], env["DEMO_PASSWORD"])
        take_phone(browser, env["SIMULATOR_URL"])
        browser.close()
    return 0


def take_app(browser: Browser, url: str, password: str) -> None:
    shots: tuple[Shot, ...] = (
        ("home", "", None),
        ("agenda", "agenda/", None),
        ("agenda-week", "agenda/?view=week", None),
        ("agenda-print", "agenda/print/", None),
        ("conversations", "conversations/", open_first_conversation),
        ("customers", "customers/", None),
        ("services", "services/", None),
        ("team", "staff/", None),
        ("settings", "settings/", None),
    )
    for size, viewport in (("desktop", DESKTOP), ("mobile", PHONE)):
        for theme in ("light", "dark"):
            context = browser.new_context(
                viewport=viewport, locale="pt-BR", color_scheme=theme, base_url=url
            )
            page = context.new_page()
            page.goto("/login/")
            picture(page, "login", size, theme)
            page.fill("[name=username]", "ana@studiobela.test")
            page.fill("[name=password]", password)
            page.press("[name=password]", "Enter")
            page.wait_for_url("**/o/studio-bela/**")
            for name, path, prepare in shots:
                page.goto(f"/o/studio-bela/{path}")
                page.wait_for_load_state("networkidle")
                if prepare is not None:
                    prepare(page)
                picture(page, name, size, theme)
            context.close()


def take_phone(browser: Browser, url: str) -> None:
    for size, viewport in (("desktop", DESKTOP), ("mobile", PHONE)):
        page = browser.new_page(viewport=viewport, locale="pt-BR", base_url=url)
        page.goto("/?customer=marina")
        page.wait_for_timeout(1500)
        if size == "desktop":
            box = page.get_by_role("textbox").last
            for words in ("Oi", "Quero um corte feminino amanhã"):
                box.fill(words)
                box.press("Enter")
                page.wait_for_timeout(4000)
        picture(page, "phone", size, "light")
        page.close()


def open_first_conversation(page: Page) -> None:
    first = page.locator("a[href*='/conversations/']").filter(has_text=":").first
    if first.count():
        first.click()
        page.wait_for_timeout(1200)


def picture(page: Page, name: str, size: str, theme: str) -> None:
    """docs/screenshots/<name>-<size>[-dark].png; only the README's own are kept in git."""
    suffix = "-dark" if theme == "dark" else ""
    path = Path(FOLDER / f"{name}-{size}{suffix}.png")
    page.screenshot(path=path)
    print(path.relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main())
