"""What the editor of flows sends: JSON in the body."""

import json
from typing import Any

from django.http import HttpRequest

from bot.services.flows import LARGEST_BYTES, is_storable


def json_body(request: HttpRequest) -> dict[str, Any]:
    """Empty for what is too large, no JSON, or no object."""
    if len(request.body) > LARGEST_BYTES:
        return {}
    given = read_json(request.body)
    return given if isinstance(given, dict) else {}


def read_json(text: str | bytes) -> Any:
    """None for what is no JSON, nested deeper than anybody can read, or holds what neither
    PostgreSQL nor a page can (`is_storable`)."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return given if is_storable(given) else None
