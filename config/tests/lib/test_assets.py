from pathlib import Path

import pytest

from config.lib.assets import NpmFinder


@pytest.fixture
def finder(settings, tmp_path: Path) -> NpmFinder:
    kit = tmp_path / "kit" / "dist"
    kit.mkdir(parents=True)
    (kit / "kit.min.css").write_text("a{}")
    (kit / "one.js").write_text("1")
    (kit / "two.js").write_text("2")
    (kit / "secret.txt").write_text("no")
    settings.NPM_ROOT = tmp_path
    settings.NPM_ASSETS = {
        "kit/dist/kit.min.css": "vendor/kit/",
        "kit/dist/*.js": "vendor/js/",
        "kit/dist/gone.css": "vendor/gone.css",
    }
    return NpmFinder()


def test_finds_listed_files_under_their_public_names(finder: NpmFinder, tmp_path: Path) -> None:
    assert finder.find("vendor/kit/kit.min.css") == str(tmp_path / "kit/dist/kit.min.css")
    assert finder.find("vendor/js/two.js", find_all=True) == [str(tmp_path / "kit/dist/two.js")]


@pytest.mark.parametrize(
    "path", ["kit/dist/secret.txt", "vendor/kit/secret.txt", "vendor/gone.css"]
)
def test_finds_nothing_else(finder: NpmFinder, path: str) -> None:
    assert finder.find(path) == []
    assert finder.find(path, find_all=True) == []


def test_warns_about_each_missing_file(finder: NpmFinder) -> None:
    assert [warning.msg for warning in finder.check()] == ["npm asset missing: kit/dist/gone.css"]


def test_lists_files_that_collectstatic_can_read(finder: NpmFinder) -> None:
    contents = {}
    for public, storage in finder.list([]):
        if storage.exists(public):
            with storage.open(public) as file:
                contents[public] = file.read()
    assert contents == {
        "vendor/kit/kit.min.css": b"a{}",
        "vendor/js/one.js": b"1",
        "vendor/js/two.js": b"2",
    }
