"""What a message takes back: "quinta, não, sexta", "em vez de 15h", "amanhã não posso"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from bot.understanding import parts_of_day
from bot.understanding.contrast_words import (
    AND_NOT,
    ANY_SLOT,
    ARTICLES,
    BUT_IS,
    CALLED_OFF,
    CLAUSES,
    DAY_SLOT,
    DROPPED,
    EXCEPT,
    FEW,
    FOR_HOUR,
    FROM,
    FROM_ONE,
    GREETED,
    HOUR_FOR_HOUR,
    HOUR_SLOT,
    INSTEAD,
    INSTEAD_ALONE,
    IS_NOT,
    LEFT_ALONE,
    LEFT_OUT,
    LONE_NO,
    LONE_REFUSAL,
    MARKER,
    MOVED,
    MOVING,
    NO_THAT,
    NOT_FOR,
    NOT_THAT,
    NOT_THIS,
    ONLY,
    OPENING,
    OTHER_TIME,
    PREFERS,
    PROMISE,
    REASON,
    REBOOKING,
    REFUSED_DAY,
    REFUSED_PART,
    REFUSED_PERSON,
    SINO,
    SLOT,
    SOMEBODY_ELSE,
    SORRY,
    SWAP,
    TAG,
    THAN,
    THE_OTHER,
    WEEK_ON,
    WHITHER,
)
from bot.understanding.normalize import normalize
from bot.understanding.spelling import days_respelled


@dataclass(frozen=True, slots=True)
class Said:
    """`plain`: all that still stands, normalized. `tail`: what came after "na verdade" and
    the like, which overrides the rest; `is_correction` also without such words. `refused`:
    days that are left out of others ("menos segunda"). `is_instead`: one thing in the place
    of another ("em vez de corte, barba"). `refused_people`: "menos a Ana", if anybody."""

    plain: str
    tail: str = ""
    is_correction: bool = False
    refused: str = ""
    is_instead: bool = False
    refused_people: str = ""

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
            r"|\b(?:fica|e|ta|esta|queda|es|is|seria) (?:muito |meio |bem |too |muy |um pouco "
            r"|bit )?"
            r"(?:ruim|em cima(?: da hora)?|complicad[oa]|dificil|apertad[oa]|corrid[oa]|mal|bad"
            r"|tight|tricky|early|late)$"
            r"|\b(?:se me complica|doesnt suit)\b"
        ),
        ending=re.compile(rf" (?:{no})$"),
        doubled=re.compile(rf"\b(?:{no})\b.*[a-z] (?:{no})$"),
    )


def still_said(text: str, locale: str) -> Said:
    """The message without what it takes back."""
    text = TAG.sub("?", text)
    clauses = _after_that([days_respelled(clause) for clause in clauses_of(text, locale)])
    clauses = _about_the_visit(clauses)
    denials = _denials(locale)
    is_turn = OPENING.search(" ".join(clauses)) or any(map(OPENING.search, clauses[1:]))
    standing = _Standing(is_correction=bool(is_turn))
    for number, clause in enumerate(clauses):
        after = clauses[number + 1 :]
        others = clauses[:number] + after
        if others and clause in LONE_NO:
            standing.turn_at_no(is_last=not after)
        elif (others or DROPPED.search(clause)) and _is_denied(clause, after, denials):
            standing.is_correction = True
        else:
            has_part = denials.refusal.search(clause) and any(map(parts_of_day.find, others))
            refusable = _refusable(others) or (HOUR_SLOT if has_part else None)
            standing.hear(clause, denials, refusable=refusable)
    refused = _joined(found[0] for clause in clauses for found in EXCEPT.finditer(clause))
    kept, tail = _joined(standing.kept), _joined(standing.tail or ())
    is_instead = any(INSTEAD.search(clause) or SWAP.search(clause) for clause in clauses)
    nobody = _joined(found[0] for clause in clauses for found in REFUSED_PERSON.finditer(clause))
    return Said(kept, tail, standing.is_correction, refused, is_instead, nobody)


def _about_the_visit(clauses: list[str]) -> list[str]:
    """Without "Morning!" ahead of a sentence and "semana que vem te falo" beside others."""
    words = sum(len(clause.split()) for clause in clauses[1:])
    told = clauses[1:] if clauses and clauses[0] in GREETED and words > FEW else clauses
    return [one for one in told if len(told) == 1 or not PROMISE.search(one)]


def clauses_of(text: str, locale: str) -> list[str]:
    """The normalized parts that commas and full stops make, without empty ones."""
    return [plain for part in CLAUSES.split(text) if (plain := normalize(part, locale))]


def _after_that(clauses: list[str]) -> list[str]:
    """ "Sábado não, no outro": the one a week later, said at once."""
    for number, (refused, meant) in enumerate(pairwise(clauses)):
        day, other = REFUSED_DAY.search(refused), THE_OTHER.search(meant)
        if day and other:
            return [
                *clauses[:number],
                _week_later(day) + meant[other.end() :],
                *clauses[number + 2 :],
            ]
    return clauses


def _week_later(day: re.Match[str]) -> str:
    name, is_next = day["day"] or day["day2"], day["next"] or day["next2"]
    if name in ("semana", "week"):
        return "week after next" if is_next else "next week"
    if name.endswith(("semana", "weekend")):
        return "weekend after next" if is_next else "next weekend"
    return f"{'two' if is_next else 'one'} weeks from {name}"


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

    def hear(self, clause: str, denials: _Denials, *, refusable: re.Pattern[str] | None) -> None:
        """`refusable` is what another clause names as well, so that "amanhã não posso" or "às
        10 não rola" refuses that of this one."""
        standing = _without(clause, denials)
        if (
            AND_NOT.search(clause)
            or INSTEAD.search(clause)
            or SINO.search(clause)
            or SWAP.search(clause)
            or INSTEAD_ALONE.search(clause)
            or denials.this_not_that.search(clause)
        ):
            self.is_correction = True
        lone = LONE_REFUSAL.search(clause)
        if lone and not refusable and ANY_SLOT.search(lone[0]):
            standing = ANY_SLOT.sub(" ", standing)
        if refusable and (REASON.search(clause) or denials.refusal.search(clause)):
            standing = refusable.sub(" ", standing)
            self.is_correction = self.is_correction or bool(lone and refusable is HOUR_SLOT)
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
    said = replace(said, plain=_joined([CALLED_OFF.sub("cancel ", said.plain)]))
    plain = _joined([FOR_HOUR.sub("para as ", MOVED.sub(" ", FROM.sub(" ", said.plain)))])
    verb = max(MOVING.finditer(plain), key=lambda found: found.start(), default=None)
    on = WEEK_ON.search(said.plain)
    if on:
        return replace(said, plain=f"{said.plain[: on.start()]}one weeks from {on['day']}")
    if verb and WHITHER.search(plain[verb.end() :]):
        before = ANY_SLOT.sub(" ", plain[: verb.start()])
        plain = _joined([before, plain[verb.start() :]])
    return replace(said, plain=plain)


def wants_somebody_else(plain: str) -> bool:
    """ "Com outra pessoa": whoever it is with now is not wanted."""
    return SOMEBODY_ELSE.search(plain) is not None


def without_refused(said: Said, locale: str) -> Said:
    """ "Escova, mas não quero hidratação": only what is wanted."""
    return replace(said, plain=wanted_in(said.plain, locale), tail=wanted_in(said.tail, locale))


def wanted_in(plain: str, locale: str) -> str:
    """A normalized text without the things in it that nobody wants."""
    plain = LEFT_OUT.sub(" ", NOT_THAT.sub(" ", plain))
    return " ".join((plain if locale == "pt-BR" else NO_THAT.sub(" ", plain)).split())


def cancelled(said: Said) -> Said:
    """ "Cancela o corte mas deixa a barba": only what goes."""
    return replace(said, plain=_joined([LEFT_ALONE.sub(" ", said.plain)]))


def _is_denied(clause: str, after: list[str], denials: _Denials) -> bool:
    """ "Sexta não", "não sexta", and "não é pro Thor" where "é pra Mel" follows."""
    is_contrasted = after and IS_NOT.search(clause) and BUT_IS.search(after[0])
    is_dropped = DROPPED.search(clause)
    is_short = after and (len(after[0].split()) <= FEW or ONLY.search(after[0]))
    is_other = is_short and NOT_THIS.search(clause)
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


def _refusable(others: list[str]) -> re.Pattern[str] | None:
    """Days and hours where another clause names a day or rebooks, hours alone where it names
    an hour."""
    if any(one.search(clause) for clause in others for one in (DAY_SLOT, OTHER_TIME, REBOOKING)):
        return ANY_SLOT
    return HOUR_SLOT if any(ANY_SLOT.search(clause) for clause in others) else None


def _without(plain: str, denials: _Denials) -> str:
    if PREFERS.search(plain):
        plain = THAN.sub(" ", plain)
    plain = HOUR_FOR_HOUR.sub(r"as \1", REFUSED_PERSON.sub(" ", plain))
    plain = FROM_ONE.sub(r"\1 ", plain)
    plain = REFUSED_PART.sub(" ", SWAP.sub(" ", SINO.sub(" ", plain)))
    for pattern in (AND_NOT, INSTEAD, EXCEPT, denials.this_not_that):
        plain = pattern.sub(" ", plain)
    return " ".join(plain.split())


def _joined(parts: Iterable[str]) -> str:
    return " ".join(" ".join(parts).split())
