"""What a business of some kind usually offers, from scheduling/presets/<kind>.<locale>.json.

A file holds {"weekdays": [0..6, Monday is 0], "opens": "HH:MM", "closes": "HH:MM",
"services": [{"category", "name", "minutes", "price", "for"}]}; price null means "on request",
"for" (a DependantKind) may be left out.
"""

import json
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "presets"


@dataclass(frozen=True, slots=True)
class PresetService:
    category: str
    name: str
    minutes: int
    price: Decimal | None
    for_kind: str = ""


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """The same hours on some days of the week."""

    weekdays: tuple[int, ...]
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Preset:
    hours: OpeningHours
    services: tuple[PresetService, ...]


@cache
def preset_of(vertical: str, locale: str) -> Preset:
    """Of a Vertical and a LocaleChoice. Raises FileNotFoundError for anything else."""
    data = json.loads((FOLDER / f"{vertical.lower()}.{locale}.json").read_text("utf-8"))
    hours = OpeningHours(
        tuple(data["weekdays"]),
        time.fromisoformat(data["opens"]),
        time.fromisoformat(data["closes"]),
    )
    services = tuple(
        PresetService(
            row["category"],
            row["name"],
            row["minutes"],
            None if row["price"] is None else Decimal(row["price"]),
            row.get("for", ""),
        )
        for row in data["services"]
    )
    return Preset(hours, services)
