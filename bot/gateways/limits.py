"""What WhatsApp allows of a message (Cloud API, messages and templates), and `fit`.

Lengths are counted in Unicode code points.
"""

import re
import unicodedata
from collections.abc import Sequence

TEXT_LIMIT = 4096
BUTTONS_BODY_LIMIT = 1024
HEADER_LIMIT = FOOTER_LIMIT = 60
BUTTONS_LIMIT = 3
BUTTON_TITLE_LIMIT = 20
BUTTON_ID_LIMIT = 256
LIST_BUTTON_LIMIT = 20
LIST_ROWS_LIMIT = 10
ROW_TITLE_LIMIT = SECTION_TITLE_LIMIT = 24
ROW_DESCRIPTION_LIMIT = 72
ROW_ID_LIMIT = 200
PAYLOAD_LIMIT = 256
OPAQUE_LIMIT = 512

# NUL and lone surrogates: neither PostgreSQL nor UTF-8 takes them.
_UNSENDABLE = re.compile("[\x00\ud800-\udfff]")
# What belongs to the character before it: joiners, variation selectors, skin tones.
_JOINER = "\u200d"


class ContentInvalid(ValueError):
    """The provider would refuse this. `field` names the part, `limit` and `actual` its size."""

    def __init__(self, field: str, reason: str, *, limit: int = 0, actual: int = 0) -> None:
        super().__init__(f"{field}: {reason}")
        self.field, self.reason, self.limit, self.actual = field, reason, limit, actual


def check_length(field: str, text: str, shortest: int, longest: int) -> None:
    """`shortest` 0 lets the part be absent; nothing may be blank."""
    if not shortest <= len(text) <= longest:
        reason = f"{len(text)} characters, {shortest} to {longest} allowed"
        raise ContentInvalid(field, reason, limit=longest, actual=len(text))
    if text and not text.strip():
        raise ContentInvalid(field, "blank", limit=longest, actual=len(text))
    if _UNSENDABLE.search(text):
        raise ContentInvalid(field, "characters that cannot be sent")


def check_title(field: str, text: str, shortest: int, longest: int) -> None:
    """A label on one line."""
    check_length(field, text, shortest, longest)
    if "\n" in text or "\r" in text:
        raise ContentInvalid(field, "no line break")


def check_count(field: str, items: Sequence[object], most: int) -> None:
    if not 1 <= len(items) <= most:
        reason = f"{len(items)}, 1 to {most} allowed"
        raise ContentInvalid(field, reason, limit=most, actual=len(items))


def check_unique(field: str, values: Sequence[str]) -> None:
    if len(set(values)) != len(values):
        raise ContentInvalid(field, "must differ from each other")


def fit(text: str, limit: int) -> str:
    """`text` on one line of at most `limit` code points, cut at a word with "…"."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    if limit < 1:
        return ""
    cut = _whole_characters(text, limit - 1)
    at_word = cut if text[len(cut)] == " " else cut.rsplit(" ", 1)[0]
    kept = at_word if len(at_word) >= limit // 2 else cut
    return f"{kept.rstrip(' ,.;:-')}…"


def _whole_characters(text: str, end: int) -> str:
    """`text[:end]`, or less where that would cut an accent or an emoji in two."""
    while end and (_extends(text[end]) or text[end - 1] == _JOINER):
        end -= 1
    return text[:end]


def _extends(character: str) -> bool:
    is_skin_tone = "\U0001f3fb" <= character <= "\U0001f3ff"
    return is_skin_tone or character == _JOINER or unicodedata.category(character) in ("Mn", "Me")
