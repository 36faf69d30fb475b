"""What the editor of flows sends: JSON in the body."""

import json
from typing import Any

from django.http import HttpRequest

from bot.services.flows import LARGEST_BYTES


def json_body(request: HttpRequest) -> dict[str, Any]:
    """Empty for what is too large, no JSON, or no object."""
    if len(request.body) > LARGEST_BYTES:
        return {}
    try:
        given = json.loads(request.body)
    except ValueError:
        return {}
    return given if isinstance(given, dict) else {}
