"""A small language for sentences: `{cannot} ~ {come}` is "não vou mais conseguir ir".

A pattern is a row of words with one blank between them. `{visit}` is any entry of that
vocabulary; `~` up to two words of any kind, `~~` up to six, `...` any number; `.` exactly one.
`(o|a)` is one of these words, `word*` every word that begins so, `^` and `$` the ends of the
message, and a `?` after a word, group or vocabulary makes it optional. `!(o|a)` stands where
none of these words may follow.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.understanding.vocabulary import WORDS

_GAPS = {"~": r"(?:\S+ ){0,2}?", "~~": r"(?:\S+ ){0,6}?", "...": r"(?:\S+ )*?", ".": r"\S+ "}
_TOKEN = re.compile(r"(?:\((?:[^()]|\([^()]*\))*\)|[^\s()])+")
_WRAPPED = re.compile(r"\|\n\s*")
_GROUP = re.compile(r"\((?!\?)")
_NAMED = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """`needs` are the vocabularies without which it can't fit: asked first, as it is cheap."""

    needs: tuple[str, ...]
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Wish:
    """`intent` is the name of an `Intent`."""

    intent: str
    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...] = ()


def patterns_of(lines: str) -> tuple[Pattern, ...]:
    """One pattern a line; a line that ends in `|` goes on in the next."""
    whole = _WRAPPED.sub("|", lines)
    return tuple(_compiled(line) for line in whole.splitlines() if line.strip())


def wish(intent: str, patterns: str, unless: str = "") -> Wish:
    """A wish, one pattern a line."""
    return Wish(intent, patterns_of(patterns), patterns_of(unless))


class Heard:
    """A normalized message that is asked for many patterns."""

    def __init__(self, plain: str) -> None:
        self._text = f"{plain} "
        self._has: dict[str, bool] = {}

    def means(self, wish: Wish) -> bool:
        return self._fits(wish.patterns) and not self._fits(wish.unless)

    def _fits(self, patterns: tuple[Pattern, ...]) -> bool:
        return any(
            all(map(self._names, pattern.needs)) and pattern.regex.search(self._text)
            for pattern in patterns
        )

    def _names(self, vocabulary: str) -> bool:
        if vocabulary not in self._has:
            found = _anywhere(vocabulary).search(self._text)
            self._has[vocabulary] = found is not None
        return self._has[vocabulary]


def without(plain: str, patterns: tuple[Pattern, ...]) -> str:
    """The message with everything cut out that fits."""
    text = f"{plain} "
    for pattern in patterns:
        text = pattern.regex.sub(" ", text)
    return " ".join(text.split())


def _compiled(line: str) -> Pattern:
    tokens = _TOKEN.findall(line)
    needs = [
        name
        for token in tokens
        if not token.endswith("?") and not token.startswith("!")
        for name in _NAMED.findall(token)
        if "|" not in token
    ]
    return Pattern(
        tuple(dict.fromkeys(needs)), re.compile(r"(?<!\S)" + "".join(map(_token, tokens)))
    )


def _token(part: str) -> str:
    if part in _GAPS:
        return _GAPS[part]
    if part in "^$":
        return part
    if part.startswith("!"):
        return f"(?!{_word(part[1:])} )"
    if part.endswith("?"):
        return f"(?:{_word(part[:-1])} )?"
    return f"{_word(part)} "


def _word(part: str) -> str:
    spelled = _GROUP.sub("(?:", part.replace("*", r"\S*"))
    return _NAMED.sub(lambda found: _any_of(found[1]), spelled)


@lru_cache(maxsize=256)
def _any_of(name: str) -> str:
    entries = [entry.strip() for entry in WORDS[name].split(",")]
    ordered = sorted((entry for entry in entries if entry), key=len, reverse=True)
    return f"(?:{'|'.join(map(_word, ordered))})"


@lru_cache(maxsize=256)
def _anywhere(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S){_any_of(name)} ")
