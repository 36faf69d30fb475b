"""One spelling for everything that people type."""

import re
import unicodedata
from functools import lru_cache

MAX_READ = 1000  # characters; a longer message is a story, not an answer

_ABBREVIATIONS = {
    "pt-BR": {
        **dict.fromkeys(("hj", "oje", "hje"), "hoje"),
        **dict.fromkeys(("amnh", "amh", "amanh", "amnha", "amha", "amanhan"), "amanha"),
        **dict.fromkeys(("vc", "ce", "vcs", "voces"), "voce"),
        **dict.fromkeys(("obg", "obgd", "obgda", "obgado", "brigado", "brigada"), "obrigado"),
        **dict.fromkeys(("vlw", "vlww"), "valeu"),
        **dict.fromkeys(("n", "nn", "nao", "naum", "num"), "nao"),
        **dict.fromkeys(("s", "ss", "sss", "simm"), "sim"),
        **dict.fromkeys(("blz", "bele", "blza"), "beleza"),
        **dict.fromkeys(("pf", "pfv", "pfvr", "pls", "plz", "pff"), "por favor"),
        **dict.fromkeys(("q", "oq"), "que"),
        **dict.fromkeys(("prox", "px"), "proxima"),
        **dict.fromkeys(("fds", "findi", "fimde"), "fim de semana"),
        **dict.fromkeys(("tbm", "tb", "tmb"), "tambem"),
        **dict.fromkeys(("qro", "kero"), "quero"),
        **dict.fromkeys(("hs", "hrs", "hr"), "horas"),
        **dict.fromkeys(("sab", "sabadao"), "sabado"),
        **dict.fromkeys(("trca", "tersa", "terc"), "terca"),
        **dict.fromkeys(("sesta", "sext", "sx"), "sexta"),
        **dict.fromkeys(("qinta", "kinta", "qunta"), "quinta"),
        **{"sgunda": "segunda", "sbado": "sabado", "qlqr": "qualquer", "qlq": "qualquer"},
        **{"d": "de", "fzr": "fazer", "fz": "fazer", "ngm": "ninguem", "alg": "alguem"},
        **{"vdd": "verdade", "p": "para", "c": "com", "qr": "quero", "qria": "queria"},
        **{"qd": "quando", "ql": "qual", "tds": "todos", "tarda": "tarde", "hrs": "horas"},
        **{"pq": "porque", "qdo": "quando", "qnd": "quando", "qto": "quanto", "qnto": "quanto"},
        **{"msm": "mesmo", "dps": "depois", "agr": "agora", "ctz": "certeza", "td": "tudo"},
        **{
            "cmg": "comigo",
            "pra": "para",
            "pro": "para",
            "pras": "para as",
            "pros": "para os",
            "eh": "e",
            "mto": "muito",
            "mt": "muito",
            "mta": "muita",
            "mtas": "muitas",
            "tou": "to",
        },
        **{"seg": "segunda", "qua": "quarta", "qui": "quinta", "dom": "domingo", "sem": "sem"},
    },
    "es": {
        **dict.fromkeys(("mnn", "mnna", "mana"), "manana"),
        **dict.fromkeys(("q", "k"), "que"),
        **dict.fromkeys(("pf", "xfa", "porfa", "porfavor"), "por favor"),
        **dict.fromkeys(("finde", "find"), "fin de semana"),
        **dict.fromkeys(("grax", "grcs"), "gracias"),
        **dict.fromkeys(("hs", "hrs", "hr"), "horas"),
        **{"s": "si", "sip": "si", "n": "no", "tmb": "tambien", "xq": "porque", "sab": "sabado"},
        **{"lun": "lunes", "mie": "miercoles", "jue": "jueves", "vie": "viernes"},
    },
    "en": {
        **dict.fromkeys(("tmrw", "tmr", "tmw", "2moro", "tomorow", "tommorow"), "tomorrow"),
        **dict.fromkeys(("thx", "ty", "thnx", "tks"), "thanks"),
        **dict.fromkeys(("pls", "plz"), "please"),
        **dict.fromkeys(("appt", "appnt", "appointmt"), "appointment"),
        **dict.fromkeys(("hs", "hrs", "hr"), "hours"),
        **{"y": "yes", "n": "no", "u": "you", "tdy": "today", "wknd": "weekend", "k": "ok"},
        **{"thur": "thursday", "thurs": "thursday", "weds": "wednesday", "tues": "tuesday"},
        **{"mon": "monday", "tue": "tuesday", "thu": "thursday", "fri": "friday"},
    },
}
# 2ª feira, 3a-feira: weekdays by their number.
_NUMBERED_DAY = re.compile(r"\b([2-6])(?:a|o)? ?feira\b|\b([2-6])af\b")
_NUMBERED_DAYS = dict(zip("23456", ("segunda", "terca", "quarta", "quinta", "sexta"), strict=True))
# "Ter" is Tuesday beside another weekday, else "to have".
_SHORT_TUESDAY = re.compile(
    r"\b(?:(seg|segunda|qua|quarta|qui|quinta|sex|sexta|sab|sabado) (ou|e|a|ate) ter"
    r"(?! que| de | um| uma|\w)|ter (?=(?:ou|e|a|ate) (?:qua|qui|sex|sab)))"
)
# "Sat" and "sun" are other words too, but not after these.
_SHORT_DAY = re.compile(
    r"\b(on|next|this|by|until|or|have|free|open|anything|available|for|to|till|about|every|early|late"
    r"|maybe|come|is) (sat|sun|wed)\b"
)
_DAY_BEFORE_TIME = re.compile(
    r"\b(sat|sun|wed)(?= (?:at |@ )?[0-9]| morning| afternoon| evening"
    r"| (?:or|and|works?|please|instead|if|after|before|around|noon|night)\b)"
)
_SHORT_DAYS = {"sat": "saturday", "sun": "sunday", "wed": "wednesday"}
_ISH = re.compile(r"\b(?:around |about )?([0-9]{1,2})ish\b")
_LOOSE_MARKS = re.compile(r"(?<![0-9])[.:/,-]+|[.:/,-]+(?![0-9])")
_LONG_LETTERS = re.compile(r"([a-z])\1{2,}")
_THUMBS = {
    **dict.fromkeys("👍👌✅✔☑🆗🤝🙌", " ok "),
    **dict.fromkeys("👎❌🚫✖", " nao "),
    **dict.fromkeys("👋", " oi "),
}


def listed(words: str) -> list[str]:
    """A word list as it reads best in code."""
    return words.split()


def normalize(text: str, locale: str = "pt-BR") -> str:
    """Lower case, no accents, single spaces, abbreviations of the locale written out.

    Letters and digits stay, and `. : / , -` between digits ("15:30", "12/12"). An emoji
    speaks only where there are no words: a lone thumb up is "ok". Reads the first 1000
    characters.
    """
    cut = text[:MAX_READ]
    folded = unicodedata.normalize("NFKD", cut.casefold())
    # Some letters are upper case again after the folding ("ℌ"); fold what came out as well.
    plain = "".join(map(_fold, folded.casefold()))
    if not any(map(str.isalnum, plain)):
        plain = "".join(_THUMBS.get(character, " ") for character in cut)
    plain = _LONG_LETTERS.sub(r"\1", _LOOSE_MARKS.sub(" ", plain))
    plain = _NUMBERED_DAY.sub(lambda found: _NUMBERED_DAYS[found[1] or found[2]], plain)
    if locale == "pt-BR":
        plain = _SHORT_TUESDAY.sub(_tuesday, plain)
    if locale == "en":
        plain = _ISH.sub(r"around \1", plain)
        plain = _DAY_BEFORE_TIME.sub(lambda found: _SHORT_DAYS[found[1]], plain)
        plain = _SHORT_DAY.sub(lambda found: f"{found[1]} {_SHORT_DAYS[found[2]]}", plain)
    return " ".join(_written_out(plain.split(), _ABBREVIATIONS.get(locale, {})))


def _tuesday(found: re.Match[str]) -> str:
    return f"{found[1]} {found[2]} terca" if found[1] else "terca "


def _written_out(words: list[str], abbreviations: dict[str, str]) -> list[str]:
    following = [*words[1:], ""][: len(words)]
    return [
        # "n 2" is number two, not "no two".
        word if word == "n" and after.isdigit() else abbreviations.get(word, word)
        for word, after in zip(words, following, strict=True)
    ]


@lru_cache(maxsize=4096)
def _fold(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() or character in ".:/,-" else _mark(character)
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if character == "°":
        return "o"
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Lm"):
        return ""
    return character if character.isalpha() else _mark(character)


def _mark(character: str) -> str:
    return "" if character in "'’`´" else " "
