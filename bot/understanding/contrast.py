"""What a message takes back: "quinta, não, sexta", "em vez de 15h", "amanhã não posso"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.understanding.normalize import normalize

_CLAUSES = re.compile(r"[;!?\n]+|,(?!\d)|\.(?!\d)")
_SLOT = (
    r"(?:segunda|terca|quarta|quinta|sexta|sabado|domingo|hoje|amanha|lunes|martes|miercoles"
    r"|jueves|viernes|hoy|manana|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|today|tomorrow|dia [0-9]{1,2}|[0-9]{1,2}(?:[:h][0-9]{2}|h| horas)?(?: ?[ap]m)?)"
)
_ARTICLES = r"(?:(?:as|a|o|os|las|los|la|el|the|at|on|na|no|de|das|do|da) )*"
_ANY_SLOT = re.compile(rf"\b{_SLOT}\b")
_INSTEAD = re.compile(
    r"\b(?:em vez|em lugar|no lugar|ao inves|en vez|en lugar|instead|rather than)"
    rf"(?: d[aeo]s?| del| of| than)? {_ARTICLES}(?:{_SLOT}|[^\W\d]+)(?: feira| horas| hs)?\b"
)
_EXCEPT = re.compile(rf"\b(?:menos|exceto|salvo|except|excepto|but not) {_ARTICLES}{_SLOT}\b")
_FROM = re.compile(
    r"(?<!depois )(?<!antes )(?<!partir )(?<!despues )\b(?:d[aeo]s?|del|from|of) "
    rf"{_ARTICLES}{_SLOT}(?: feira)?\b"
)
_LONE_NO = frozenset({"nao", "no", "no wait", "nao nao", "wait no", "ops", "ops nao", "nao pera"})
_IS_NOT = re.compile(r"^(?:(?:nao|no) (?:e|era|es|seria)|its not|it isnt) .{1,30}$")
_BUT_IS = re.compile(r"^(?:e|era|es|its|sim|sino|mas|but|seria) ")
_MARKER = re.compile(
    r"\b(?:na verdade|alias|digo|quero dizer|quis dizer|melhor dizendo|ou melhor|corrigindo|pensando bem|pensando melhor|mudei de ideia|cambie de idea|pensandolo bien"
    r"|on second thought|changed my mind|quer dizer|o sea|i meant to say"
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

    @property
    def head(self) -> str:
        """What came before the tail; empty without one."""
        return self.plain.removesuffix(self.tail).strip() if self.tail else ""


@dataclass(frozen=True, slots=True)
class _Denials:
    """Patterns around the "no" of a language ("no" itself is a preposition in Portuguese)."""

    this_not_that: re.Pattern[str]
    clause: re.Pattern[str]
    refusal: re.Pattern[str]
    ending: re.Pattern[str]


@lru_cache(maxsize=8)
def _denials(locale: str) -> _Denials:
    no = "nao" if locale == "pt-BR" else "nao|no|not"
    return _Denials(
        this_not_that=re.compile(
            rf"\b(?:{no}) (?:e |es |its )?{_ARTICLES}(?:{_SLOT}|(?<=nao e )[^\W\d]+"
            rf"|(?<=no es )[^\W\d]+) (?=(?:e |es |its |sim |mas |sino |but )?{_ARTICLES}\w)"
        ),
        clause=re.compile(rf"^(?:{no}) (?:e |es |its )?{_ARTICLES}{_SLOT}$"),
        refusal=re.compile(
            rf"\b(?:{no}|cant|cannot|wont|doesnt) (?:\w+ ){{0,3}}?(?:posso|da|poder|consigo"
            r"|conseguir|rola|quero|vai|vou|tenho|puedo|podre|puede|quiero|sirve|make|come"
            r"|works?|do)\b|\b(?:is|are) no good\b"
        ),
        ending=re.compile(rf" (?:{no})$"),
    )


def still_said(text: str, locale: str) -> Said:
    """The message without what it takes back."""
    clauses = [plain for part in _CLAUSES.split(text) if (plain := normalize(part, locale))]
    whole = " ".join(clauses)
    denials = _denials(locale)
    kept: list[str] = []
    tail: list[str] | None = None
    corrected = _OPENING.search(whole) is not None
    for number, clause in enumerate(clauses):
        others = clauses[:number] + clauses[number + 1 :]
        following = clauses[number + 1] if number + 1 < len(clauses) else ""
        is_denied = _is_denied(clause, denials) or _is_contrasted(clause, following)
        if others and (clause in _LONE_NO or is_denied):
            is_last = number == len(clauses) - 1
            corrected = corrected or not is_last or clause not in _LONE_NO
            tail = tail if is_last or clause not in _LONE_NO else []
            continue
        standing = _without(clause, denials)
        corrected = corrected or bool(
            _INSTEAD.search(clause) or denials.this_not_that.search(clause)
        )
        if others and denials.refusal.search(clause) and _names_when(others):
            standing = _ANY_SLOT.sub(" ", standing)
        turn = _last_turn(standing)
        if turn is not None:
            corrected = True
            tail = []
            kept.append(standing[: turn.start()])
            standing = standing[turn.end() :]
        kept.append(standing)
        if tail is not None:
            tail.append(standing)
    return Said(_joined(kept), _joined(tail or ()), corrected)


def moved_to(said: Said) -> Said:
    """ "O de quinta para sexta": only where it goes, not where it was."""
    return replace(said, plain=_joined([_FROM.sub(" ", said.plain)]))


def _is_denied(clause: str, denials: _Denials) -> bool:
    return bool(denials.clause.search(clause) or denials.ending.search(clause))


def _is_contrasted(clause: str, following: str) -> bool:
    """ "Não é pro Thor", and then: "é pra Mel"."""
    return bool(_IS_NOT.search(clause) and _BUT_IS.search(following))


def _last_turn(clause: str) -> re.Match[str] | None:
    last = None
    for last in _MARKER.finditer(clause):
        pass
    return last


def _names_when(clauses: list[str]) -> bool:
    return any(_ANY_SLOT.search(clause) for clause in clauses)


def _without(plain: str, denials: _Denials) -> str:
    for pattern in (_INSTEAD, _EXCEPT, denials.this_not_that):
        plain = pattern.sub(" ", plain)
    return " ".join(plain.split())


def _joined(parts: Iterable[str]) -> str:
    return " ".join(" ".join(parts).split())
