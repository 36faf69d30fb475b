"""JSON values of strangers, as PostgreSQL can keep them."""

import math
from typing import Any

DEEPEST = 64  # levels of nesting that are kept; documented payloads have about fifteen


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
