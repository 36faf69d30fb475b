"""A person's name, as customers write it in a chat."""

import re

MAX_NAME = 60
MAX_NAME_WORDS = 6
_PARTICLES = frozenset({"da", "de", "do", "das", "dos", "e", "del", "la", "y"})
_INTRODUCTION = re.compile(
    r"^((oi|olá|ola|hi|hola)\b[\s,!.]*)?"
    r"((o )?(meu nome (é|e)|me chamo|eu sou|sou|my name is|i'm|i am|me llamo|mi nombre es|soy)\s+"
    r"((o|a)\s+)?)?",
    re.IGNORECASE,
)


def clean_name(text: str) -> str:
    """The name in an answer to "what is your name?"; empty when it can't be one."""
    plain = _INTRODUCTION.sub("", text.strip(), count=1).strip(" .,!;:")
    letters = sum(character.isalpha() for character in plain)
    is_written = all(one.isalpha() or one in " .'’-" or not one.isascii() for one in plain)
    words = plain.split()
    if letters < 2 or not is_written or len(plain) > MAX_NAME or len(words) > MAX_NAME_WORDS:
        return ""
    if not (plain.islower() or plain.isupper()):
        return " ".join(words)
    lowered = [word.lower() for word in words]
    return " ".join(
        word if word in _PARTICLES and place else word[:1].upper() + word[1:]
        for place, word in enumerate(lowered)
    )
