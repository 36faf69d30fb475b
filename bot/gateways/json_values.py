"""JSON values of strangers, as PostgreSQL can keep them."""

import math
from datetime import UTC, datetime
from typing import Any

DEEPEST = 64  # levels of nesting that are kept; documented payloads have about fifteen


# WhatsApp began in 2009; what lies outside is nonsense, and may be no date in another zone.
EARLIEST, LATEST = datetime(2009, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def moment_of(stamp: Any, *, per_second: int = 1) -> datetime | None:
    """Of Unix time, as text or number; None for nonsense."""
    try:
        moment = datetime.fromtimestamp(int(str(stamp)) / per_second, tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if EARLIEST <= moment < LATEST else None


def clean(value: Any, depth: int = 0) -> Any:
    """The same JSON value as PostgreSQL can keep it.

    Without NUL, lone surrogates and numbers that are none; what lies deeper than `DEEPEST`
    levels is cut off.
    """
    if isinstance(value, str):
        if "\x00" in value:
            value = value.replace("\x00", "")
        return value if value.isascii() else value.encode("utf-8", "ignore").decode()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if not isinstance(value, dict | list):
        return value
    if depth >= DEEPEST:
        return None
    if isinstance(value, dict):
        return {clean(str(key)): clean(item, depth + 1) for key, item in value.items()}
    return [clean(item, depth + 1) for item in value]
