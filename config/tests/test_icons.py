import os
from pathlib import Path

import pytest

from config.icons import UnknownIcon, build

DRAWING = (
    '<svg\n  viewBox="0 0 24 24"\n>\n  <path stroke="none" d="M0 0h24v24H0z" fill="none" />\n'
    '  <path d="{}" />\n</svg>\n'
)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    drawings = tmp_path / "drawings"
    drawings.mkdir()
    for name in ("calendar", "user-x", "sun", "unused"):
        (drawings / f"{name}.svg").write_text(DRAWING.format(name))
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.html").write_text(
        '{% icon "calendar" css="x" %}{% icon item.icon %}'
    )
    (tmp_path / "nav.py").write_text('ITEM = {"icon": "user-x"}\nLook("red", icon="sun")')
    return tmp_path


def test_unchanged_sprite_is_not_written_again(house: Path) -> None:
    sprite = house / "out" / "icons.svg"
    build(root=house, drawings=house / "drawings", sprite=sprite)
    os.utime(sprite, (1, 1))
    build(root=house, drawings=house / "drawings", sprite=sprite)
    assert sprite.stat().st_mtime == 1


def test_sprite_holds_the_named_icons_only(house: Path) -> None:
    sprite = house / "out" / "icons.svg"
    assert build(root=house, drawings=house / "drawings", sprite=sprite) == 3
    text = sprite.read_text()
    assert [text.count(f'<symbol id="{name}"') for name in ("calendar", "user-x", "sun")] == [1] * 3
    assert "unused" not in text
    assert "M0 0h24" not in text


def test_unknown_name_stops_the_build(house: Path) -> None:
    (house / "b.html").write_text('{% include "x" with icon="nope" %}')
    sprite = house / "out" / "icons.svg"
    with pytest.raises(UnknownIcon, match="nope"):
        build(root=house, drawings=house / "drawings", sprite=sprite)
    assert not sprite.exists()
