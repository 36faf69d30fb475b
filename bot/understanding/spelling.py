"""Slips of the thumb in the words that everybody uses: "sabdo", "amanhaa", "remracar"."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from rapidfuzz.distance import OSA

from bot.understanding.calendar_words import months, weekdays
from bot.understanding.names import is_small
from bot.understanding.normalize import listed
from bot.understanding.numbers import CARDINALS
from bot.understanding.vocabulary import WORDS
from bot.understanding.wishes import NEGATED, RULES, STAYS, WISHES

_SHORTEST = 5  # letters; of shorter words any other letter makes another word
_SAFE = 6  # from here on a letter too many or too few is a slip
_LONG = 8  # and from here on a wrong letter
_DAYS = (*listed("amanha manana tomorrow semana depois horario horarios tarde manha noite"),)
# Words and names that are one slip from ours, and no slips.
_MEANT = frozenset(
    listed(
        "amanda mariana quintas segundo segundos quarto quartos sexto terco sabados domingos marca "
        "marcas amanhecer tardes noites semanas dezena maria marta martin horas hora passear "
        "primeiro primeira atende atenda contar cantar cortar corta consulta consultas quanta "
        "quantas tantos morning mornings sextas tercas manhas march mayo abril manda mando trace "
        "banco barra santa"
    )
)
_LETTERS = re.compile(r"[a-z]+")


def days_respelled(plain: str) -> str:
    """The text with the words of the calendar as they are written."""
    return _respelled(plain, "days")


def wishes_respelled(plain: str) -> str:
    """The text with all words of the vocabulary as they are written."""
    return _respelled(plain, "wishes")


def _respelled(plain: str, lexicon: str) -> str:
    return " ".join(_meant(word, lexicon) for word in plain.split())


@lru_cache(maxsize=16384)
def _meant(word: str, lexicon: str) -> str:
    words, all_words = _lexicon(lexicon), _lexicon("wishes")
    if len(word) < _SHORTEST or word in _MEANT or not _LETTERS.fullmatch(word):
        return word
    if word in all_words or is_small(word) or any(map(word.startswith, _stems())):
        return word
    near = [known for known in words if _is_slip(word, known)]
    return near[0] if len(near) == 1 else word


def _is_slip(word: str, known: str) -> bool:
    if word[0] != known[0] or word[-1] != known[-1] or abs(len(word) - len(known)) > 1:
        return False
    if OSA.distance(word, known, score_cutoff=1) > 1:
        return False
    if len(word) == len(known):
        return sorted(word) == sorted(known) or len(known) >= _LONG
    return min(len(word), len(known)) >= _SAFE - 1 and len(known) >= _SAFE


@lru_cache(maxsize=2)
def _lexicon(name: str) -> frozenset[str]:
    days = chain(_DAYS, *(re.findall(r"[a-z]+", word) for word in _calendar()))
    if name == "days":
        return _long(days)
    patterns = (one for wish in (*WISHES, RULES, STAYS) for one in (*wish.patterns, *wish.unless))
    sentences = (one.regex.pattern for one in (*patterns, *NEGATED))
    written = (*WORDS.values(), *sentences, *chain.from_iterable(CARDINALS.values()))
    return _long(chain(days, *map(_LETTERS.findall, written)))


def _calendar() -> Iterable[str]:
    return chain.from_iterable((*weekdays(one), *months(one)) for one in ("pt-BR", "es", "en"))


def _long(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in words if len(word) >= _SHORTEST)


@lru_cache(maxsize=1)
def _stems() -> tuple[str, ...]:
    """ "Cancel*": whatever begins so is written right."""
    return tuple(set(re.findall(r"\b([a-z]{4,})\*", " ".join(WORDS.values()))))
