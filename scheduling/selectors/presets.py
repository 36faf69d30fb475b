"""What a business of some kind usually offers, from scheduling/presets/<kind>.<locale>.json.

A file holds {"weekdays": [0..6, Monday is 0], "opens": "HH:MM", "closes": "HH:MM",
"services": [{"category", "name", "minutes", "price", "for"}], "texts": {key: text}}; price
null means "on request", "for" (a DependantKind) may be left out. The texts are those of
`bot.editable_texts` that such a business says in its own way; the others stay as they are.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType

from accounts.enums import OnboardingPart
from accounts.models import Organization
from accounts.selectors.onboarding import OnboardingProgress

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
    texts: Mapping[str, str]


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
    return Preset(hours, services, MappingProxyType(data["texts"]))


def hours_kept(organization: Organization, progress: OnboardingProgress) -> OpeningHours:
    """The hours that the guide was given, or until then the usual ones of such a business."""
    kept = progress.details.get(OnboardingPart.BUSINESS) or {}
    if "opens" not in kept:
        return preset_of(organization.vertical, organization.locale).hours
    opens, closes = (time.fromisoformat(kept[name]) for name in ("opens", "closes"))
    return OpeningHours(tuple(kept["weekdays"]), opens, closes)
