"""Serves a chosen few files of node_modules as static files, without a bundler.

settings.NPM_ASSETS maps a path below settings.NPM_ROOT (a glob may stand in the file
name) to a public path; one that ends in "/" keeps the file's own name. Nothing that is
not listed can be reached.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Warning
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class RenamedStorage(FileSystemStorage):
    """One file of `location` under another name: `public` is read from `source`."""

    prefix = ""

    def __init__(self, *, location: Path, public: str, source: str) -> None:
        super().__init__(location=location)
        self._public, self._source = public, source

    def _real(self, name: str) -> str:
        return self._source if name == self._public else name

    def open(self, name: str, mode: str = "rb") -> "File[Any]":
        return super().open(self._real(name), mode)

    def exists(self, name: str) -> bool:
        return super().exists(self._real(name))

    def path(self, name: str) -> str:
        return super().path(self._real(name))

    def get_modified_time(self, name: str) -> datetime:
        return super().get_modified_time(self._real(name))


class NpmFinder(BaseFinder):
    """Finds what settings.NPM_ASSETS lists."""

    def __init__(self, app_names: Iterable[str] | None = None, *args: Any, **kwargs: Any) -> None:
        self.root = Path(settings.NPM_ROOT)
        self.sources = dict(_expanded(self.root, settings.NPM_ASSETS))

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """A warning per missing file.

        No error: a finished image holds STATIC_ROOT and no node_modules, and must still
        migrate. `collectstatic` itself fails on a missing file.
        """
        return [
            Warning(f"npm asset missing: {source}", hint="Run npm ci.", id="assets.W001")
            for source in self.sources.values()
            if not (self.root / source).is_file()
        ]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        source = self.sources.get(path)
        found = str(self.root / source) if source and (self.root / source).is_file() else None
        if find_all:
            return [found] if found else []
        return found or []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, RenamedStorage]]:
        for public, source in self.sources.items():
            yield public, RenamedStorage(location=self.root, public=public, source=source)


def _expanded(root: Path, assets: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Public path and path below `root` of each file."""
    for source, public in assets.items():
        if "*" in source:
            for file in sorted(root.glob(source)):
                yield public + file.name, str(file.relative_to(root))
        else:
            yield (public + Path(source).name if public.endswith("/") else public), source
