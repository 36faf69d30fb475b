"""Builds static/build/icons.svg, the sprite of the icons that the code names.

`python -m config.icons`. Names are read from templates (`{% icon "x" %}`, `icon="x"`),
from Python (`icon="x"`, `"icon": "x"`) and from scripts (`data-icon="x"`). An unknown
name stops the build. The drawings are Tabler Icons (MIT), outline.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
DRAWINGS = BASE_DIR / "node_modules" / "@tabler" / "icons" / "icons" / "outline"
SPRITE = BASE_DIR / "static" / "build" / "icons.svg"

_NAME = r"[\"']([a-z0-9]+(?:-[a-z0-9]+)*)[\"']"
_PATTERNS = {
    ".html": (r"{%\s*icon\s+" + _NAME, r"\bicon=" + _NAME),
    ".py": (r"\bicon=" + _NAME, r"[\"']icon[\"']:\s*" + _NAME),
    ".js": (r"data-icon=" + _NAME,),
}
_SKIPPED = {"node_modules", "staticfiles", "build", "tests", "bench", "migrations"}


class UnknownIcon(Exception):
    """A name that Tabler Icons does not have, or whose drawing is not installed."""


def sources(root: Path) -> Iterator[Path]:
    """Every file of ours that may name an icon."""
    for entry in sorted(root.iterdir()):
        if entry.name.startswith(".") or entry.name in _SKIPPED:
            continue
        if entry.is_dir():
            yield from sources(entry)
        elif entry.suffix in _PATTERNS:
            yield entry


def names_in(text: str, suffix: str) -> set[str]:
    """The icon names in a file of that kind."""
    return {name for pattern in _PATTERNS[suffix] for name in re.findall(pattern, text)}


def symbol(name: str, drawings: Path) -> str:
    """One `<symbol>`; raises UnknownIcon."""
    file = drawings / f"{name}.svg"
    if not file.is_file():
        raise UnknownIcon(name)
    inner = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", file.read_text(), flags=re.DOTALL)
    shapes = re.sub(
        r"\s+", " ", inner.replace('<path stroke="none" d="M0 0h24v24H0z" fill="none" />', "")
    )
    return f'<symbol id="{name}" viewBox="0 0 24 24">{shapes.strip()}</symbol>'


def build(*, root: Path = BASE_DIR, drawings: Path = DRAWINGS, sprite: Path = SPRITE) -> int:
    """Writes the sprite and returns the number of icons; raises UnknownIcon for the bad names."""
    names = {name for file in sources(root) for name in names_in(file.read_text(), file.suffix)}
    unknown = sorted(name for name in names if not (drawings / f"{name}.svg").is_file())
    if unknown:
        raise UnknownIcon(", ".join(unknown))
    symbols = "".join(symbol(name, drawings) for name in sorted(names))
    sprite.parent.mkdir(parents=True, exist_ok=True)
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>\n'
    if not sprite.exists() or sprite.read_text() != drawn:  # its age tells when it changed
        sprite.write_text(drawn)
    return len(names)


def main() -> int:
    if not DRAWINGS.is_dir():
        sys.stderr.write("icons: node_modules is missing; run npm ci\n")
        return 1
    try:
        count = build()
    except UnknownIcon as error:
        sys.stderr.write(f"icons: unknown: {error}\n")
        return 1
    sys.stdout.write(f"icons: {count}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
