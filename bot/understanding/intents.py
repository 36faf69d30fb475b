"""What a message asks for, by rules that would rather say nothing than be wrong."""

import re
from collections.abc import Sequence
from enum import StrEnum

from bot.understanding import phrases
from bot.understanding.normalize import normalize
from bot.understanding.patterns import Heard, without
from bot.understanding.spelling import wishes_respelled
from bot.understanding.wishes import KEPT, NEGATED, RULES, STAYS, WISHES


class Intent(StrEnum):
    """STOP is the opt-out (exact words only); QUIT gives up what is going on; CANNOT_COME is
    a cancel that nobody asked for yet ("não vou poder ir"): offer to move or cancel."""

    BOOK = "BOOK"
    RESCHEDULE = "RESCHEDULE"
    CANCEL = "CANCEL"
    CANNOT_COME = "CANNOT_COME"
    MY_APPOINTMENTS = "MY_APPOINTMENTS"
    CONFIRM = "CONFIRM"
    YES = "YES"
    NO = "NO"
    PRICES = "PRICES"
    SERVICES = "SERVICES"
    ADDRESS = "ADDRESS"
    HOURS = "HOURS"
    HUMAN = "HUMAN"
    MENU = "MENU"
    BACK = "BACK"
    QUIT = "QUIT"
    STOP = "STOP"
    OPT_IN = "OPT_IN"
    GREETING = "GREETING"
    THANKS = "THANKS"
    LANGUAGE = "LANGUAGE"
    RUNNING_LATE = "RUNNING_LATE"
    MY_DATA = "MY_DATA"


_WHOLE = {
    **dict.fromkeys(phrases.LANGUAGES, Intent.LANGUAGE),
    **dict.fromkeys(phrases.QUIT, Intent.QUIT),
    **dict.fromkeys(phrases.BACK, Intent.BACK),
    **dict.fromkeys(phrases.MENU, Intent.MENU),
    **dict.fromkeys(phrases.OPT_IN, Intent.OPT_IN),
    **dict.fromkeys(phrases.OPT_OUT, Intent.STOP),
}
_ANY = re.compile(
    r"\b(?:quem for|whoevers|com qualquer|whos (?:free|available)|con quien sea|quem voces quiserem"
    r"|tanto faz|indiferente|sem preferencia|nao tenho preferencia|qualquer (?:um|uma"
    r"|pessoa|profissional|hora|horario"
    r"|dia|deles|delas|atendente|barbeiro|cabeleireir[ao]|data)|quem (?:estiver|tiver|puder"
    r"|tem|esteja)|(?:o|a) que (?:tiver|estiver)"
    r"|nao importa|voce (?:decide|escolhe)|me da igual|da igual|cualquier(?:a)?"
    r"|sin preferencia|no importa|el que sea|quien sea"
    r"|no tengo preferencia|any(?:one|body)|whoever|whichever|whenever|(?:no"
    r"|dont have a) preference|doesnt matter|does not matter|dont mind"
    r"|any (?:of them|one|time|day|person|barber|stylist|staff|professional)|^either$|either"
    r" (?:one|of them|is fine|works)"
    r"|dont care|no preference)\b"
)
_ANY_WHOLE = frozenset(
    {
        "qualquer",
        "any",
        "cualquiera",
        "indifferent",
        "todos",
        "tanto",
        "quien sea",
        "o primeiro que tiver",
    }
)


def read_intent(text: str, locale: str = "pt-BR") -> Intent | None:
    """What the message asks for, or None when that is not plain."""
    return intent_in(normalize(text, locale))


def intent_in(plain: str, clauses: Sequence[str] = ()) -> Intent | None:
    """The same for text that is normalized already; `clauses` are its parts, where commas are
    known: "hoje não, cancela" cancels."""
    whole = _WHOLE.get(plain) or _WHOLE.get(_without_courtesy(plain)) or _short_answer(plain)
    if whole is not None:
        # Politeness around an opt-out makes it a sentence, and then it is none.
        is_loose_stop = whole == Intent.STOP and plain not in phrases.OPT_OUT
        return None if is_loose_stop else whole
    plain = wishes_respelled(plain)
    if Heard(plain).means(RULES):
        return None
    parts = map(wishes_respelled, clauses) if clauses else (plain,)
    standing = " ".join(without(part, NEGATED) for part in parts)
    heard = Heard(standing)
    for wish in WISHES:
        if heard.means(wish):
            return Intent[wish.intent]
    is_kept = standing != plain and refuses_change(plain) and heard.means(STAYS)
    return Intent.CONFIRM if is_kept else None


def refuses_change(plain: str) -> bool:
    """ "Não precisa remarcar": nothing is moved, cancelled or booked by that."""
    return without(plain, KEPT) != plain


def read_language(text: str, locale: str = "pt-BR") -> str | None:
    """The locale that the whole message asks to be spoken to in."""
    plain = normalize(text, locale)
    return phrases.LANGUAGES.get(plain) or phrases.LANGUAGES.get(_without_courtesy(plain))


def is_any(text: str, locale: str = "pt-BR") -> bool:
    """Whether the writer leaves the choice to us ("tanto faz", "qualquer um")."""
    return any_in(normalize(text, locale))


def any_in(plain: str) -> bool:
    """The same for text that is normalized already."""
    return plain in _ANY_WHOLE or _ANY.search(plain) is not None


def _without_courtesy(plain: str) -> str:
    words = plain.split()
    polite = ("por favor", "please", "obrigado", "gracias")
    ended = next((plain.removesuffix(" " + one) for one in polite if plain.endswith(one)), plain)
    greeted = words and words[0] in ("oi", "ola", "hola", "hi", "hello")
    return ended.partition(" ")[2] if greeted else ended


def _short_answer(plain: str) -> Intent | None:
    """Yes, no, thanks, hello: when nothing else is in the message."""
    if not plain:
        return None
    yes_rest, yeses = phrases.YES_PHRASES.subn(" ", plain)
    no_rest, nos = phrases.NO_PHRASES.subn(" ", plain)
    if _made_of(yes_rest, phrases.YES_WORDS, phrases.COURTESY, has_one=bool(yeses)):
        is_confirmed = {"confirmado", "confirmada"} & set(plain.split())
        return Intent.CONFIRM if is_confirmed else Intent.YES
    if _made_of(no_rest, phrases.NO_WORDS, phrases.COURTESY, has_one=bool(nos)):
        return Intent.NO
    if _made_of(phrases.FAREWELL.sub(" ", plain), phrases.THANKS_WORDS, phrases.THANKS_FILL):
        return Intent.THANKS
    if _made_of(plain, phrases.GREETING_WORDS, phrases.GREETING_FILL):
        return Intent.GREETING
    return None


def _made_of(
    plain: str, telling: frozenset[str], filling: frozenset[str], *, has_one: bool = False
) -> bool:
    words = plain.split()
    return (has_one or any(word in telling for word in words)) and all(
        word in telling or word in filling for word in words
    )
