"""What the editor of flows sends: JSON in the body."""

import json
from typing import Any

from django.http import HttpRequest

from bot.services.flows import LARGEST_BYTES


def json_body(request: HttpRequest) -> dict[str, Any]:
    """Empty for what is too large, no JSON, or no object."""
    if len(request.body) > LARGEST_BYTES:
        return {}
    given = read_json(request.body)
    return given if isinstance(given, dict) else {}


def read_json(text: str | bytes) -> Any:
    """None for what is no JSON, or nested deeper than anybody can read."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
