"""What an answer may not promise without a source: gifts, discounts, a day when there is room.

All in texts that `bot.assistant.claims.fold` has made plain. A question promises nothing, nor
does one who says not to know.
"""

import re
from collections.abc import Iterable

_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
_UNSURE = re.compile(
    r"\b(?:nao (?:sei|tenho|encontrei|achei|posso)|no (?:se|tengo|encontre|puedo)"
    r"|(?:don'?t|do not) (?:know|have)|can'?t|not sure|se (?:ha|tem|houver|temos)|if there)\b"
)
_FREE = re.compile(
    r"\b(?:gratis|gratuit[oa]s?|de graca|cortesias?|sem (?:custo|cobrar|pagar)|nao (?:custa|paga"
    r"|cobramos)(?: nada)?|por (?:nossa )?conta da casa|sin (?:costo|cargo|cobrar)|regalo"
    r"|free of charge|for free|is free|are free|at no cost|on the house|no charge)\b"
)
_LESS = re.compile(
    r"\b(?:descontos?|promoc(?:ao|oes|ion|iones)|pela metade|metade do (?:preco|valor)"
    r"|meia entrada|mitad del? (?:precio|valor)|descuentos?|half (?:the )?price"
    r"|discount(?:s|ed)?)\b"
)
_BACK = re.compile(r"\b(?:cashback|reembols\w+|estorn\w+|refund\w*)\b")
_ROOM = re.compile(
    r"\b(?:vagas?|horarios?|encaixes?|livres?|disponive(?:l|is)|abert[oa]s?|abrimos|abre"
    r"|funciona(?:mos)?|atende(?:mos)?|turnos?|cupos?|huecos?|libres?|disponibles?|abiert[oa]s?"
    r"|atendemos|slots?|available|openings?|open|(?<!feel )free)\b"
)
_DAY_NAME = re.compile(
    r"\b(?:hoje|amanha|segunda|terca|quarta|quinta|sexta|sabados?|domingos?|seg|ter|qua|qui|sex"
    r"|sab|dom|hoy|manana|lunes|martes|miercoles|jueves|viernes|today|tomorrow"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b"
)


def promised(plain: str, known: str, *, is_about_times: bool) -> Iterable[str]:
    """What `plain` promises though nothing like it stands in `known`. `is_about_times`: free
    times or opening hours were looked at."""
    for match in _SENTENCE.finditer(plain):
        sentence = match[0].strip()
        if sentence.endswith("?") or _UNSURE.search(sentence):
            continue
        for pattern in (_FREE, _LESS, _BACK):
            given = pattern.search(sentence)
            if given and not pattern.search(known):
                yield given[0]
        if not is_about_times and not _DAY_NAME.search(known) and _ROOM.search(sentence):
            day = _DAY_NAME.search(sentence)
            if day:
                yield day[0]
