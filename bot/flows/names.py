"""A person's name, as customers write it in a chat."""

import re

MAX_NAME = 60
MAX_NAME_WORDS = 6
_PARTICLES = frozenset({"da", "de", "do", "das", "dos", "e", "del", "la", "y"})
_INTRODUCTION = re.compile(
    r"^((oi|olá|ola|hi|hola)\b[\s,!.]*)?"
    r"((o )?((meu|seu|o) nome (d(ele|ela) )?(é|e)|me chamo|eu sou|sou|my name is|i'm|i am|me llamo"
    r"|mi nombre es|soy|(ele |ela )?se chama|(ele|ela) chama|chama|(él |ella )?se llama"
    r"|(his|her|its) name is|(he|she|it)'?s (called|named)|su nombre es|(é|es) (o|a|el|la))\s+"
    r"((o|a)\s+)?)?",
    re.IGNORECASE,
)


# Words of a sentence about somebody, which is no name.
_NO_NAME = frozenset(
    {"ele", "ela", "eles", "elas", "é", "não", "nao", "que", "porte", "tem", "quero", "queria"}
    | {"he", "she", "it", "is", "was", "are", "quiero", "quanto", "quando", "porque", "qual"}
    | {"para", "pra", "por", "what", "why", "cuanto", "meu", "minha", "my", "mi"}
)


def clean_name(text: str) -> str:
    """The name in an answer to "what is your name?"; empty when it can't be one."""
    plain = _INTRODUCTION.sub("", text.strip(), count=1).strip(" .,!;:")
    letters = sum(character.isalpha() for character in plain)
    is_written = all(one.isalpha() or one in " .'’-" or not one.isascii() for one in plain)
    words = plain.split()
    is_sentence = not _NO_NAME.isdisjoint(plain.casefold().split())
    if (
        is_sentence
        or letters < 2
        or not is_written
        or len(plain) > MAX_NAME
        or len(words) > MAX_NAME_WORDS
    ):
        return ""
    if not (plain.islower() or plain.isupper()):
        return " ".join(words)
    lowered = [word.lower() for word in words]
    return " ".join(
        word if word in _PARTICLES and place else word[:1].upper() + word[1:]
        for place, word in enumerate(lowered)
    )
