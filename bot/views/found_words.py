"""The line of a conversation: what was said last, or what a search has found in it."""

import re
from dataclasses import dataclass

from bot.selectors.said import HIT_BEGINS, HIT_ENDS
from bot.views.bubbles import preview_words

LEAD = 24  # letters before the first hit: the line is one, and narrow on a phone
LONGEST = 200
_HIT = re.compile(f"{HIT_BEGINS}([^{HIT_BEGINS}{HIT_ENDS}]*){HIT_ENDS}")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line; `is_hit`: the search asked for them."""

    text: str
    is_hit: bool = False


def line_of(last_words: str, found: str = "") -> list[Piece]:
    """What a line shows; `found` as `words_said` gives it, empty where nothing was."""
    first = _HIT.search(found)
    if first is None:
        return [Piece(preview_words(last_words))]
    before = _bare(_one_line(found[: first.start()]))
    lead = before[-LEAD:].partition(" ")[2] if len(before) > LEAD else before
    pieces = [Piece(f"… {lead}" if lead != before else lead)]
    rest = _one_line(found[first.start() : first.start() + LONGEST])
    at = 0
    for hit in _HIT.finditer(rest):
        pieces += [Piece(_bare(rest[at : hit.start()])), Piece(hit[1], is_hit=True)]
        at = hit.end()
    pieces.append(Piece(_bare(rest[at:])))
    return [piece for piece in pieces if piece.text]


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _bare(text: str) -> str:
    return text.replace(HIT_BEGINS, "").replace(HIT_ENDS, "")
