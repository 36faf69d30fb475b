"""Identifiers."""

from datetime import datetime
from uuid import UUID

import uuid6

_RANDOM_BITS = (0xFFF << 64) | ((1 << 62) - 1)  # all but the moment, version and variant


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): unique everywhere and sortable by creation time."""
    return uuid6.uuid7()


def id_at(moment: datetime) -> UUID:
    """A new id as if made at this moment (aware): for rows about the past."""
    return UUID(int=first_id_of(moment).int | (new_id().int & _RANDOM_BITS))


def first_id_of(moment: datetime) -> UUID:
    """The smallest UUIDv7 that can have been made at this moment (aware) or later."""
    milliseconds = int(moment.timestamp() * 1000)
    return UUID(int=(milliseconds << 80) | (0x7 << 76) | (0b10 << 62))
