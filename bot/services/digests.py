"""An identity for news that has none of its own."""

import hashlib

import orjson


def digest_of(*parts: object) -> bytes:
    """SHA-256 of JSON values, keys sorted (32 bytes)."""
    data = orjson.dumps(parts, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS, default=str)
    return hashlib.sha256(data).digest()
