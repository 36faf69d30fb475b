"""Version 3: Meta's envelope with Gupshup's ids beside Meta's.

We know our messages by the id that Gupshup answered the sending with (`gs_id`).
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.gateways.json_values import clean
from bot.gateways.updates import InboundFile, InboundMessage, Update


def is_envelope(data: Any) -> bool:
    """Whether a body is of version 3."""
    return isinstance(data, dict) and isinstance(data.get("entry"), list)


def as_meta(data: dict[str, Any]) -> dict[str, Any]:
    """The same envelope with the ids that we know."""
    renamed: dict[str, Any] = clean(data)
    for value in _values(renamed):
        for status in _objects(value.get("statuses")):
            _rename(status)
        for message in _objects(value.get("messages")):
            if isinstance(message.get("context"), dict):
                _rename(message["context"])
    return renamed


def with_file(update: Update) -> Update:
    """A file of version 3 is fetched from the address that stands beside Meta's id."""
    if not isinstance(update, InboundMessage):
        return update
    described = update.payload.get(str(update.payload.get("type")))
    url = described.get("url") if isinstance(described, dict) else None
    if not isinstance(described, dict) or not isinstance(url, str) or not url:
        return update
    named = [str(described.get(name) or "") for name in ("mime_type", "filename")]
    return replace(update, file=InboundFile(url, *named))


def _rename(told: dict[str, Any]) -> None:
    if isinstance(told.get("gs_id"), str) and told["gs_id"]:
        told["id"] = told["gs_id"]


def _values(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for entry in _objects(data.get("entry")):
        for change in _objects(entry.get("changes")):
            if isinstance(change.get("value"), dict):
                yield change["value"]


def _objects(items: Any) -> list[dict[str, Any]]:
    return [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []
