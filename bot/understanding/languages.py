"""Which language a message is written in, by words that no other of ours has."""

import re
import unicodedata

from bot.understanding.normalize import MAX_READ, listed

_TELLING = {
    "pt-BR": frozenset(
        listed(
            "a no na nos nas do da dos das sao estao tudo mais minhas meus vou vai tenho fazem"
            " abre "
            "abrem aberto abertos fecha quem seu sua posso pode ser qualquer proxima proximo"
            " semana "
            "nao sim oi ola voce vc vcs voces obrigado obrigada obg quero queria gostaria hoje hj "
            "amanha amnh horario horarios depois manha noite marcar agendar remarcar desmarcar "
            "fazer tem preciso quanto custa onde fica pra pro pras com uma bom boa dia meu minha "
            "quinta sexta segunda terca quarta feira ate tambem posso atrasar cheguei cabelo unha "
            "banho qual quais preco precos meio valeu vlw blz que horas ai"
        )
    ),
    "es": frozenset(
        listed(
            "a no semana puede puedes tienes hacen muy tambien pero porque dia esta estan "
            "hola quiero quisiera necesito turno cita tienen hay manana hoy el los las una con y "
            "gracias jueves viernes lunes martes miercoles puedo donde cuanto cuesta precio "
            "despues antes buenos buenas tardes tarde dias para mi porfa usted cuando llego "
            "hora perdon mejor en realidad bano pelo del cancelar si vale dale ayer semana que "
            "viene proximo estoy voy tengo cual abren atienden servicios"
        )
    ),
    "en": frozenset(
        listed(
            "the i you want need like can could would have do does is are please thanks thank hi "
            "hello hey tomorrow today tonight with at for my me on and book booking appointment "
            "haircut how much what when where open close yes no sorry actually monday tuesday "
            "wednesday thursday friday saturday sunday next week after before morning afternoon "
            "evening cancel reschedule im late running to a stop data bath"
        )
    ),
}
_SHARED = {
    word
    for locale, words in _TELLING.items()
    for word in words
    if any(word in others for other, others in _TELLING.items() if other != locale)
}
_WORDS = re.compile(r"[a-zñ]+")
_ENOUGH = 2  # telling words more than those of the expected language


def guess_language(text: str, locale: str) -> str:
    """The locale of the message; `locale`, which is expected, unless it is plainly another."""
    folded = unicodedata.normalize("NFKD", text[:MAX_READ].casefold())
    words = _WORDS.findall("".join(letter for letter in folded if letter.isascii()).casefold())
    scores = {
        name: sum(word in telling and word not in _SHARED for word in words)
        for name, telling in _TELLING.items()
    }
    expected = scores.get(locale, 0)
    best = max(scores, key=lambda name: (scores[name], name == locale))
    few = len(words) <= 3
    return best if scores[best] >= expected + (1 if few and not expected else _ENOUGH) else locale
