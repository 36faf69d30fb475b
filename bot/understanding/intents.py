"""What a message asks for, by rules that would rather say nothing than be wrong."""

import re
from enum import StrEnum

from bot.understanding import phrases
from bot.understanding.normalize import normalize


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


_WHOLE = {
    **dict.fromkeys(phrases.LANGUAGES, Intent.LANGUAGE),
    **dict.fromkeys(phrases.QUIT, Intent.QUIT),
    **dict.fromkeys(phrases.BACK, Intent.BACK),
    **dict.fromkeys(phrases.MENU, Intent.MENU),
    **dict.fromkeys(phrases.OPT_IN, Intent.OPT_IN),
    **dict.fromkeys(phrases.OPT_OUT, Intent.STOP),
}
_VISIT = (
    r"(?:horario|hora|agendamento|atendimento|consulta|reserva|visita|sessao|cita|turno"
    r"|appointment|booking|visit)s?"
)
_NEGATED = re.compile(
    r"\b(?:nao|no|dont|do not|not) (?:\w+ ){0,2}?(?:cancel\w*|desmarc\w*|remarc\w*|reagend\w*"
    r"|agend\w*|marcar|reservar|mudar"
    r"|confirm\w*|book|reschedule|cambiar)\b"
)
_NOT_CONFIRMED = re.compile(r"\b(?:nao|no|not|cant) (?:\w+ ){0,2}?(?:confirm\w*|vou|voy|irei)\b")
# In order: the first that is found counts.
_SENTENCES: tuple[tuple[Intent, re.Pattern[str]], ...] = tuple(
    (intent, re.compile(rf"\b(?:{pattern})\b"))
    for intent, pattern in (
        (
            Intent.HUMAN,
            r"atendente|humano|ser humano|pessoa de verdade|pessoa real|(?:falar"
            r"|conversar) com (?:alguem|uma pessoa|um"
            r" (?:humano|atendente)|o (?:dono|gerente)|a (?:dona|gerente|recepcao|equipe)"
            r"|voce|gente)"
            r"|falar com voces|hablar con (?:alguien|una persona|un (?:agente|humano|asesor)"
            r"|el encargado)|agente|asesor"
            r"|(?:talk|speak|chat) (?:to|with) (?:a |an |some)?(?:human|person|someone|one"
            r"|agent|people|somebody)"
            r"|human|real person|representative",
        ),
        (
            Intent.CANNOT_COME,
            r"nao (?:vou|vo) (?:mais )?(?:poder|conseguir|dar)|nao posso (?:mais )?ir"
            r"|nao consigo (?:mais )?ir|nao poderei"
            r"|nao vai dar|nao vou mais|nao da mais|nao vou ir|nao irei|nao tenho como ir"
            r"|nao posso (?:hoje|amanha)"
            r"|(?:cant|cannot|wont|will not) (?:make it|come|be there)|wont be able"
            r"|not be able to (?:come|make)"
            r"|no (?:puedo|podre) (?:ir|asistir|llegar)|no (?:voy a|podre|vou a) poder"
            r"|no podre|surgiu um imprevisto"
            r"|tive um imprevisto",
        ),
        (
            Intent.RESCHEDULE,
            r"remarc\w+|reagend\w+|reprogramar|reagendar|reschedul\w*|adiar|antecipar"
            r"|posponer|postpone"
            rf"|(?:mudar|trocar|alterar|transferir|passar|mover|cambiar|modificar|change"
            rf"|move) (?:(?:o|a|de|meu|minha|mi|el|la|my|the) )*{_VISIT}"
            r"|(?:mudar|trocar|alterar|cambiar) (?:o |a |de |el |la )?(?:dia|data|fecha)"
            r"|change the (?:day|date|time)",
        ),
        (
            Intent.CANCEL,
            r"cancelar|cancela|cancele|cancelo|cancelamento|desmarcar|desmarca|desmarque"
            r"|desmarco|cancel|anular"
            r"|cancelacion|call off",
        ),
        (
            Intent.MY_APPOINTMENTS,
            rf"(?:meu|minha|meus|minhas|mi|mis|my) (?:proxim[ao]s? |next |upcoming )?{_VISIT}"
            r"|tenho (?:algo|algum horario|alguma coisa|horario) (?:marcad|agendad)\w+"
            r"|(?:esta|ta) marcado (?:para|que)"
            r"|o que (?:eu )?(?:tenho|esta) (?:marcado|agendado)|quando (?:e|eu tenho) (?:o )?meu"
            r"|que horas? (?:e|esta) marcad\w|when is my",
        ),
        (
            Intent.CONFIRM,
            r"confirmo|confirmado|confirmada|confirmad[ao]s|pode confirmar|quero confirmar"
            r"|confirmar|confirma|confirmed|confirm"
            r"|(?:estarei|estaremos|vou estar) (?:ai|la)|presenca confirmada|vou sim|eu vou"
            r"|irei sim|estare (?:ahi|alli)"
            r"|alli estare|ahi estare|(?:ill|i will) be there|see you (?:there|then)",
        ),
        (
            Intent.PRICES,
            r"precos?|valor(?:es)?|quanto (?:custa|e|fica|ta|esta|sai|cobra|voce cobra|que e"
            r"|seria|vale|que custa)\w*|tabela"
            r"|precios?|cuanto (?:cuesta|sale|vale|cobran|es|esta|cuestan)|how much|prices?"
            r"|pricing|costs?|price list|tarifas?",
        ),
        (
            Intent.HOURS,
            r"horarios? de (?:funcionamento|atendimento|atencion|apertura)|(?:que horas?"
            r"|quando|ate que horas?) (?:voce |e que )?(?:abre|fecha|abrem"
            r"|fecham|funciona|funcionam|atende|atendem)\w*|(?:voce )?(?:abre|abrem"
            r"|esta aberto|estao abertos|atendem|funciona) (?:hoje|amanha|de|no|na|aos|ao|em"
            r"|sabado|domingo|segunda|feriado)s?"
            r"|ate que horas?|(?:a que hora|cuando|hasta que hora) (?:abren?|cierran?"
            r"|atienden)|abren (?:hoy|manana|los|el)"
            r"|opening hours|business hours|(?:what time|when) do you (?:open|close)"
            r"|are you open|do you open",
        ),
        (
            Intent.ADDRESS,
            r"endereco|onde (?:fica|e|voce fica|ficam|esta|voce esta|estao)|localizacao"
            r"|como (?:eu )?(?:chego|chegar|faco para chegar)"
            r"|qual (?:a |e a )?rua|direccion|donde (?:estan?|queda|quedan|se encuentran)"
            r"|ubicacion|como llego"
            r"|address|where are you|where is it|location|directions|how do i get there",
        ),
        (
            Intent.BOOK,
            r"(?:agendar|agenda|agende|marcar|marca|marque|reservar|reserva|reserve"
            r"|agendamento|agendo)(?: (?:um|uma|o|a|para|horario))*"
            r"|(?:quero|queria|gostaria de|preciso de?|posso|da para|tem como|consegue"
            r"|vim) (?:fazer |cortar|pintar|um horario|uma hora|hora|horario|encaix\w+)"
            r"|(?:tem|teria|ha|tens|voce tem|existe) (?:algum |alguma )?(?:horarios?|vagas?"
            r"|hora|encaixe|agenda|disponibilidade|corte|disponivel)"
            r"|horarios? (?:livres?|disponive\w+|vagos?)|novo agendamento|pedir (?:hora|turno"
            r"|cita)|sacar (?:hora|turno|cita)"
            r"|(?:quiero|quisiera|necesito|me gustaria|puedo) (?:hacer |pedir |sacar "
            r"|tomar )?(?:una? )?(?:cita|turno|hora|reserva\w*|agendar)"
            r"|hay (?:turnos?|citas?|horas?|lugar|disponibilidad)|tienen (?:turnos?|citas?"
            r"|horas?|lugar|disponibilidad)"
            r"|book|booking|make an appointment|(?:want|need|like|get) an appointment"
            r"|schedule|any availability|any openings?"
            r"|(?:do you have|is there) (?:any(?:thing)? )?(?:slots?|times?|openings?"
            r"|availability|free)",
        ),
        (
            Intent.SERVICES,
            r"(?:quais|que|ver|os|lista de|quais sao os) (?:sao )?(?:os )?(?:seus "
            r"|teus )?servicos|servicos|o que voce (?:faz|fazem|oferece\w*|tem)"
            r"|que servicios|servicios|que (?:hacen|ofrecen)|services|what do you (?:offer|do)",
        ),
    )
)
_NOT_BOOKING = re.compile(
    r"\b(?:ja|esta|ta|estava|foi|tinha|eu) (?:agendad[ao]|marcad[ao]|reservad[ao])\b"
    r"|\bagenda (?:cheia|lotada)\b"
)
_ANY = re.compile(
    r"\b(?:tanto faz|indiferente|sem preferencia|nao tenho preferencia|qualquer (?:um|uma"
    r"|pessoa|profissional|hora|horario"
    r"|dia|deles|delas|atendente|barbeiro|cabeleireir[ao]|data)|quem (?:estiver|tiver|puder"
    r"|tem|esteja)|(?:o|a) que (?:tiver|estiver)"
    r"|nao importa|voce (?:decide|escolhe)|me da igual|da igual|cualquier(?:a)?"
    r"|sin preferencia|no importa|el que sea|quien sea"
    r"|no tengo preferencia|any(?:one|body)|whoever|whichever|whenever|(?:no"
    r"|dont have a) preference|doesnt matter|does not matter|dont mind"
    r"|any (?:of them|one|time|day|person|barber|stylist|staff|professional)|either(?: one)?"
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


def intent_in(plain: str) -> Intent | None:
    """The same for text that is normalized already."""
    whole = _WHOLE.get(plain) or _WHOLE.get(_without_courtesy(plain)) or _short_answer(plain)
    if whole is not None:
        # Politeness around an opt-out makes it a sentence, and then it is none.
        is_loose_stop = whole == Intent.STOP and plain not in phrases.OPT_OUT
        return None if is_loose_stop else whole
    is_negated = _NEGATED.search(plain) is not None
    for intent, pattern in _SENTENCES:
        if not pattern.search(plain):
            continue
        if intent == Intent.CONFIRM and _NOT_CONFIRMED.search(plain):
            return None
        if intent == Intent.BOOK and _NOT_BOOKING.search(plain):
            continue
        if is_negated and intent in (Intent.RESCHEDULE, Intent.CANCEL, Intent.CONFIRM, Intent.BOOK):
            return None
        return intent
    return None


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
    if _made_of(plain, phrases.THANKS_WORDS, phrases.THANKS_FILL):
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
