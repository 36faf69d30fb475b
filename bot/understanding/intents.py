"""What a message asks for, by plain rules that are rarely wrong."""

import re
from enum import StrEnum


class Intent(StrEnum):
    """What a customer wants of the front desk."""

    BOOK = "BOOK"
    RESCHEDULE = "RESCHEDULE"
    CANCEL = "CANCEL"
    MY_APPOINTMENTS = "MY_APPOINTMENTS"
    CANNOT_COME = "CANNOT_COME"
    CONFIRM = "CONFIRM"
    YES = "YES"
    NO = "NO"
    PRICES = "PRICES"
    SERVICES = "SERVICES"
    ADDRESS = "ADDRESS"
    HOURS = "HOURS"
    HUMAN = "HUMAN"
    GREETING = "GREETING"
    THANKS = "THANKS"


WANTS = Intent  # reads as a sentence in the table below

# The first that fits wins, so the narrow ones stand before the wide ones.
_RULES: tuple[tuple[Intent, str], ...] = (
    (
        WANTS.CANNOT_COME,
        r"nao (vou (mais )?(poder|conseguir)( ir)?|posso (mais )?ir|consigo (mais )?ir|poderei|vai "
        r"dar|da mais|vou mais)|cant (make it|come)|cannot (make it|come)|wont make it|"
        r"no (puedo ir|voy a poder|podre)",
    ),
    (
        WANTS.RESCHEDULE,
        r"remarcar|remarca|reagendar|reagenda|mudar (o |meu |de |a )*(horario|hora|dia|data)|"
        r"trocar (o |meu |de )*(horario|hora|dia|data)|adiar|antecipar|alterar (o |meu )*(horario|"
        r"agendamento)|passar (o |meu )*horario|reschedul\w*|move my|change my|reprogramar|cambiar "
        r"(la |mi |de )*(cita|hora|horario|dia)|postpone",
    ),
    (
        WANTS.CANCEL,
        r"cancelar|cancela|cancelo|cancele|desmarcar|desmarca|cancel|anular (la |mi )*cita",
    ),
    (
        WANTS.MY_APPOINTMENTS,
        r"(meus?|minhas?) (horarios?|agendamentos?|reservas?|consultas?|marcac\w+)|"
        r"que horas? (e|eh) (o )?meu|quando (e|eh) (o )?meu|qual (e |eh )?(o )?meu horario|"
        r"tenho (algum )?(horario|agendamento|consulta) (marcad|agendad)\w*|"
        r"my (appointments?|bookings?)|mis (citas?|reservas?)|mi cita",
    ),
    (
        WANTS.HUMAN,
        r"(falar|conversar|atendimento) (com|humano)( .*)?|atendente|humano|uma pessoa|alguem da "
        r"equipe|pessoa de verdade|speak (to|with)|talk (to|with)|human|agent|real person|hablar "
        r"con( .*)?|una persona|asesor",
    ),
    (
        WANTS.PRICES,
        r"precos?|valor(es)?|quanto (custa|e|eh|fica|sai|cobra\w*|esta)|tabela|how much|prices?|"
        r"cost|cuanto (cuesta|vale|sale|es)|precios?",
    ),
    (
        WANTS.HOURS,
        r"(que|qual|quais) (o |os )?horarios? de (funcionamento|atendimento)|horario de "
        r"funcionamento|que horas? (abre\w*|fecha\w*|funciona\w*)|(abre\w*|atende\w*|funciona\w*) "
        r"(aos?|no|na|hoje|amanha|sabado|domingo|feriado|ate|que horas?)\b.*|esta[o]? abert[oa]s?|"
        r"opening hours|are you open|what time do you (open|close)|a que hora (abren|cierran)",
    ),
    (
        WANTS.ADDRESS,
        r"endereco|onde (fica\w*|e|eh|voces (ficam|estao))|localizacao|como (chego|chegar)|"
        r"where are you|address|location|direccion|donde (estan|queda|esta)",
    ),
    (
        WANTS.SERVICES,
        r"(quais|que) (sao )?(os )?servicos|servicos|o que voces fazem|what services|services|"
        r"que servicios|servicios",
    ),
    (
        WANTS.BOOK,
        r"(quero|queria|gostaria de|preciso|posso|da para|vamos|pode|consigo)?\s*(agendar|marcar|"
        r"marca|agenda|reservar|encaixar|encaixe)( .*)?|(tem|teria|ha|haveria) (algum )?(horario|"
        r"vaga|hora|disponib\w+|encaixe)( .*)?|(quero|queria|preciso de) (um |uma )?(horario|hora)"
        r"( .*)?|fazer (um |uma |o |a )?\w+|cortar (o )?cabelo|book( .*)?|(make|schedule) an? "
        r"appointment|appointment|(quiero|quisiera|me gustaria) (una cita|reservar|agendar)( .*)?|"
        r"hay (hora|cita|turno)( .*)?|una cita|pedir (hora|cita)",
    ),
    (
        WANTS.CONFIRM,
        r"confirm(o|ad[oa]|ar|a)?|esta confirmado|estarei (la|ai)|vou sim|vou estar (la|ai)|"
        r"i will be there|ill be there|confirmed|ahi estare",
    ),
)
_WHOLE: tuple[tuple[Intent, str], ...] = (
    (
        WANTS.NO,
        r"nao|nop|nope|negativo|nao (quero|obrigad[oa]|precisa)|no|no thanks|no gracias|nem|jamais",
    ),
    (
        WANTS.YES,
        r"(sim|ok|okay|okey|claro|isso|isso mesmo|certo|certinho|pode|pode ser|pode sim|beleza|"
        r"perfeito|fechado|combinado|com certeza|positivo|uhum|aham|esta bom|esta otimo|otimo|bora|"
        r"manda|s|yes|yeah|yep|yup|sure|si|vale|dale|de acuerdo|correcto|quero|quero sim|por favor|"
        r"sim por favor|perfect|great|sim sim|sim pode( ser)?|ok pode( ser)?|exato|confirmar)",
    ),
    (
        WANTS.GREETING,
        r"(oi+e*|ola+|opa|eai|e ai|hey|hi|hello|hola|bom dia|boa tarde|boa noite|good (morning|"
        r"afternoon|evening)|buen(os|as) (dias|tardes|noches)|alo|tudo (bem|bom)|como vai|salve)"
        r"( (oi+|ola|bom dia|boa tarde|boa noite|tudo (bem|bom|certo)|pessoal|gente|tudo))*",
    ),
    (
        WANTS.THANKS,
        r"((muito )?obrigad[oa]( .{0,25})?|valeu( .{0,15})?|agradeco|gratidao|thanks?( you)?"
        r"( .{0,20})?|muchas gracias|gracias|brigadao|show|top|ate (mais|la|logo|amanha)|tchau|bye|"
        r"beijos|abraco)",
    ),
)
_COMPILED = tuple((intent, re.compile(rf"\b(?:{rule})\b")) for intent, rule in _RULES)
_COMPILED_WHOLE = tuple((intent, re.compile(rf"(?:{rule})")) for intent, rule in _WHOLE)
_MANNERS = re.compile(
    r"^(?:(?:oi+e*|ola|opa|hi|hello|hey|hola|bom dia|boa tarde|boa noite|tudo (?:bem|bom)|"
    r"por favor|please|good (?:morning|afternoon|evening)|buen[oa]s (?:dias|tardes|noches))\s+)+"
)


def read_intent(words: str) -> Intent | None:
    """The wish in normalised words; None when there is none that is clear.

    YES, NO, GREETING and THANKS only as the whole message; the others anywhere in it.
    """
    for intent, pattern in _COMPILED_WHOLE:
        if pattern.fullmatch(words):
            return intent
    rest = _MANNERS.sub("", words)
    for intent, pattern in _COMPILED_WHOLE[:2]:
        if pattern.fullmatch(rest):
            return intent
    return next((intent for intent, pattern in _COMPILED if pattern.search(rest)), None)
