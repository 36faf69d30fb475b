"""Barriers on a page, found by axe: what it calls serious or critical."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[1] / "node_modules" / "axe-core" / "axe.min.js"
COLOURS = {"runOnly": ["color-contrast"]}
REST = """() => Promise.all(
  document.getAnimations()
    .filter(moving => moving.effect.getComputedTiming().endTime !== Infinity)
    .map(moving => moving.finished.catch(() => {}))
)"""


def serious(page: Page) -> list[str]:
    """In both themes; the dark one differs in colours only. The page is light again after."""
    found = barriers(page, {})
    paint(page, "dark")
    found += [f"dark: {one}" for one in barriers(page, COLOURS)]
    paint(page, "light")
    return found


def barriers(page: Page, rules: dict[str, Any]) -> list[str]:
    """In the theme of the moment, once what moves has come to rest; of a long table the first
    rows, for all."""
    page.evaluate(REST)
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text())
    found = page.evaluate(
        "([where, how]) => axe.run(where, how).then(answer => answer.violations)",
        [{"exclude": [["tbody tr:nth-child(n+8)"]]}, {"resultTypes": ["violations"], **rules}],
    )
    return [
        f"{one['id']}: {[(node['target'], node['failureSummary']) for node in one['nodes']][:3]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]


def paint(page: Page, theme: str) -> None:
    """As the button for it does, without its cookie: the next page is light again."""
    page.evaluate(
        """theme => {
          document.documentElement.dataset.bsTheme = theme;
          document.dispatchEvent(new CustomEvent("theme:change", { detail: theme }));
        }""",
        theme,
    )


def too_wide(page: Page) -> list[str]:
    """Whether it has to be pushed sideways to be read."""
    root = "document.documentElement"
    wide, window = page.evaluate(f"[{root}.scrollWidth, {root}.clientWidth]")
    return [f"{wide} px in a window of {window}"] if wide > window else []
