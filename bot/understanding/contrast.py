"""What a message takes back: "quinta, não, sexta", "em vez de 15h", "amanhã não posso"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
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
_EXCEPT = re.compile(
    r"\b(?:menos|exceto|salvo|except(?: for)?|excepto|but not|(?<=day )but|(?<=time )but|tirando"
    rf"|other than|apart from|besides|sem ser|que nao seja|que no sea|fora) {_ARTICLES}{_SLOT}s?\b"
)
_FROM = re.compile(
    r"(?<!depois )(?<!antes )(?<!partir )(?<!despues )\b(?:d[aeo]s?|del|from|of) "
    rf"{_ARTICLES}{_SLOT}(?: feira)?\b"
)
_LONE_NO = frozenset({"nao", "no", "no wait", "nao nao", "wait no", "ops", "ops nao", "nao pera"})
_IS_NOT = re.compile(r"^(?:(?:nao|no) (?:e|era|es|seria)|its not|it isnt) .{1,30}$")
_BUT_IS = re.compile(r"^(?:e|era|es|its|sim|sino|mas|but|seria) ")
_MARKER = re.compile(
    r"\b(?:na verdade|alias|digo|quero dizer|quis dizer|melhor dizendo|ou melhor|corrigindo"
    r"|pensando bem|pensando melhor|mudei de ideia|cambie de idea|pensandolo bien"
    r"|on second thought|changed my mind|quer dizer|o sea|i meant to say"
    r"|ops|opa nao|errei"
    r"|(?:digitei|escrevi|falei|marquei|mandei|coloquei) errado|me equivoquei|escribi mal"
    r"|wrong (?:day|time|one)|typo|me enganei|me confundi|en realidad|perdon|quise decir|mejor dicho|digo"
    r"|me equivoque|actually|i mean(?:t)?|scratch that|make (?:it|that)|correction)\b"
)
_FILLERS = (
    r"(?:nao|no|not|sorry|desculpa|desculpe|perdon|hm+|ah|ih|eh|opa|oi|ola|hola|hi|entao|bom|bueno"
    r"|poxa|puxa|puts|pera|perai|espera|ay|oh|well|wait|hey|mas|but|pero|acho que|creo que"
    r"|i think|maybe|por favor|please)"
)
_OPENING = re.compile(
    rf"^(?:{_FILLERS} )*(?:melhor(?! dizendo)|prefiro|mejor|rather|better"
    r"|prefer|id prefer|id rather|(?:troca|muda|mude|troque|cambia|cambialo|change it|switch"
    r"|make it)(?: para| a| por| to)?)\b"
)


@dataclass(frozen=True, slots=True)
class Said:
    """`plain`: all that still stands, normalized. `tail`: what came after "na verdade" and
    the like, which overrides the rest; `is_correction` also without such words. `refused`:
    days that are left out of others ("menos segunda")."""

    plain: str
    tail: str = ""
    is_correction: bool = False
    refused: str = ""

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
            r"|conseguir|rola|quero|vai|vou|irei|tenho|puedo|podre|puede|quiero|sirve|llego|voy|ire"
            r"|alcanzo|make|come|coming|works?|do|able)\b|\b(?:is|are) no good\b"
        ),
        ending=re.compile(rf" (?:{no})$"),
    )


def still_said(text: str, locale: str) -> Said:
    """The message without what it takes back."""
    clauses = [plain for part in _CLAUSES.split(text) if (plain := normalize(part, locale))]
    denials = _denials(locale)
    standing = _Standing(is_correction=_OPENING.search(" ".join(clauses)) is not None)
    for number, clause in enumerate(clauses):
        after = clauses[number + 1 :]
        others = clauses[:number] + after
        if others and clause in _LONE_NO:
            standing.turn_at_no(is_last=not after)
        elif others and _is_denied(clause, after, denials):
            standing.is_correction = True
        else:
            standing.hear(clause, denials, is_refusable=_names_when(others))
    refused = _joined(found[0] for clause in clauses for found in _EXCEPT.finditer(clause))
    kept, tail = _joined(standing.kept), _joined(standing.tail or ())
    return Said(kept, tail, standing.is_correction, refused)


@dataclass(slots=True)
class _Standing:
    """What is left while the clauses are heard one by one; `tail` once there was a turn."""

    is_correction: bool
    kept: list[str] = field(default_factory=list)
    tail: list[str] | None = None

    def turn_at_no(self, *, is_last: bool) -> None:
        """ "Quinta, não, sexta": what follows counts."""
        if not is_last:
            self.is_correction = True
            self.tail = []

    def hear(self, clause: str, denials: _Denials, *, is_refusable: bool) -> None:
        """`is_refusable`: another clause names a day, so "amanhã não posso" refuses this one."""
        standing = _without(clause, denials)
        if _INSTEAD.search(clause) or denials.this_not_that.search(clause):
            self.is_correction = True
        if is_refusable and denials.refusal.search(clause):
            standing = _ANY_SLOT.sub(" ", standing)
        turn = _last_turn(standing)
        if turn is not None:
            self.is_correction = True
            self.kept.append(standing[: turn.start()])
            self.tail = []
            standing = standing[turn.end() :]
        self.kept.append(standing)
        if self.tail is not None:
            self.tail.append(standing)


def moved_to(said: Said) -> Said:
    """ "O de quinta para sexta": only where it goes, not where it was."""
    return replace(said, plain=_joined([_FROM.sub(" ", said.plain)]))


def _is_denied(clause: str, after: list[str], denials: _Denials) -> bool:
    """ "Sexta não", "não sexta", and "não é pro Thor" where "é pra Mel" follows."""
    is_contrasted = after and _IS_NOT.search(clause) and _BUT_IS.search(after[0])
    return bool(denials.clause.search(clause) or denials.ending.search(clause) or is_contrasted)


def _last_turn(clause: str) -> re.Match[str] | None:
    return max(_MARKER.finditer(clause), key=lambda found: found.start(), default=None)


def _names_when(clauses: list[str]) -> bool:
    return any(_ANY_SLOT.search(clause) for clause in clauses)


def _without(plain: str, denials: _Denials) -> str:
    for pattern in (_INSTEAD, _EXCEPT, denials.this_not_that):
        plain = pattern.sub(" ", plain)
    return " ".join(plain.split())


def _joined(parts: Iterable[str]) -> str:
    return " ".join(" ".join(parts).split())
