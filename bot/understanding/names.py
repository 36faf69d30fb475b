"""Names of services and people, with typos and nicknames."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.understanding.normalize import normalize

TYPO_SCORE = 84.0
EXACT = 100.0
_ANY = re.compile(
    r"\b(qualquer (um|uma|pessoa|profissional)|qualquer|tanto faz|sem preferencia|quem (tiver|"
    r"puder|estiver)|pode ser qualquer|o que (tiver|der)|any(one|body)?|whoever|no preference|"
    r"doesnt matter|cualquiera|sin preferencia|me da igual|da igual|quien sea|primeiro que)\b"
)
_FILLERS = frozenset(
    [
        "de",
        "da",
        "do",
        "das",
        "dos",
        "com",
        "para",
        "por",
        "o",
        "a",
        "os",
        "as",
        "um",
        "uma",
        "e",
        "ou",
        "no",
        "na",
        "em",
        "quero",
        "queria",
        "gostaria",
        "marcar",
        "agendar",
        "fazer",
        "horario",
        "hora",
        "tem",
        "ter",
        "voce",
        "voces",
        "favor",
        "pode",
        "ser",
        "oi",
        "ola",
        "bom",
        "dia",
        "boa",
        "tarde",
        "noite",
        "meu",
        "minha",
        "me",
        "eu",
        "vou",
        "que",
        "hoje",
        "amanha",
        "the",
        "with",
        "for",
        "and",
        "or",
        "to",
        "my",
        "please",
        "book",
        "want",
        "would",
        "like",
        "el",
        "la",
        "los",
        "las",
        "un",
        "una",
        "con",
        "quiero",
        "hacer",
        "reservar",
        "cita",
        "i",
    ]
)


@dataclass(frozen=True, slots=True)
class Match:
    """A choice that the words may mean; score 0 to 100."""

    key: str
    score: float


def is_any(words: str) -> bool:
    """Whether normalised words say that anybody will do."""
    return bool(_ANY.search(words))


def match_name(words: str, choices: Sequence[tuple[str, str]]) -> list[Match]:
    """Choices (key, name) that normalised words may mean, best first.

    Several equally good ones all come back ("corte" with two kinds of cut); unrelated words
    match nothing.
    """
    spoken = [word for word in words.split() if word not in _FILLERS and len(word) > 1]
    if not spoken:
        return []
    scored = [Match(key, _score(spoken, words, normalize(name))) for key, name in choices]
    found = sorted((m for m in scored if m.score >= TYPO_SCORE), key=lambda m: -m.score)
    return [match for match in found if match.score > found[0].score - 6]


def _score(spoken: Sequence[str], words: str, name: str) -> float:
    if name and re.search(rf"\b{re.escape(name)}\b", words):
        return EXACT + len(name) / 100  # the longer of two names that are both said
    parts = [part for part in name.split() if part not in _FILLERS and len(part) > 1]
    if not parts:
        return 0.0
    best = [max(_word_score(part, word) for word in spoken) for part in parts]
    named = [score for score in best if score >= TYPO_SCORE]
    if not named:
        return 0.0
    # All parts said beats one part said; one part said still counts ("corte", "Ana").
    share = len(named) / len(parts)
    return sum(named) / len(named) * (0.86 + 0.14 * share)


def _word_score(part: str, word: str) -> float:
    if part == word:
        return EXACT
    if len(word) >= 2 and part.startswith(word) and len(word) >= len(part) * 0.25:
        return 98.5 if len(word) >= 3 else 98.0
    if len(part) < 4 or len(word) < 4 or abs(len(part) - len(word)) > 2:
        return 0.0
    return fuzz.ratio(part, word)
