"""Whether a text says yes, and nothing but yes, to what was just shown: it is acted upon.

So a question, a "but" and whatever puts off are no yes, however they begin ("ok vou ver").
"""

import re

from bot.understanding.contrast_words import PROMISE
from bot.understanding.intents import Intent, read_intent
from bot.understanding.normalize import normalize

LONGEST = 3  # words of a "confirmo" that is no bare yes
_DOUBTS = frozenset(
    {
        *("nao", "no", "not", "dont", "nunca", "ainda", "nem", "mas", "pero", "but", "depois"),
        *("talvez", "quizas", "maybe", "luego", "later", "espera", "wait", "depende", "depends"),
    }
)
_PUTS_OFF = re.compile(
    r"\b(?:vou|vamos|voy a|vamos a|ill|i will|let me|deixa(?: eu)?|deja(?:me)?) (?:\w+ )?(?:ver"
    r"|pensar|olhar|checar|conferir|verificar|perguntar|revisar|mirar|preguntar|see|think|check"
    r"|look|ask)\b"
)


def agrees(text: str, locale: str = "pt-BR") -> bool:
    """A yes, or a short "confirmo", "vou sim"."""
    if is_doubtful(text, locale):
        return False
    intent = read_intent(text, locale)
    is_short = len(normalize(text, locale).split()) <= LONGEST
    return intent == Intent.YES or (intent == Intent.CONFIRM and is_short)


def agrees_to_cancel(text: str, locale: str = "pt-BR") -> bool:
    """The same where a visit would be given up: "vou sim" and "mantido" keep it."""
    is_meant = read_intent(text, locale) == Intent.YES or "confirm" in normalize(text, locale)
    return is_meant and agrees(text, locale)


def puts_off(text: str, locale: str = "pt-BR") -> bool:
    """ "Vou ver com meu marido", "depois te falo": neither a yes nor a no, and nothing else."""
    said = normalize(text, locale)
    return _PUTS_OFF.search(said) is not None or PROMISE.search(said) is not None


def is_doubtful(text: str, locale: str = "pt-BR") -> bool:
    """Something in it asks, denies or puts off, whatever else it says."""
    said = normalize(text, locale)
    return "?" in text or not _DOUBTS.isdisjoint(said.split()) or _PUTS_OFF.search(said) is not None
