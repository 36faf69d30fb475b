"""What a message takes back: "quinta, não, sexta", "em vez de 15h", "amanhã não posso"."""

import re
from dataclasses import dataclass

from bot.understanding.normalize import normalize

_CLAUSES = re.compile(r"[;!?\n]+|,(?!\d)|\.(?!\d)")
_SLOT = (
    r"(?:segunda|terca|quarta|quinta|sexta|sabado|domingo|hoje|amanha|lunes|martes|miercoles"
    r"|jueves|viernes|hoy|manana|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|today|tomorrow|dia [0-9]{1,2}|[0-9]{1,2}(?:[:h][0-9]{2}|h| horas)?(?: ?[ap]m)?)"
)
_ARTICLES = r"(?:(?:as|a|o|os|las|los|la|el|the|at|on|na|no|de|das|do|da) )*"
_INSTEAD = re.compile(
    r"\b(?:em vez|em lugar|no lugar|ao inves|en vez|en lugar|instead|rather than)"
    rf"(?: d[aeo]s?| del| of| than)? {_ARTICLES}(?:{_SLOT}|[^\W\d]+)(?: feira| horas| hs)?\b"
)
_EXCEPT = re.compile(rf"\b(?:menos|exceto|salvo|except|excepto|but not) {_ARTICLES}{_SLOT}\b")
_FROM_TO = re.compile(
    rf"\b(?:d[aeo]s?|del|from|de) {_ARTICLES}{_SLOT}(?: feira)? (?=(?:para|to|ao|al|a) {_ARTICLES}{_SLOT})"
)
_NOT_THIS = re.compile(
    rf"\b(?:nao|no|not) (?:e |eh |es |its )?{_ARTICLES}(?:{_SLOT}|(?<=nao e )[^\W\d]+"
    rf"|(?<=no es )[^\W\d]+) (?=(?:e |es |its |sim |mas |sino |but )?{_ARTICLES}\w)"
)
# Said of a day that doesn't suit: the other clause says which does.
_REFUSED = re.compile(
    r"\b(?:nao|no|cant|cannot|wont|doesnt|ya no) (?:\w+ ){0,3}?(?:posso|da|poder|consigo|conseguir"
    r"|rola|quero|vai|vou|tenho|dara|puedo|podre|quiero|sirve|make|come|work|works|do)\b"
    r"|\b(?:nao|no|not)$"
)
_DENIED = re.compile(rf"^(?:nao|no|not) (?:e |eh |es |its )?{_ARTICLES}{_SLOT}$")
_LONE_NO = frozenset({"nao", "no", "no wait", "nao nao", "wait no", "ops", "ops nao", "nao pera"})
_MARKER = re.compile(
    r"\b(?:na verdade|alias|digo|quero dizer|quis dizer|melhor dizendo|ou melhor|corrigindo"
    r"|ops|opa nao|errei|me enganei|me confundi|en realidad|perdon|quise decir|mejor dicho|digo"
    r"|me equivoque|actually|i mean(?:t)?|scratch that|make (?:it|that)|correction)\b"
)
_OPENING = re.compile(
    r"^(?:nao |no |not |sorry |desculpa )?(?:melhor(?! dizendo)|prefiro|mejor|rather|better"
    r"|prefer|id prefer|id rather|(?:troca|muda|mude|troque|cambia|cambialo|change it|switch"
    r"|make it)(?: para| a| por| to)?)\b"
)


@dataclass(frozen=True, slots=True)
class Said:
    """`plain`: all that still stands, normalized. `tail`: what came after "na verdade" and
    the like, which overrides the rest; `is_correction` also without such words."""

    plain: str
    tail: str = ""
    is_correction: bool = False


def still_said(text: str, locale: str) -> Said:
    """The message without what it takes back."""
    clauses = [plain for part in _CLAUSES.split(text) if (plain := normalize(part, locale))]
    whole = " ".join(clauses)
    joined, tail, corrected = _split(clauses)
    kept = _without(joined)
    struck = kept != joined
    opened = _OPENING.search(whole) is not None
    is_correction = corrected or opened or (struck and _takes_back(whole))
    return Said(kept, _without(tail) if tail else "", is_correction)


def _takes_back(plain: str) -> bool:
    return bool(_INSTEAD.search(plain) or _NOT_THIS.search(plain))


def _split(clauses: list[str]) -> tuple[str, str, bool]:
    """All that is not denied, the part after the last turn, and whether there was a turn."""
    kept: list[str] = []
    tail: list[str] | None = None
    corrected = False
    for number, clause in enumerate(clauses):
        others = clauses[:number] + clauses[number + 1 :]
        if clause in _LONE_NO and others:
            tail = tail if number == len(clauses) - 1 else []
            corrected = corrected or number < len(clauses) - 1
            continue
        if others and _DENIED.search(clause):
            corrected = True
            continue
        if others and _refuses(clause) and _names_when(others):
            clause = re.sub(rf"\b{_SLOT}\b", " ", clause)
        turn = None
        for turn in _MARKER.finditer(clause):
            pass
        if turn is not None:
            corrected = True
            tail = [clause[turn.end() :].strip()]
            clause = clause[: turn.start()].strip()
            kept += [clause, tail[0]]
            continue
        kept.append(clause)
        if tail is not None:
            tail.append(clause)
    return " ".join(" ".join(kept).split()), " ".join(tail or ()).strip(), corrected


def _refuses(clause: str) -> bool:
    return _REFUSED.search(clause) is not None


def _names_when(clauses: list[str]) -> bool:
    return any(re.search(rf"\b{_SLOT}\b", clause) for clause in clauses)


def _without(plain: str) -> str:
    for pattern in (_INSTEAD, _EXCEPT, _FROM_TO, _NOT_THIS):
        plain = pattern.sub(" ", plain)
    return " ".join(plain.split())
