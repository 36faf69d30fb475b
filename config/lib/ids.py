"""Identifiers."""

from datetime import datetime
from uuid import UUID

import uuid6


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): unique everywhere and sortable by creation time."""
    return uuid6.uuid7()


def first_id_of(moment: datetime) -> UUID:
    """The smallest UUIDv7 that can have been made at this moment (aware) or later."""
    milliseconds = int(moment.timestamp() * 1000)
    return UUID(int=(milliseconds << 80) | (0x7 << 76) | (0b10 << 62))
