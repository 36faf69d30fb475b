"""Questions about the shop: prices, hours, the way there, services; and whether there is room."""

from bot.understanding.patterns import Wish, wish

SHOP: tuple[Wish, ...] = (
    wish(
        "PRICES",
        """
        {price}
        {how_much}
        (tem|tienen|hay|have|any|alguma|algum|fazem|hacen) ~ (promoc*|promo|oferta|ofertas|
            pacote|pacotes|combo|combos|deal|deals|special|specials|paquete*|package*)
        """,
        """
        (quanto|cuanto|how) ~ (tempo|tiempo|long|demora|dura|tarda)
        (achei|achamos|too|demasiado|tao|so|(ta|esta) (muy|muito|bem)) ~ (caro|cara|expensive)
        """,
    ),
    wish(
        "HOURS",
        """
        {when_q} ~~ {open}
        {open} ~ (ate|a partir|hasta|until|desde|de|a|till|as|at)? {when_q}
        (voce|voces|ustedes|you guys|you|do you|are you|la tienda|o salao|a loja|a clinica|
            el local|the shop|the salon|they|loja|salao|local|shop|salon) ~ {open} ~ ({day}|ate|
            hasta|aos|nos|no|na|de|em|los|el|on|at|until|till|past|$)
        {open} ~ {day}
        {day} ~ (voce|ustedes|you|you guys|are you)? (tao|estao|estan|esta|ta|are|vao estar|
            tem gente) ~ (ai|abert*|ahi|there|in|funcionando|trabalhando)
        {day} ~ (voce|ustedes|you|loja|salao) {open}
        {day} (tem|vai ter|tera|hay|habra) (atendimento|expediente|atencion)
        {open} $
        (ta|esta|tao|estao|estan|are you|is it|are they|ainda|ja|estais|is the (shop|salon|
            place)) ~ {open}
        {visit} ~ (funcionamento|atendimento|atencion|comercial|apertura|abertura|operation|
            de (sabado|domingo|feriado|hoje) $)
        (opening|business|working|closing|store|your|holiday|office|salon) (hours|times|time|hour)
        (qual|cual|what) (e|es|is)? (o|el|the)? {visit} (de|do|da|del)? (voce|voces|ustedes|
            salao|loja|clinica|local|shop|salon)
        hours (on|for|today|tomorrow|of|please|this|\\?)
        (ate|hasta) que (horas?|horario)
        (que|quais|what|which) (dias?|days?|horas?|times?) (da semana|de la semana|
            of the week)? (voce|ustedes|you|do you|are you|sao|tem)? ~ ({open}|there|expediente)
        (tem|ha|hay|tera|vai ter|is there|voce tem) (expediente|atendimento|atencion) ~ ({day}|$)
        fechad* para (almoco|ferias)
        """,
        """
        (quem|quien|who) ~~ {open}
        {visit} (voce|voces|ustedes|you|you guys|que)? (tem|tienen|tiene|have) ~~ ({day}|dia|livre|
            livres|disponive*|libre|libres|free|available|[0-9]*)
        {still_works}
        (como|how) (que|e que|isso|it|that|this|does it)? (funciona*|works?)
        me {open}
        me ~ {open}
        {want} ~ (fazer|cortar|pintar|hacer|hacerme|cortarme|get|passar|dar|um|uma|una|un) .
        {open} (meu|mi|my|a|o|para|with|com|con) (cachorr*|filh*|perr*|hij*|crianc*|nin*|dog|cat|
            kids|plano|convenio)
        {want} ~~ {book}
        pode (fechar|atender|abrir)
        (atend*|atiend*|trabalh*|trabaj*|funciona*) ~ (convenio|plano|domicilio|casa|crianc*|
            cartao|com|con|gato*|cachorro*|seguro)
        """,
    ),
    wish(
        "ADDRESS",
        """
        {find_us}
        ^ (rua|bairro|cidade|cep|calle|street) $
        (onde|aonde|adonde|donde|where|wheres|whereabouts) ~ (fica|ficam|e|esta|estao|estan|voce|
            voces|queda|quedan|se encuentran|encontro|encuentro|are|is|you|salao|loja|clinica|
            local|located|atende|atendem|ubicad*|es|shop|salon|place|tu|sois|estais|vou|voy|acho|
            do i|can i|me)
        (onde|aonde|donde|where|wheres) $
        como (que|e que|faz para)? (eu|a gente)? (chego|chegar|faco para chegar|faz para chegar|
            vou|llego|llegar|hago para llegar|se llega|puedo llegar)
        how (do|can|to|would) (i|we)? (get|find|reach) (there|you|to you|to the|it|your)
        (em|na|en)? (qual|que|what|which|cual) (e|is|es)? (o|a|la|el|the)? (rua|bairro|cidade|
            altura|lugar|avenida|shopping|calle|barrio|ciudad|street|neighborhood|neighbourhood|
            area|town|part of town|colonia|zona|andar|piso|floor|predio|esquina)
        (fica|ficam|e|esta|estao|queda|quedan|estan|are you|is it|its|tem algum|
            you guys) ~ (perto|proximo|longe|em frente|ao lado|cerca|lejos|no centro|del centro|
            near|close to|far|next to|across|downtown|en el centro)
        (way|bus|onibus|metro|subway|train|micro|colectivo) ~ (to get|para ir|para chegar|
            para llegar|get to|ate ai)
        (fica|ficam|estao|queda|estan|e|are you) (no|dentro do|en el|in the|na|at the) (shopping|
            mall|centro|galeria)
        (rua|calle|street|avenida) ... (numero|number)
        qual (e)? (o)? numero (da|do|de) (casa|loja|rua|predio|salao|clinica)
        (nao|no|cant) (to|estou|estoy)? (acho|achando|encontr*|find|hallo) ~ (voce|lugar|loja|salao|
            entrada|place|you|local|ustedes|clinica|el)
        voce (sao|e|ficam?) (aquel[ea]|o|a) (salao|loja|clinica|barbearia|pet|lugar|local) (d[aeo]|
            que|perto|em|na|no)
        (near|perto|cerca) (do|da|de|del|the|a)? (metro|station|subway|estacion|estacao|shopping|
            mall|centro|downtown|terminal|parque|park)
        (manda*|envia*|passa*|send|me passa|me manda|share|pin) ~ (loc|local|pin|mapa|map|onde)
        """,
        """
        ({want}|{could}) ~~ {book}
        {want} ~ saber onde ~ (marcad*|meu|minha)
        (onde|where|donde) ~ (comprar|pagar|pago|pay|buy|estacion*|park|parar)
        """,
    ),
    wish(
        "BOOK",
        """
        {book}
        {have_you} ~ {slot}
        {want} ~ (fazer|cortar|pintar|hacer|hacerme|cortarme|get|ir|passar|dar|tomar|un|una|um|
            uma) .
        ({could}|{want}|da para|vim) (me)? (fazer|cortar|pintar|hacer|hacerme|cortarme|un|una|um|
            uma|come in|get in|ir ai|passar ai|ver|atender|arrumar|conseguir) .
        (quando|cuando|when) ~~ (tem|tienen|tiene|have|hay|ha) ~~ (livre|libre|free|{slot}|para|for)
        (quando|cuando|when) ~ ({could}|can i|seria) ~ (ir|fazer|marcar|come|get|hacer|cortar|levar)
        {have_you} (alguma coisa|algo|alguma|algun) para ({day}|daqui|agora|logo|[0-9]*|as|ja)
        {slot} (livre|livres|disponive*|vago|vagos|libre|libres|disponible*|available|open|free)
        ({could}|{want}|{have_you}) (um|uma|algum|alguma|un|una|an|a|some|any|de|outro|otro|
            of)? (um|uma|outro)? {visit}
        (which|what|que|quais|qual) ~ ({slot}|times|days|horarios|dias) ~ (tem|tienen|hay|have|
            available|disponive*|livre*|free|ha|temos)
        """,
        """
        (ja|esta|ta|estava|foi|tinha|eu|ya) (agendad*|marcad*|reservad*)
        (agenda|slots?|voces?) (cheia|lotada|llena|full)
        (como|how) ~ (funciona|works?|faz|faco) ~ (agendamento|marcacao|booking)
        {have_you} ~ (desconto|promocao|estacionamento|wifi|cartao|pix|parking|toalha|shampoo|
            produto*)
        """,
    ),
    wish(
        "SERVICES",
        """
        {which} ~ (sao|son|are|os|as|the|los|las|seus|suas|tipos|tipo|de|kind|types|kinds|of|
            your)? {service_word}
        {which} ~ {do_you}
        ^ (oi|ola|hola|hi|hello|hey|bom dia|boa tarde|e|y|and)? (voce|voces|ustedes|you|you guys|
            ai)? (fazem|faz|oferecem|realizam|hacen|ofrecen|cortam|
            pintam|alisam|depilam|tosam|cortan|pintan|do you do|do you offer|do (you|
            yall) (guys|all|also) do|trabalham com|
            trabajan con|manejan) . !(por|para)
        (que|quais|which|what|cuales) (tipo|tipos|kind|kinds|type|types|opcoes|opciones|
            options) (de|of|for) .
        {service_word}
        {do_you} (o que|que|de que|o que mais|what)
        (o que|que|what|what else|que mais|o que mais|que mas|que otra cosa) (mais|mas|else|tudo|
            tipo)? (de|of)? (voce|voces|ustedes|do you|can you|you guys|eles)? (faz|fazem|
            oferec*|ofrec*|hac*|do|offer|provide|tem|trabalha*|realiza*)
        com (o)? que ~ trabalha*
        (ainda|ja|tambem|voce) (trabalha*|mexe*) com . $
        trabalha* com (o)? que
        what (all|else)? (do|can) (you|you guys|you all|yall|all)? (guys|all)? (do|offer|have)
        {you}? (atend*|aceit*|atienden|aceptan|accept|trabalham com|trabajan con|take|treat|see|
            do) (so|tambem|also|solo|only|o|os)? {clients}
        {you}? (atend*|atienden|fazem|hacen|vao|van|vem|do|go|come) (em|a|to|at)? (casa|domicilio|
            home|homes|house calls)
        (what|que) (do|can|hacen|ofrecen) (you|ustedes)? (do|offer|provide|get done)? (here|
            there|aqui|ahi)? $
        """,
        """
        {move} ~ {service_word}
        (depois|antes|despues|after|before|saio|saindo|no|del) (do|de|del)? (meu|mi|o)? servico
        (no|sem|sin|without|nao quero) . {service_word}
        {do_you} ~~ ({when}|a que|as que)
        {want} !(saber|conhecer|know|ver|de saber|de conhecer|to know|to see|de entender|
            entender|conocer) ~~ {do_you}
        {have_you} ~ {slot}
        (mesm[oa]|same|mism[oa]|este|esse|this|that|aquele) {service_word}
        """,
    ),
)
