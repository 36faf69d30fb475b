"""Numbers: the choice from a list, and number words."""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.understanding.normalize import listed, normalize

LAST = -1
MAX_CHOICE = 99
MAX_ROWS = 10  # of a WhatsApp list: "the 12th" is a day

_PT_UNITS = ["um", "dois", "tres", "quatro", "cinco", "seis", "sete", "oito", "nove"]
_PT = [*_PT_UNITS, *listed("dez onze doze treze quatorze quinze dezesseis dezessete dezoito")]
_PT += ["dezenove", "vinte", *(f"vinte e {unit}" for unit in _PT_UNITS), "trinta", "trinta e um"]
_ES = listed("uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince")
_ES += listed("dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres")
_ES += [*listed("veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve treinta")]
_ES += ["treinta y uno"]
_EN = listed("one two three four five six seven eight nine ten eleven twelve thirteen fourteen")
_EN += ["fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"]
_EN += [*(f"twenty {unit}" for unit in _EN[:9]), "thirty", "thirty one"]

CARDINALS: dict[str, dict[str, int]] = {
    locale: {word: number for number, word in enumerate(words, 1)} | more
    for locale, words, more in (
        ("pt-BR", _PT, {"uma": 1, "duas": 2, "catorze": 14, "vinte e uma": 21, "vinte e duas": 22}),
        ("es", _ES, {"un": 1, "una": 1}),
        ("en", _EN, {"a": 1, "an": 1}),
    )
}
_ORDINALS = {
    "pt-BR": "primeir segund terceir quart quint sext setim oitav non decim",
    "es": "primer segund tercer cuart quint sext septim octav noven decim",
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth",
}
_WEEKDAYS_TOO = frozenset({"segunda", "terca", "quarta", "quinta", "sexta"})
_DIGITS = re.compile(r"([0-9]{1,2})(o|a|st|nd|rd|th)?")
# "a", "opção", "quero o", "pode ser a", "the", "la"...: what may stand before a choice.
_BEFORE = re.compile(
    r"(?:(?:(?:eu |yo )?(?:quero|queria|prefiro|escolho|fico com|vou de|vou querer|pode ser"
    r"|acho que"
    r"|quiero|prefiero|elijo|puede ser|mejor|ill take|i want|i choose|i prefer|lets go with|yes"
    r"|e|sim|entao|es) )?)"
    r"(?:com )?(?:(?:a|o|el|la|the|esse|essa|este|esta) )?"
    r"(?:(?:opcao|opc|op|opcion|option|numero|num|nro|nr|n|no|number|item|alternativa|choice) )?"
)
_NAMES_A_ROW = re.compile(
    r"\b(?:a|o|el|la|the|ess[ae]|est[ae]|opc?ao|opc|opcion|option|numero|num|nro|nr|item"
    r"|alternativa) $"
)
_AFTER = re.compile(
    r"(?: (?:opcao|opcion|option|one|da lista|de la lista|on the list|da lista|mesmo|por favor"
    r"|please|alternativa|entao|ok))*"
)
_LAST = frozenset({"ultimo", "ultima", "last"})


@dataclass(frozen=True, slots=True)
class Choice:
    """`number` counts from 1; -1 is the last one. Bare: nothing but a number was written, so
    at a question for a time it may as well be an hour."""

    number: int
    is_bare: bool


def read_choice(text: str, locale: str = "pt-BR") -> int | None:
    """The place in a list that the whole text names ("2", "opção 2", "a segunda"), or None.

    In Portuguese a lone "segunda" is Monday; "a segunda" is the second one.
    """
    choice = choice_in(normalize(text, locale), locale)
    return choice.number if choice else None


def choice_in(plain: str, locale: str) -> Choice | None:
    """The same for text that is normalized already, with how it was written."""
    before = _BEFORE.match(plain)
    lead = before.end() if before else 0
    # The lead may swallow a word that is the number itself ("a" in English, "un").
    for start in dict.fromkeys((lead, 0)):
        found = _number_then_nothing(plain[start:], locale)
        if found is None:
            continue
        number, is_ordinal = found
        is_a_weekday = is_ordinal and plain[start:] in _WEEKDAYS_TOO and locale == "pt-BR"
        if is_a_weekday and not _NAMES_A_ROW.search(plain[:start]):
            return None  # "pode ser segunda" is Monday, "pode ser a segunda" the second one
        return Choice(number, is_bare=start == 0 and not is_ordinal)
    return None


def read_number(word: str, locale: str) -> int | None:
    """A number in digits (at most three) or in the words of the locale."""
    if word.isascii() and word.isdigit():
        return int(word) if len(word) <= 3 else None
    return CARDINALS.get(locale, {}).get(word)


@lru_cache(maxsize=8)
def number_pattern(locale: str) -> str:
    """A pattern of one or two digits or a number word, the longest word first."""
    words = sorted(CARDINALS.get(locale, {}), key=len, reverse=True)
    return "(?:" + "|".join(["[0-9]{1,2}", *words]) + ")"


def _number_then_nothing(plain: str, locale: str) -> tuple[int, bool] | None:
    """The number at the beginning and whether it is an ordinal, when nothing else follows."""
    for words in (3, 1):
        head = " ".join(plain.split()[:words])
        if not head or not _AFTER.fullmatch(plain[len(head) :]):
            continue
        digits = _DIGITS.fullmatch(head)
        if digits:
            number = int(digits[1])
            return (number, bool(digits[2])) if 0 < number <= MAX_CHOICE else None
        if head in _LAST:
            return LAST, True
        cardinal = CARDINALS.get(locale, {}).get(head)
        if cardinal is not None and head not in ("a", "an", "un"):
            return cardinal, False
        ordinal = _ordinals(locale).get(head)
        if ordinal is not None:
            return ordinal, True
    return None


@lru_cache(maxsize=8)
def _ordinals(locale: str) -> dict[str, int]:
    endings = ("",) if locale == "en" else ("o", "a", "")
    stems = _ORDINALS.get(locale, "").split()
    return {stem + end: number for number, stem in enumerate(stems, 1) for end in endings}
