"""What WhatsApp takes as a sticker: WebP of 512 by 512 points (Cloud API, media)."""

from bot.gateways.limits import ContentInvalid

KB = 1024
SIDE = 512
STILL_LIMIT, MOVING_LIMIT = 100 * KB, 500 * KB
STICKER_TYPE = "image/webp"

_IS_MOVING = 0x02


def check_sticker(body: bytes) -> None:
    """Raises ContentInvalid (field "content", "sides" or "size" with its limit in bytes)."""
    sides = webp_sides(body)
    if sides is None:
        raise ContentInvalid("content", f"is no {STICKER_TYPE}")
    if sides != (SIDE, SIDE):
        reason = f"{sides[0]} by {sides[1]}, {SIDE} by {SIDE} wanted"
        raise ContentInvalid("sides", reason, limit=SIDE)
    limit = MOVING_LIMIT if is_moving(body) else STILL_LIMIT
    if len(body) > limit:
        raise ContentInvalid("size", "too large", limit=limit, actual=len(body))


def webp_sides(body: bytes) -> tuple[int, int] | None:
    """Width and height in points; None for what is no WebP (RFC 9649)."""
    if len(body) < 30 or body[:4] != b"RIFF" or body[8:12] != b"WEBP":
        return None
    form = body[12:16]
    if form == b"VP8X":
        return _number(body[24:27]) + 1, _number(body[27:30]) + 1
    if form == b"VP8L" and body[20] == 0x2F:
        bits = _number(body[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if form == b"VP8 " and body[23:26] == b"\x9d\x01\x2a":
        return _number(body[26:28]) & 0x3FFF, _number(body[28:30]) & 0x3FFF
    return None


def is_moving(body: bytes) -> bool:
    """Whether a WebP is animated."""
    return body[12:16] == b"VP8X" and bool(body[20] & _IS_MOVING)


def _number(part: bytes) -> int:
    return int.from_bytes(part, "little")
