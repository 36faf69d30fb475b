"""The event vocabulary: what a published event looks like and who listens.

An event is a frozen dataclass of ids and plain values. A subscriber is a function in some
app's `receivers.py`, registered with `@subscriber(SomeEvent)`; it runs in a worker, at
least once, and must not mind being run again.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar, get_type_hints
from uuid import UUID

E = TypeVar("E", bound="Event")
Handler = Callable[[Any], None]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base of all events; `organization_id` says whose news it is."""

    organization_id: UUID

    @classmethod
    def name(cls) -> str:
        return cls.__name__

    def to_payload(self) -> dict[str, Any]:
        """The fields as JSON values."""
        return {field.name: _plain(getattr(self, field.name)) for field in dataclasses.fields(self)}

    @classmethod
    def from_payload(cls: type[E], payload: dict[str, Any]) -> E:
        """The event again; unknown keys (from an older or newer release) are ignored."""
        hints = get_type_hints(cls)
        known = {field.name for field in dataclasses.fields(cls)}
        return cls(**{k: _typed(v, hints[k]) for k, v in payload.items() if k in known})


class GuidePutAway(Event):
    """The guide through the first set-up is over, or no longer wanted."""


_subscribers: dict[str, dict[str, Handler]] = defaultdict(dict)
_types: dict[str, type[Event]] = {}


def subscriber(event: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register a receiver of `event`, by its dotted path."""

    def register(handler: Callable[[E], None]) -> Callable[[E], None]:
        _types[event.name()] = event
        _subscribers[event.name()][f"{handler.__module__}.{handler.__name__}"] = handler
        return handler

    return register


def subscribers_of(name: str) -> list[str]:
    """Dotted paths of those who listen to the event of this name."""
    return sorted(_subscribers.get(name, {}))


def handler_of(name: str, path: str) -> tuple[type[Event], Handler] | None:
    """The event type and the function behind a dotted path; None when it is gone."""
    handler = _subscribers.get(name, {}).get(path)
    return (_types[name], handler) if handler else None


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, datetime) else value


def _typed(value: Any, hint: Any) -> Any:
    if value is None:
        return None
    if hint in (UUID, UUID | None):
        return UUID(value)
    return datetime.fromisoformat(value) if hint in (datetime, datetime | None) else value
