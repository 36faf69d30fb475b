"""What customers call a service, in one word for all languages.

"Cortar o cabelo", "corte de pelo" and "haircut" all become "corte", in the message and in the
names of the shop alike, so that a price list in one language answers in three.
"""

import re
from functools import lru_cache

from bot.understanding.normalize import normalize

PETS = (
    r"(?:cachorr(?:o|a|inho|inha)s?|cadela|cao|caes|gat(?:o|a|inho|inha)|pet|bichinho|bichano"
    r"|filhote"
    r"|dog(?:gy|go)?s?|pup(?:py)?|cats?|kitt(?:en|y)|doguinh[oa]|poodle|shih ?tzu|pug|labrador"
    r"|perr(?:o|a|ito|ita)|mascota|coelho|passarinho)"
)
_AS_SAID = r"\g<0>"  # the word stays: a shop may have a service of just that name
_HAIR = r"(?: (?:o|os|meu|el|mi|my|the) )?(?: ?(?:cabelos?|cabelinho|pelo|cabello|hair))?"
_SAID: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), word)
    for pattern, word in (
        (
            r"(?:eye)?brows? (?:wax\w*|thread\w*|shap\w*|tint\w*|trim)|(?:wax|shape|thread) my"
            r" (?:eye)?brows",
            "sobrancelha",
        ),
        (
            r"beard trim|trim my beard|beard|barbear|shave|afeitar(?:me|se)?|afeitado|barbinha",
            "barba",
        ),
        (
            rf"(?:corte|cortar|hair ?cut|trim|cut)(?: (?:d?o )?pelo)? (?:d[oae]|para|for|a|al|del)"
            rf" (?:(?:o|a|el|la|meu|minha|mi|my|nosso|nossa) )?(?={PETS}\b)"
            r"|(?<=bath and )(?:a )?(?:hair ?cut|trim|cut)|(?<=bath )trim"
            r"|(?<=banho e )(?:um )?corte(?! (?:de cabelo|masc|fem|inf))"
            r"|(?<=bano y )(?:un )?corte(?! de (?:pelo|cabello|unas))",
            "tosa ",
        ),
        (r"groom(?:ing|ed)?|tosar|toza|tosinha|tosquia\w*|peluqueria canina|dog haircut", "tosa"),
        (
            rf"{PETS}s? nails?|nails? (?:for|of|on) (?:my |the )?{PETS}"
            rf"|unh?as? (?:d[oae]l?|para) (?:(?:o|a|meu|minha|mi|el|la) )?{PETS}",
            "corteunha",
        ),
        (
            r"(?:cort(?:ar|e)(?:le|lhe)?|aparar|clip|trim)(?: (?:a|as|de|las|the|his|her|its"
            r"|my dogs))?"
            r" (?:unhas?|unas|nails?)|nail (?:trim|clip)\w*",
            "corteunha",
        ),
        (
            rf"cabelo (?=e (?:a )?barba)|(?<=barba e )cabelo|(?<=barba e no )cabelo"
            rf"|(?<=barba e o )cabelo|cortar(?:me|le|se)?(?! (?:a |as |o |la"
            rf" |las )?(?:barba|unhas?|unas)){_HAIR}"
            rf"|corte de (?:cabelo|pelo|cabello)|hair ?cuts?|hair trim"
            rf"|trim"
            rf"|(?:get|have|got) my hair cut|cortes|cortinho|dar um corte|cut my hair|cut",
            "corte",
        ),
        (
            r"blow ?dr(?:y|ied|ying)|blow ?outs?|brushing|cepillado|secado|escovar|escovinha",
            "escova",
        ),
        (r"hydration|hydrating|hidratacion|hidratar|hair treatment|hidratante", "hidratacao"),
        (
            rf"pintar{_HAIR}|tingir{_HAIR}|tintura|tinte|tenir(?:me)?{_HAIR}|hair colou?r(?:ing)?"
            rf"|colou?ring|colou?r|coloracion|dye my hair|hair dye|dye|(?:my )?hair dyed|dyed"
            rf"|colorir",
            "coloracao",
        ),
        (r"mechas|highlights|reflejos|reflexos|balayage|luces", "luzes"),
        (r"alisamento|alisado|keratina?|(?:hair )?straightening|progresiva", "progressiva"),
        (
            r"(?:fazer |hacer )?(?:as? |las )?unhas? d[oe]s? pes?|(?:el |os? )?pes? (?=e (?:a "
            r"|as )?m[a]o)"
            r"|pes|pies|pedicura|pedicuri|toe ?nails|toes|pezinho|(?<=maos e )pe"
            r"|pe (?=(?:e (?:a )?)?mao)|(?<=mao e )pe"
            r"|(?<=mao e o )pe|(?<=mao e do )pe|(?<=mao e no )pe"
            r"|(?:fazer|para) (?:o )?pe|(?:(?<=mani )|(?<=mani and )|(?<=\ba )|(?<=\bmy ))pedi",
            "pedicure ",
        ),
        (
            r"(?:fazer |hacer(?:me)? )?(?:as? |las )?unhas? d[ae]s? m[ao]os?|unhas?|unas|manos"
            r"|maos?"
            r"|manicura|manicuri|fingernails|nails",
            "manicure",
        ),
        (
            r"(?:(?:fazer|retocar|pintar|hacer(?:me)?|touch up) )?(?:(?:a|as|o|las?|my"
            r"|mi) )?(?:minhas? )?"
            r"(?:raiz(?:es)?|raices|roots?)(?: touch ?up)?|retoque(?: d[ea] (?:cor|tinta))?",
            rf"coloracao {_AS_SAID}",
        ),
        (
            r"ombres?|babylights?|californianas?|foils?|morena iluminada|mechinhas",
            rf"luzes {_AS_SAID}",
        ),
        (
            r"fade|buzz ?cut|degrade|cort(?:ar|e) (?:n?a )?franja|bangs|flequillo",
            rf"corte {_AS_SAID}",
        ),
        (r"cavanhaque|bigodes?|goatee|mustache|bigote", rf"barba {_AS_SAID}"),
        (r"cuticulas?|francesinha|esmaltacao|(?:gel )?polish|esmaltado", rf"manicure {_AS_SAID}"),
        (
            r"bucos?|axilas?|virilhas?|pernas? inteiras?|meia perna|bikini wax|brazilian|bozo"
            r"|piernas (?:completas|enteras)",
            rf"depilacao {_AS_SAID}",
        ),
        (r"antirrabica|anti rabica|rabies|v8|v10|triple felina", rf"vacina {_AS_SAID}"),
        (r"eyebrows?|brows?|cejas?|s[ou]m?brancelhas?", "sobrancelha"),
        (r"wax(?:ing|ed)?|depilar(?:me|se)?|depilacion|depilation|hair removal", "depilacao"),
        (r"massages?|masajes?|massagens|massagear|masage", "massagem"),
        (r"relax(?:ing|ation)|relajante|relajacion", "relaxante"),
        (
            r"facial cleans?ing|facial|limpieza (?:facial|de (?:cutis|piel|cara))|limpeza facial"
            r"|skin clean\w*|limpesa de pele",
            "limpeza pele",
        ),
        (
            r"baths?|bathed|bano|banos|banar(?:lo|la|se)?|banhos?|banhar|banhinho"
            r"|wash my dog",
            "banho",
        ),
        (
            r"vet (?:appointment|visit|check ?up|consultation)|veterinari[oa]|vet|check ?up",
            "veterinaria",
        ),
        (
            r"vaccin\w+|vacunas?|vacunar(?:lo|la|se)?|vacinas?|vacinar|vacinacao|jabs?|shots?",
            "vacina",
        ),
        (
            r"kids?(?= (?:hair|cut|trim|corte))|(?<=for )kids|childrens?|childs|ninos|infantiles"
            r"|de crianca",
            "infantil",
        ),
        (r"mens?|hombres?|caballeros?|male|de homem|masc", "masculino"),
        (r"womens?|ladies|mujer(?:es)?|female|de mulher|fem", "feminino"),
    )
)


def in_own_words(plain: str) -> str:
    """Normalized text with every way to call a service replaced by one."""
    for pattern, word in _SAID:
        plain = pattern.sub(f"{word} ", plain)
    return " ".join(plain.split())


@lru_cache(maxsize=4096)
def own_name(name: str) -> str:
    """The name of a service in the same words."""
    return in_own_words(normalize(name, ""))
