"""What a message takes back: "quinta, não, sexta", "em vez de 15h", "amanhã não posso"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from bot.understanding.normalize import normalize
from bot.understanding.spelling import days_respelled

# "Tem hoje, não?" doubts nothing.
_TAG = re.compile(r"(?<=\w),? +(?:n[aã]o|né|ne|no|verdad|right|certo|viu) *\?", re.IGNORECASE)
_CLAUSES = re.compile(r"[;!?\n]+|,(?!\d)|\.(?!\d)")
_SLOT = (
    r"(?:segunda|terca|quarta|quinta|sexta|sabado|domingo|hoje|amanha|lunes|martes|miercoles"
    r"|jueves|viernes|hoy|manana|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|today|tomorrow|dia [0-9]{1,2}|[0-9]{1,2}(?:[:h][0-9]{2}|h| horas)?(?: ?[ap]m)?)"
)
_ARTICLES = r"(?:(?:as|a|o|os|las|los|la|el|the|at|on|na|no|de|das|do|da) )*"
_ANY_SLOT = re.compile(rf"\b{_SLOT}\b")
_OTHER_TIME = re.compile(
    r"\b(?:outr[ao] (?:dia|data|hora|horario|semana)|otr[ao] (?:dia|fecha|hora|horario|semana)"
    r"|another (?:day|time|date)|different (?:day|time|date)|semana|mes|week|month)\b"
)
_MOVING = re.compile(
    r"\b(?:mud|troc|pass|remarc|reagend|transfer|adia|alter|mov|cambi|pas[ae]|reprogram|chang|switch"
    r"|resched|push|shift)\w*\b"
)
_INSTEAD = re.compile(
    r"\b(?:em vez|em lugar|no lugar|ao inves|en vez|en lugar|instead|rather than)"
    rf"(?: d[aeo]s?| del| of| than)? {_ARTICLES}(?:{_SLOT}|[^\W\d]+)(?: feira| horas| hs)?\b"
)
_INSTEAD_ALONE = re.compile(r"\b(?:instead(?! of)|em vez disso|en su lugar|ao inves disso)\b")
_EXCEPT = re.compile(
    r"\b(?:menos|exceto|salvo|except(?: for)?|excepto|but not|(?<=day )but|(?<=time )but|tirando"
    rf"|other than|apart from|besides|sem ser|que nao seja|que no sea|fora) {_ARTICLES}{_SLOT}s?(?:(?: e| ou| nem| y| o| and| or)+ {_ARTICLES}{_SLOT}s?)*\b"
)
_FROM = re.compile(
    r"(?<!depois )(?<!antes )(?<!partir )(?<!despues )\b(?:d[aeo]s?|del|from|of) "
    rf"{_ARTICLES}{_SLOT}(?: feira)?\b"
)
_WHITHER = re.compile(
    rf"\b(?:para|to|al|por|pro|on|until|for) (?:\w+ )?(?:{_SLOT}|manha|tarde|noite|noche|mananas?"
    r"|morning|afternoon|evening|semana|mes|week|month|next|outr[ao]|otr[ao]|another|proxim[ao]"
    r"|mais|mas|later|earlier|depois|final|fim)\b"
)
# "Quinta eu não posso", "just not monday": the day is refused, and none is named.
_LONE_REFUSAL = re.compile(
    rf"\b{_SLOT} (?:eu |yo |i |ja |nao |a gente )?(?:nao (?:posso|consigo|da|rola|quero|pode)|no (?:puedo|me"
    r" sirve|me va)|i cant|cant do|doesnt work|does not work|is no good|isnt good|wont work)$"
    rf"|\b(?:nao pode ser|nao quero|menos|no puede ser|just not|anything but|not on) {_ARTICLES}{_SLOT}s?$"
)
# "Porque tenho um casamento sábado": why, not when.
_REASON = re.compile(
    r"\b(?:porque|pois|ja que|because|cause|ya que|viajo|trabalho|estou viajando|im away|estoy de viaje"
    r"|(?:tenho|tengo|have|vou ter|vai ter|tem) (?:um|uma|a|un|una|my|meu|minha|mi) (?!horario|hora|visita"
    r"|cita|turno|appointment|booking|slot|reserva|corte)\w+)\b"
)
_MOVED = re.compile(
    rf"(?<!para )(?<!to )(?<!on )(?<!as )(?<!las )\b{_SLOT} (?=(?:para|to|al|pro)\b)"
)
_LONE_NO = frozenset({"nao", "no", "no wait", "nao nao", "wait no", "ops", "ops nao", "nao pera"})
_IS_NOT = re.compile(r"^(?:(?:nao|no) (?:e|era|es|seria)|its not|it isnt) .{1,30}$")
_FEW = 4  # words of a clause that only names what is meant instead
_NO_VERB = (
    r"(?!(?:sei|quero|precisa|obrigad|posso|da|vou|tem|tenho|consigo|sure|thanks|gracias|se|puedo|problem"
    r"|worries|need|rush|pressa|pode|serve|ta|e|foi|rola|quiero|tengo|now|agora|hoje|hoy|today)\b)"
)
_NOT_THIS = re.compile(
    rf"^(?:sorry |desculpa |perdon )?(?:nao|no|not) (?:com |con |with |para |for )?(?:a |o |la |el )?{_NO_VERB}\w+$"
)
_NOT_FOR = re.compile(
    r"^(?:nao|no|not) (?:e |es )?(?:com|con|with|para|for) (?:a |o |la |el )?\w+$"
)
_BUT_IS = re.compile(r"^(?:e|era|es|its|sim|sino|mas|but|seria) ")
_MARKER = re.compile(
    r"\b(?:na verdade|alias|digo|quero dizer|quis dizer|quise (?:poner|escribir)|queria (?:dizer|escrever|falar)|meant to (?:say|write|type|put)|melhor dizendo|ou melhor|corrigindo"
    r"|pensando bem|pensando melhor|mudei de ideia|cambie de idea|pensandolo bien"
    r"|on second thought|changed my mind|quer dizer|o sea|i meant to say"
    r"|ops|opa nao|errei|me expressei mal|me explique mal|nao era isso"
    r"|(?:falei|disse|escrevi|marquei|coloquei|pedi|said|dije|puse|wrote) .{1,20}? (?:mas|but|pero)"
    r"|(?:digitei|escrevi|falei|marquei|mandei|coloquei) errado|me equivoquei|escribi mal"
    r"|wrong (?:day|time|one)|typo|me enganei|me confundi|en realidad|perdon|quise decir|mejor dicho|digo"
    r"|me equivoque|actually|i mean(?:t)?|scratch that|make (?:it|that)|correction)\b"
)
_FILLERS = (
    r"(?:nao|no|not|sorry|desculpa|desculpe|disculpa|disculpe|perdon|perdao|foi mal|my bad|hm+|ah|ih|eh|opa|oi|ola|hola|hi|entao|bom|bueno"
    r"|poxa|puxa|puts|pera|perai|espera|ay|oh|well|wait|hey|acho que|creo que"
    r"|i think|maybe|por favor|please)"
)
_SORRY = r"(?:sorry|desculpa|desculpe|perdon|ah|oh|hm+|opa|ops|ay|ih|eh|oi|eu disse|i said)"
_OPENING = re.compile(
    rf"^(?:{_FILLERS} )*(?:melhor(?! dizendo)|prefiro|mejor|rather|better"
    r"|prefer|id prefer|id rather|(?:troca|muda|mude|troque|cambia|cambialo|change it|switch"
    r"|make it)(?: para| a| por| to)?"
    r"|(?:(?:lets|can we|could we|can you|could you|pode|podemos|da para|vamos|puedes|quero|queria) )?"
    r"(?:trocar?|mudar?|change|switch|cambiar?)(?: it| that| isso)? (?:para|to|por) (?!outr|otr|another)"
    r"|mais (?:para|perto|no) "
    r"|(?:desculpa|desculpe|sorry|perdon|ops|opa) (?:e|era|es|foi|its|it was|i meant)(?! que)"
    r"|(?:mas|but|pero) (?:eu |yo |i )?(?:queria|quero|prefiro|preciso|quiero|want|need)"
    r"|(?:pode ser|da para ser|tem|could it be|can it be|puede ser|tienen) (?:um pouco |um pouquinho "
    r"|un poco |a bit |a little )?(?:mais(?= (?:cedo|tarde|para|perto|no|a|de))|mas(?= (?:temprano|tarde))"
    r"|earlier|later))\b"
)


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


@lru_cache(maxsize=8)
def _denials(locale: str) -> _Denials:
    no = "nao" if locale == "pt-BR" else "nao|no|not"
    return _Denials(
        this_not_that=re.compile(
            rf"\b(?:{no}) (?:e |es |its )?{_ARTICLES}(?:{_SLOT}|(?<=nao e )[^\W\d]+"
            rf"|(?<=no es )[^\W\d]+) (?=(?:e |es |its |sim |mas |sino |but )?{_ARTICLES}\w)"
        ),
        clause=re.compile(rf"^(?:{_SORRY} )*(?:{no}) (?:e |es |its )?{_ARTICLES}{_SLOT}$"),
        refusal=re.compile(
            rf"\b(?:{no}|cant|cannot|wont|doesnt) (?:\w+ ){{0,3}}?(?:posso|da|poder|consigo"
            r"|conseguir|rola|quero|vai|vou|irei|tenho|puedo|podre|puede|quiero|sirve|llego|voy|ire"
            r"|alcanzo|make|come|coming|works?|do|able)\b|\b(?:is|are) no good\b"
        ),
        ending=re.compile(rf" (?:{no})$"),
    )


def still_said(text: str, locale: str) -> Said:
    """The message without what it takes back."""
    text = _TAG.sub("?", text)
    clauses = [
        plain for part in _CLAUSES.split(text) if (plain := days_respelled(normalize(part, locale)))
    ]
    denials = _denials(locale)
    is_turn = _OPENING.search(" ".join(clauses)) or any(map(_OPENING.search, clauses[1:]))
    standing = _Standing(is_correction=bool(is_turn))
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
    is_instead = any(map(_INSTEAD.search, clauses))
    return Said(kept, tail, standing.is_correction, refused, is_instead)


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
            _INSTEAD.search(clause)
            or _INSTEAD_ALONE.search(clause)
            or denials.this_not_that.search(clause)
        ):
            self.is_correction = True
        lone = _LONE_REFUSAL.search(clause)
        if lone and _ANY_SLOT.search(lone[0]):
            standing = _ANY_SLOT.sub(" ", standing)
        if is_refusable and _REASON.search(clause):
            standing = _ANY_SLOT.sub(" ", standing)
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
    plain = _joined([_MOVED.sub(" ", _FROM.sub(" ", said.plain))])
    verb = max(_MOVING.finditer(plain), key=lambda found: found.start(), default=None)
    if verb and _WHITHER.search(plain[verb.end() :]):
        before = _ANY_SLOT.sub(" ", plain[: verb.start()])
        plain = _joined([before, plain[verb.start() :]])
    return replace(said, plain=plain)


def _is_denied(clause: str, after: list[str], denials: _Denials) -> bool:
    """ "Sexta não", "não sexta", and "não é pro Thor" where "é pra Mel" follows."""
    is_contrasted = after and _IS_NOT.search(clause) and _BUT_IS.search(after[0])
    is_other = after and len(after[0].split()) <= _FEW and _NOT_THIS.search(clause)
    is_left = not after and _NOT_FOR.search(clause)
    return bool(
        is_other
        or is_left
        or denials.clause.search(clause)
        or denials.ending.search(clause)
        or is_contrasted
    )


def _last_turn(clause: str) -> re.Match[str] | None:
    return max(_MARKER.finditer(clause), key=lambda found: found.start(), default=None)


def _names_when(clauses: list[str]) -> bool:
    return any(_ANY_SLOT.search(clause) or _OTHER_TIME.search(clause) for clause in clauses)


def _without(plain: str, denials: _Denials) -> str:
    for pattern in (_INSTEAD, _EXCEPT, denials.this_not_that):
        plain = pattern.sub(" ", plain)
    return " ".join(plain.split())


def _joined(parts: Iterable[str]) -> str:
    return " ".join(" ".join(parts).split())
