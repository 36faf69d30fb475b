"""What is left: a no, a yes, thanks and a greeting among other words, and questions aside."""

from bot.understanding.patterns import Wish, wish

# What is meant where nothing else is, by the first that fits.
LAST_RESORT: tuple[Wish, ...] = (
    wish(
        "NO",
        """
        ^ (nao|no|nope|nah|not|nop)
        ^ (forget it|deixa para la|deixa quieto|olvidalo|dejalo|never mind|nevermind)
        (nenhum|nenhuma|nenhum deles|ninguno|ninguna|none|neither) (dess*|dest*|deles|delas|
            d[aeo]s?|
            of|me|serve|sirve|works?|$)
        (nao|no) (me)? (serve|queda|viene|cuadra|acomoda|convence|gostei|gosto|rola|da|posso|sirve|
            gusta|puedo|quero|quiero|convem)
        (cant|doesnt work|wont work|dont want|not interested|no good)
        """,
        """
        {no} ~ {late}
        {have_you} ~ (mais|mas|outr*|otr*|other|another|earlier|later)
        {no} ~ (sei|entendi|entendo|funciona|recebi|chegou|apareceu|consegui*|lembro|se|entiendo|
            entendi|funciona|know|understand|sure|work on|receive|remember|vi|achei|encontr*)
        """,
    ),
    wish(
        "YES",
        """
        ^ isso !(e|foi|ta|esta|vai|nao|tem|era|sao|la)
        ^ (sim|si|yes|yep|yeah|ok|okay|claro|perfeito|perfecto|perfect|otimo|beleza|fechado|
            combinado|sure|great|vale|dale)
        """,
        """
        {no}
        (mas|pero|but|porem|so que)
        """,
    ),
    wish("THANKS", "{thanks}"),
    wish("GREETING", "^ {hello}", "{want}\n{could}\n{have_you}\n(vi|vim|saw|meu|minha|my|mi)"),
)

# Questions about something else, in which a service is named but not wished for.
ASIDE = wish(
    "NONE",
    """
    {aside}
    (precisa|preciso|posso|pode|tem que|tenho que|hay que|puedo|tengo que|should i|can i|
            do i need to|devo) ~ (levar|trazer|ir com|chegar antes|lavar|raspar|llevar|bring|
            wash|come with|comer)
    (qual|which|what|cual) ~ (diferenca|diferencia|difference|melhor para|recomenda*|indicad*)
    {still_works}
    (tem|ha|hay|is there|are there|is that) (algum|alguma|algun|any|a)? (problema|problem|escada*|
        elevador|rampa|escalera*|ascensor|lift|elevator|stairs|banheiro|bano publico) $
    (que pasa|acontece|what happens|que sucede|ocurre) (se|si|if)
    (que|quais|which|what|cuales) (profission*|profesional*|stylists?|barbers?|barbeir*)
    (no cio|en celo|in heat)
    (se|si|if|caso) (eu|yo|i|a gente)? {no} (gost*|curt*|like*|gust*|agrad*|love|ficar|quedar|
        happy|satisf*)
    (de graca|gratis|gratuit*|free of charge|for free)
    (ta|esta|is|are|estao|estan) ~ (ferias|licenca|vacation|leave|vacaciones|folga|working|
        trabalhando|trabajando)
    (e|is|es|sao) (bo[am]|boazinha|bons|boas|good|buen[oa]) (de|em|com|at|with|en|con|para)
    (pode|posso|podemos|can|puede|puedo|podemos) ~~ (junto|comigo|conmigo|along|with me|
        acompanha*|acompan*|acompanhante)
    (ja|ya|is|are|ta|esta|estan) ~ (pront[oa]|ready|done|list[oa]|terminou|acabou|finished)
    (posso|can i|puedo|ja vou|que horas|quando) ~ (ir|passar|go|pasar|come)? (a)? (buscar|
        pick (him|her|it|them|my) up|recoger)
    (serve|indicado|bom|boa|good|bueno) para (cabelo|pele|quem|pelo|hair)
    """,
    """
    (levar|trazer|llevar|bring) ... {day}
    {want} ~~ {book}
    """,
)
