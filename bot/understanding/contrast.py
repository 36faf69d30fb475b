"""What a message takes back: "quinta, não, sexta", "em vez de 15h", "amanhã não posso"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from bot.understanding.contrast_words import (
    AND_NOT,
    ANY_SLOT,
    ARTICLES,
    BUT_IS,
    CLAUSES,
    DROPPED,
    EXCEPT,
    FEW,
    FROM,
    INSTEAD,
    INSTEAD_ALONE,
    IS_NOT,
    LONE_NO,
    LONE_REFUSAL,
    MARKER,
    MOVED,
    MOVING,
    NOT_FOR,
    NOT_THIS,
    OPENING,
    OTHER_TIME,
    PREFERS,
    REASON,
    SLOT,
    SORRY,
    TAG,
    THAN,
    WHITHER,
)
from bot.understanding.normalize import normalize
from bot.understanding.spelling import days_respelled


@dataclass(frozen=True, slots=True)
class Said:
    """`plain`: all that still stands, normalized. `tail`: what came after "na verdade" and
    the like, which overrides the rest; `is_correction` also without such words. `refused`:
    days that are left out of others ("menos segunda"). `is_instead`: one thing in the place
    of another ("em vez de corte, barba")."""

    plain: str
    tail: str = ""
    is_correction: bool = False
    refused: str = ""
    is_instead: bool = False

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
    doubled: re.Pattern[str]


@lru_cache(maxsize=8)
def _denials(locale: str) -> _Denials:
    no = "nao" if locale == "pt-BR" else "nao|no|not"
    return _Denials(
        this_not_that=re.compile(
            rf"\b(?:{no}) (?:e |es |its )?{ARTICLES}(?:{SLOT}|(?<=nao e )[^\W\d]+"
            rf"|(?<=no es )[^\W\d]+) (?=(?:e |es |its |sim |mas |sino |but )?{ARTICLES}\w)"
        ),
        clause=re.compile(rf"^(?:{SORRY} )*(?:{no}) (?:e |es |its )?{ARTICLES}{SLOT}$"),
        refusal=re.compile(
            rf"\b(?:{no}|cant|cannot|wont|doesnt) (?:\w+ ){{0,3}}?(?:posso|da|poder|consigo"
            r"|conseguir|rola|quero|vai|vou|irei|tenho|puedo|podre|puede|quiero|sirve|llego|voy|ire"
            r"|alcanzo|make|come|coming|works?|do|able)\b|\b(?:is|are) no good\b"
        ),
        ending=re.compile(rf" (?:{no})$"),
        doubled=re.compile(rf"\b(?:{no})\b.*[a-z] (?:{no})$"),
    )


def still_said(text: str, locale: str) -> Said:
    """The message without what it takes back."""
    text = TAG.sub("?", text)
    clauses = [days_respelled(clause) for clause in clauses_of(text, locale)]
    denials = _denials(locale)
    is_turn = OPENING.search(" ".join(clauses)) or any(map(OPENING.search, clauses[1:]))
    standing = _Standing(is_correction=bool(is_turn))
    for number, clause in enumerate(clauses):
        after = clauses[number + 1 :]
        others = clauses[:number] + after
        if others and clause in LONE_NO:
            standing.turn_at_no(is_last=not after)
        elif others and _is_denied(clause, after, denials):
            standing.is_correction = True
        else:
            standing.hear(clause, denials, is_refusable=_names_when(others))
    refused = _joined(found[0] for clause in clauses for found in EXCEPT.finditer(clause))
    kept, tail = _joined(standing.kept), _joined(standing.tail or ())
    is_instead = any(map(INSTEAD.search, clauses))
    return Said(kept, tail, standing.is_correction, refused, is_instead)


def clauses_of(text: str, locale: str) -> list[str]:
    """The normalized parts that commas and full stops make, without empty ones."""
    return [plain for part in CLAUSES.split(text) if (plain := normalize(part, locale))]


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
        if (
            AND_NOT.search(clause)
            or INSTEAD.search(clause)
            or INSTEAD_ALONE.search(clause)
            or denials.this_not_that.search(clause)
        ):
            self.is_correction = True
        lone = LONE_REFUSAL.search(clause)
        if lone and ANY_SLOT.search(lone[0]):
            standing = ANY_SLOT.sub(" ", standing)
        if is_refusable and REASON.search(clause):
            standing = ANY_SLOT.sub(" ", standing)
        if is_refusable and denials.refusal.search(clause):
            standing = ANY_SLOT.sub(" ", standing)
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
    plain = _joined([MOVED.sub(" ", FROM.sub(" ", said.plain))])
    verb = max(MOVING.finditer(plain), key=lambda found: found.start(), default=None)
    if verb and WHITHER.search(plain[verb.end() :]):
        before = ANY_SLOT.sub(" ", plain[: verb.start()])
        plain = _joined([before, plain[verb.start() :]])
    return replace(said, plain=plain)


def _is_denied(clause: str, after: list[str], denials: _Denials) -> bool:
    """ "Sexta não", "não sexta", and "não é pro Thor" where "é pra Mel" follows."""
    is_contrasted = after and IS_NOT.search(clause) and BUT_IS.search(after[0])
    is_dropped = after and DROPPED.search(clause)
    is_other = after and len(after[0].split()) <= FEW and NOT_THIS.search(clause)
    is_left = not after and (NOT_FOR.search(clause) or NOT_THIS.search(clause))
    return bool(
        is_dropped
        or is_other
        or is_left
        or denials.clause.search(clause)
        or (denials.ending.search(clause) and not denials.doubled.search(clause))
        or is_contrasted
    )


def _last_turn(clause: str) -> re.Match[str] | None:
    return max(MARKER.finditer(clause), key=lambda found: found.start(), default=None)


def _names_when(clauses: list[str]) -> bool:
    return any(ANY_SLOT.search(clause) or OTHER_TIME.search(clause) for clause in clauses)


def _without(plain: str, denials: _Denials) -> str:
    if PREFERS.search(plain):
        plain = THAN.sub(" ", plain)
    for pattern in (AND_NOT, INSTEAD, EXCEPT, denials.this_not_that):
        plain = pattern.sub(" ", plain)
    return " ".join(plain.split())


def _joined(parts: Iterable[str]) -> str:
    return " ".join(" ".join(parts).split())
