"""What a whole message asks for, by the names that callers outside know."""

import re

from bot.understanding.contrast import Said, clauses_of
from bot.understanding.intents import Intent, intent_in
from bot.understanding.normalize import normalize
from bot.understanding.patterns import Heard
from bot.understanding.wishes import ASIDE, LAST_RESORT, RULES

INTENTS = (
    *("book", "correct", "reschedule", "cancel", "my_appointments", "confirm", "yes", "no"),
    *("price", "services", "hours", "address", "human", "running_late", "greeting", "thanks"),
    *("opt_out", "opt_in", "my_data", "none"),
)
# Nothing of the shop is named in these, whatever the words look like.
ASKS_FOR_NOTHING = frozenset(
    {"confirm", "yes", "no", "greeting", "thanks", "opt_out", "opt_in", "my_data", "human"}
    | {"services", "address"}
)
_NAMES = {
    Intent.BOOK: "book",
    Intent.RESCHEDULE: "reschedule",
    Intent.CANCEL: "cancel",
    Intent.CANNOT_COME: "cancel",
    Intent.MY_APPOINTMENTS: "my_appointments",
    Intent.CONFIRM: "confirm",
    Intent.YES: "yes",
    Intent.NO: "no",
    Intent.QUIT: "no",
    Intent.PRICES: "price",
    Intent.SERVICES: "services",
    Intent.HOURS: "hours",
    Intent.ADDRESS: "address",
    Intent.HUMAN: "human",
    Intent.RUNNING_LATE: "running_late",
    Intent.GREETING: "greeting",
    Intent.THANKS: "thanks",
    Intent.STOP: "opt_out",
    Intent.OPT_IN: "opt_in",
    Intent.MY_DATA: "my_data",
}
_PAST = re.compile(
    r"\b(?:ama|amam|adora|adoram|gosta|loves|likes|cortei|pintei|hice"
    r"|amou|amei|adorou|adorei|ficou|gostei|gostou|caiu|fizeram|cortaram|deixaram|cayo|broke"
    r"|fui|fomos|fiz|voltou|saiu|comecou|terminou|acabou|vomitou|machucou|arranhou|perdeu|quebrou"
    r"|salio|volvio|termino|empezo|regreso|came|got|loved|liked|was"
    r"|were|went|enjoyed|encanto|quedo|quede|fue|estuvo|gusto"
    r"|^(?:(?:oi|ola|hola|hi) )?(?:quem|quien|who|whose|porque|por que|why)"
    r"|que (?:calor|frio|chuva|saudade|lindo|linda|delicia|pena|lluvia)|nice weather)\b"
)


def is_no_wish(plain: str) -> bool:
    """ "Minha filha amou o corte", "quem vai me atender?": a story or a question, no wish."""
    return _PAST.search(plain) is not None


def at_least(plain: str) -> str:
    """What a message that asks for nothing else still is: a no, a yes, thanks, a greeting."""
    heard = Heard(plain)
    if heard.means(ASIDE) or heard.means(RULES):
        return "none"
    meant = next((wish.intent for wish in LAST_RESORT if heard.means(wish)), "")
    return _NAMES[Intent[meant]] if meant else "none"


def asks_aside(plain: str) -> bool:
    """Whether the message asks about a service or a rule (how long, how to pay, what if I
    cancel), and for none."""
    heard = Heard(plain)
    return heard.means(ASIDE) or heard.means(RULES)


_MY_VISIT = re.compile(
    r"\b(?:meu|minha|mi|my) (?:horario|agendamento|reserva|consulta|cita|turno|appointment|booking"
    r"|visita|hora)\b"
)
_INTO_IT = re.compile(
    r"\b(?:add|acrescent\w+|adicion\w+|inclui\w*|inclua|agregar|anadir|sumar) (?:\w+ ){1,6}?"
    r"(?:to it|to my|n[oa] (?:meu|minha)|ao meu|a minha|a mi|al turno|nele|nela)\b"
)


def changes_a_visit(said: Said) -> bool:
    """Another service in a visit that stands: "posso incluir a barba no meu horário?"."""
    is_exchange = said.is_instead and _MY_VISIT.search(said.plain) is not None
    return is_exchange or _INTO_IT.search(said.plain) is not None


def asks_about_rules(plain: str) -> bool:
    """Whether the message asks how or until when one may cancel, and cancels nothing."""
    return Heard(plain).means(RULES)


def intent_of(text: str, said: Said, locale: str) -> str:
    """One of `INTENTS`; a correction that names nothing new is not known here."""
    intent = intent_in(normalize(text, locale), clauses_of(text, locale))
    if said.is_correction and intent in (None, Intent.BOOK):
        return _corrected(said, intent)
    return _NAMES.get(intent, "none") if intent else "none"


def _corrected(said: Said, intent: Intent | None) -> str:
    """Somebody who corrects himself in the same breath still wants to book."""
    is_booking = intent == Intent.BOOK and said.head and intent_in(said.head) == Intent.BOOK
    return "book" if is_booking else "none"
