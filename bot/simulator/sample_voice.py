"""A voice note made here: quiet Opus frames in an Ogg stream (RFC 7845, RFC 3533)."""

import struct
from functools import cache

_QUIET = b"\xf8\xff\xfe"  # one frame of 20 ms
_FRAME = 960  # samples of 48 kHz
_SERIAL = 0x5A4150


@cache
def sample_voice(seconds: int = 3) -> bytes:
    """Mono, 48 kHz, `seconds` long; at most 5, which fit into one page."""
    frames = seconds * 50
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 48000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 0) + struct.pack("<I", 0)
    return (
        _page([head], 0, position=0, flags=2)
        + _page([tags], 1, position=0, flags=0)
        + _page([_QUIET] * frames, 2, position=frames * _FRAME, flags=4)
    )


def _page(packets: list[bytes], number: int, *, position: int, flags: int) -> bytes:
    """One page of whole packets, each shorter than 255 bytes."""
    lengths = bytes(len(packet) for packet in packets)
    start = b"OggS" + struct.pack("<BBqII", 0, flags, position, _SERIAL, number)
    rest = bytes([len(lengths)]) + lengths + b"".join(packets)
    return start + struct.pack("<I", _checksum(start + bytes(4) + rest)) + rest


def _checksum(data: bytes) -> int:
    """Ogg's CRC: polynomial 04C11DB7, unreflected, from zero."""
    value = 0
    for byte in data:
        value ^= byte << 24
        for _ in range(8):
            value = ((value << 1) ^ (0x04C11DB7 if value & 0x80000000 else 0)) & 0xFFFFFFFF
    return value
