"""What the command palette finds, contributed by each app: apps above may not be imported.

    @palette_source
    def visits(request, customers): return [PaletteItem(...)]

Sources are called in the order of their registration with the request and the customers
that fit the typed words (at most six; none for who may not see them).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from accounts.access import TenantRequest
from accounts.models import Customer


@dataclass(frozen=True, slots=True)
class PaletteItem:
    """One line of the palette; `detail` stands small behind it."""

    label: str
    url: str
    icon: str
    detail: str = ""


PaletteSource = Callable[[TenantRequest, Sequence[Customer]], list[PaletteItem]]
_sources: list[PaletteSource] = []


def palette_source(source: PaletteSource) -> PaletteSource:
    """Register a source; once per process."""
    if source not in _sources:
        _sources.append(source)
    return source


def palette_items(request: TenantRequest, customers: Sequence[Customer]) -> list[PaletteItem]:
    """What all sources find."""
    return [item for source in _sources for item in source(request, customers)]
