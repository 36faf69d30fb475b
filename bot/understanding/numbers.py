"""The number of a choice: "2", "opção 2", "a segunda", "dois", "the last one"."""

import re

_WORDS = {
    1: "um uma uno una one primeiro primeira primero first",
    2: "dois duas dos two segundo segunda second",
    3: "tres three terceiro terceira tercero tercera third",
    4: "quatro cuatro four quarto quarta cuarto cuarta fourth",
    5: "cinco five quinto quinta fifth",
    6: "seis six sexto sexta sixth",
    7: "sete siete seven setimo setima septimo seventh",
    8: "oito ocho eight oitavo oitava octavo eighth",
    9: "nove nueve nine nono nona noveno ninth",
    10: "dez diez ten decimo decima tenth",
}
NUMBER_OF = {word: number for number, words in _WORDS.items() for word in words.split()}
LAST = frozenset({"ultimo", "ultima", "last"})
# Words around a number that say "I choose".
_AROUND = frozenset(
    [
        "opcao",
        "opcion",
        "option",
        "numero",
        "number",
        "n",
        "no",
        "o",
        "a",
        "os",
        "as",
        "el",
        "la",
        "the",
        "one",
        "quero",
        "quiero",
        "want",
        "escolho",
        "fico",
        "com",
        "queria",
        "pode",
        "ser",
        "por",
        "favor",
        "please",
        "i",
        "ll",
        "take",
        "want",
        "choice",
        "item",
        "de",
        "lista",
        "para",
        "me",
        "que",
    ]
)
# Ordinals that are also weekdays, so they need an article or a noun ("a segunda opção").
_WEEKDAYS = frozenset({"segunda", "terca", "quarta", "quinta", "sexta"})
_BARE = re.compile(r"^#?(\d{1,2})[.)]?$")


def read_choice(words: str) -> int | None:
    """The number (1, 2, ...; -1 for the last) that these normalised words choose.

    Only when the message says nothing else. "segunda" alone is a weekday, "a segunda opção"
    is a choice.
    """
    found: int | None = None
    parts = words.split()
    has_noun = bool({"opcao", "opcion", "option", "numero", "number", "item", "one"} & set(parts))
    for part in parts:
        number = _number(part, has_noun=has_noun)
        if number is not None and found is None:
            found = number
        elif part not in _AROUND:
            return None
    return found


def _number(part: str, *, has_noun: bool) -> int | None:
    if match := _BARE.match(part):
        return int(match[1]) or None
    if part in LAST:
        return -1
    if part in _WEEKDAYS and not has_noun:
        return None
    if part == "one":  # "the second one"
        return None
    return NUMBER_OF.get(part)
