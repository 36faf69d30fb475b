"""A text in passages short enough that each is about one thing."""

import re

LONGEST = 700  # letters of one passage, its title apart
_PARAGRAPHS = re.compile(r"\n\s*\n")
_SENTENCES = re.compile(r"(?<=[.!?…])\s+|\n+")


def passages_of(title: str, text: str) -> list[str]:
    """The text cut between paragraphs, else sentences, else words; each passage of at most
    LONGEST letters begins with the title, without which "yes, on Saturdays" says nothing."""
    passages, filling = [], ""
    for part in _parts(text):
        if filling and len(filling) + len(part) + 1 > LONGEST:
            passages.append(filling)
            filling = part
        else:
            filling = f"{filling}\n{part}" if filling else part
    return [f"{title}\n{passage}".strip() for passage in (*passages, filling)]


def _parts(text: str) -> list[str]:
    """Pieces that fit a passage, as large as may be."""
    parts: list[str] = []
    for paragraph in _PARAGRAPHS.split(text):
        if len(paragraph.strip()) <= LONGEST:
            parts.append(paragraph.strip())
            continue
        for sentence in _SENTENCES.split(paragraph):
            parts += _cut(sentence.strip())
    return [part for part in parts if part]


def _cut(sentence: str) -> list[str]:
    """What no sentence ends, between words; a word without an end, anywhere."""
    parts = []
    while len(sentence) > LONGEST:
        at = sentence.rfind(" ", 0, LONGEST + 1)
        at = at if at > 0 else LONGEST
        parts.append(sentence[:at].strip())
        sentence = sentence[at:].strip()
    return [*parts, sentence]
