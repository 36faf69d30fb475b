"""Identifiers."""

from uuid import UUID

import uuid6


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): unique everywhere and sortable by creation time."""
    return uuid6.uuid7()
