"""Names of this business's services and people, as customers spell them."""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from rapidfuzz.distance import OSA

from bot.understanding.normalize import listed, normalize

Key = TypeVar("Key", bound=Hashable)
MAX_WORDS = 40
EXACT = 100.0
PREFIX = 88.0
NICKNAME = 86.0

# Words of a phrase that never point at a name by their beginning or by a typo.
_SMALL = frozenset(
    listed(
        "a o as os um uma de da do das dos e com para por no na em que quero queria "
        "gostaria preciso marcar agendar reservar fazer hoje amanha segunda terca "
        "quarta quinta sexta sabado domingo feira horario hora horas dia tarde manha "
        "noite depois antes sim nao ok oi ola bom boa tem pode ser eu me meu minha "
        "voce obrigado favor el la los las un una con y para por quiero hoy manana si "
        "gracias hola the with an i want to book for at on my please yes hi hello and "
        "today tomorrow next quanto custa qual preco valor prefiro senhor senhora "
        "dona doutor dra dr cancelar remarcar confirmo ta se so mais mas ou ate ja "
        "vai ir vou esta aqui isso essa esse atendente menu voltar sair parar monday "
        "tuesday wednesday thursday friday saturday sunday toda todo todas todos alguem "
        "algum alguma posso consegue vamos gostar como quando seria sera voces voce tenho "
        "pela pelo pelas pelos esses essas "
        "tiene tienen hay puedo quisiera necesito una uno del desde hasta can could would "
        "lunes martes miercoles jueves viernes need like have any there what does "
        "caminho carinho sobrinho sobrinha vizinho vizinha sozinho sozinha horarinho pedi pede "
        "pedir peco pido car call came carro coche with from after before this that "
        "you your escola escuela banco banca banda barra barata corre conte corta toda tosse massa "
        "mansa manhas esposa bar cara caro caros caras carta"
    )
)
_NICKNAMES: dict[str, tuple[str, ...]] = {
    **{"bia": ("beatriz", "bianca", "fabiana"), "duda": ("eduarda", "eduardo"), "ze": ("jose",)},
    **{"nanda": ("fernanda",), "nando": ("fernando",), "bel": ("isabel", "isabela", "izabel")},
    **{"bela": ("isabela", "isabella"), "beto": ("roberto", "alberto", "gilberto", "humberto")},
    **{"guto": ("augusto", "gustavo"), "chico": ("francisco",), "xande": ("alexandre",)},
    **{"lena": ("helena", "marilena"), "nina": ("carolina", "marina"), "tonho": ("antonio",)},
    **{"toninho": ("antonio",), "cida": ("aparecida",), "lia": ("julia", "natalia", "amelia")},
    **{"pepe": ("jose",), "paco": ("francisco",), "lola": ("dolores",), "beth": ("elizabeth",)},
    **{"bob": ("robert",), "bill": ("william",), "liz": ("elizabeth",), "kate": ("katherine",)},
}


@dataclass(frozen=True, slots=True)
class Match(Generic[Key]):
    """`score` is 0 to 100: how exactly the name was written, and how much of it."""

    key: Key
    score: float


def match_name(
    text: str,
    choices: Sequence[tuple[Key, str]],
    locale: str = "pt-BR",
    *,
    threshold: float = 40.0,
) -> list[Match[Key]]:
    """Whom or what the text names, best first; nothing for unrelated words.

    Several when it fits several ("corte" with two kinds of it). A choice is left out when
    another one explains more of the text, or is named in full by the same words. Typos,
    beginnings ("Fe") and common nicknames ("Bia") count.
    """
    written = telling_words(normalize(text, locale))
    found = fits_in(written, choices, threshold=threshold)
    best = [Match(key, round(fit.score, 1)) for key, fit in found]
    return sorted(best, key=lambda match: -match.score)


def telling_words(plain: str) -> list[str]:
    """The words of a normalized text that may be a name."""
    words = plain.split()[:MAX_WORDS]
    return [word for word in words if word not in _SMALL and not word.isdigit()]


def is_small(word: str) -> bool:
    """Whether a word is too common to be a name."""
    return word in _SMALL


def fits_in(
    written: Sequence[str], choices: Sequence[tuple[Key, str]], *, threshold: float = 40.0
) -> "list[tuple[Key, Fit]]":
    """The choices that these words may name, and by which of them; in the order given."""
    found = [(key, _compare(written, _name_words(name))) for key, name in choices]
    near = [(key, fit) for key, fit in found if fit.score >= threshold]
    return [(key, fit) for key, fit in near if not any(other.beats(fit) for _, other in near)]


@dataclass(frozen=True, slots=True)
class Fit:
    """How well written words cover a name, which of them do, and whether it is all there."""

    score: float = 0.0
    explained: frozenset[int] = frozenset()
    is_whole: bool = False

    def beats(self, other: "Fit") -> bool:
        is_fuller = self.is_whole and not other.is_whole
        return other.explained < self.explained or (other.explained == self.explained and is_fuller)


def _compare(written: Sequence[str], wanted: Sequence[str]) -> Fit:
    if not written or not wanted:
        return Fit()
    scores, explained = [], set()
    for name_word in wanted:
        likes = [_likeness(word, name_word, len(written)) for word in written]
        score = max(likes)
        scores.append(score)
        if score:
            explained.add(likes.index(score))
    covered = sum(scores) / len(wanted)
    return Fit((max(scores) + covered) / 2, frozenset(explained), all(scores))


@lru_cache(maxsize=16384)
def _likeness(word: str, name_word: str, words: int) -> float:
    """0 to 100 for one word against one word of a name."""
    if word == name_word:
        return EXACT
    shortest = 2 if words == 1 else 3
    if len(word) >= shortest and name_word.startswith(word):
        return PREFIX
    if name_word in _NICKNAMES.get(word, ()) or _is_fond(word, name_word):
        return NICKNAME
    allowed = _typos_allowed(max(len(word), len(name_word)))
    if not allowed or abs(len(word) - len(name_word)) > allowed:
        return 0.0
    if word[0] != name_word[0] and len(name_word) < 6:
        return 0.0
    is_short = max(len(word), len(name_word)) < 5
    if is_short and len(word) == len(name_word) and sorted(word) != sorted(name_word):
        return 0.0  # "toca" is not "tosa", "tsoa" is
    typos = OSA.distance(word, name_word, score_cutoff=allowed)
    return 0.0 if typos > allowed else EXACT - 100.0 * typos / (len(name_word) + 1)


_FOND = re.compile(r"(?:z?inh|it)[oa]s?$")
_FOND_STEM = 3
_UNLIKE = {"a": ("o", "os"), "o": ("a", "as")}


def _is_fond(word: str, name_word: str) -> bool:
    """ "Carlinhos", "Aninha", "Joãozinho"."""
    stem = _FOND.sub("", word)
    if stem == word:
        return False
    if name_word.endswith(_UNLIKE[word.rstrip("s")[-1]]) or word[-1] == "s" != name_word[-1]:
        return False
    is_short = stem in (name_word, name_word[:-1]) and len(stem) >= _FOND_STEM - 1
    return is_short or (len(stem) >= _FOND_STEM and name_word.startswith(stem))


def _typos_allowed(length: int) -> int:
    if length < 4:
        return 0
    return 1 if length < 8 else 2


@lru_cache(maxsize=4096)
def _name_words(name: str) -> tuple[str, ...]:
    words = normalize(name, "").split()
    telling = tuple(word for word in words if word not in _SMALL)
    return telling or tuple(words)
