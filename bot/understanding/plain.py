"""A reading as plain values, for those outside: names, ISO dates, HH:MM."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.understanding.message import Alternative, Understood

KEYS = (
    *("intent", "services", "staff", "dependants", "date_from", "date_to", "time_from"),
    *("time_to", "alternatives", "missing"),
)


def as_plain(understood: Understood, names: Mapping[str, str]) -> dict[str, Any]:
    """Exactly `KEYS`; `names` are those of services and staff by key. Staff is "any" when
    the customer said that anybody will do."""
    staff = [names[key] for key in understood.staff]
    return {
        "intent": understood.intent,
        "services": [names[key] for key in understood.services],
        "staff": "any" if understood.is_any_staff and not staff else staff,
        "dependants": list(understood.dependants),
        **_when(understood),
        "alternatives": [_alternative(one, names) for one in understood.alternatives],
        "missing": list(understood.missing),
    }


def _alternative(one: Alternative, names: Mapping[str, str]) -> dict[str, Any]:
    """What it replaces, and nothing else."""
    values = {
        "services": [names[key] for key in one.services],
        "staff": [names[key] for key in one.staff],
        **_when(one),
    }
    return {name: value for name, value in values.items() if value}


def _when(one: Understood | Alternative) -> dict[str, str | None]:
    return {
        "date_from": _day(one.date_from),
        "date_to": _day(one.date_to),
        "time_from": _clock(one.time_from),
        "time_to": _clock(one.time_to),
    }


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _clock(minute: int | None) -> str | None:
    return None if minute is None else f"{minute // 60:02}:{minute % 60:02}"
