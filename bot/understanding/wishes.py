"""The sentences of every wish, as patterns over the vocabulary: see `patterns` for their signs.

In order: the first wish that fits counts. `unless` takes a wish back where another sentence
says that it is not meant.
"""

from bot.understanding.patterns import Wish, patterns_of


def _wish(intent: str, patterns: str, unless: str = "") -> Wish:
    return Wish(intent, patterns_of(patterns), patterns_of(unless))


# "Não quero cancelar": taken out before anything else is looked for.
NEGATED = patterns_of("""
    (nao|no|nem) (me|o|a|lo|la|quero|precisa)? ({cancel}|{rebook}|{shift})
    (nao|no|nem) ~ (cancelar|desmarcar|anular|remarcar|reagendar|reprogramar|adiar)
    (dont|not|never) (want|need|wish|please|you)? (to)? ({cancel}|{rebook}|{shift}|book|change)
    {no} ~ (agend*|marcar|marque|reservar|mudar|confirm*|book|cambiar)
""")

WISHES: tuple[Wish, ...] = (
    _wish(
        "MY_DATA",
        """
        {erase} (o|a|os|as|el|la|los|all|of|all of|tudo|todo|todos|everything)? (of|
            de)? {mine} ({data}|{account})
        {erase} (tudo|todo|everything) ... (mim|mi|me|about|sobre|meu|minha)
        {erase} ~ {account} ~ {erase}
        {erase} (tudo|everything)
        (apaga|apaguem|esquecam|olviden) ~ numero
        {mine} {data}
        ({which}|{could}|{want}) ~~ {data} ~~ (mim|mi|me|tem|tienen|guardam|guardan|have|keep|
            store|hold)
        {data} ~ (sobre|about|on|de) (mim|mi|me)
        {data} que ~ (tem|tienen|guardam|you|ha)
        (guardam|guardan|armazenam|store|keep|tem|tienen|have|sabem|saben|know) ~~ (sobre|about|
            on|de|com) (mim|mi|me)
        (guardam|guardan|armazenam|store|keep|usam|use|compartilham|share) ~ {data}
        datos mios
        que datos
        que dados
        direito ao esquecimento
        (lgpd|gdpr|rgpd|privacidade|privacidad|privacy)
        (protecao|proteccion) de (dados|datos)
        """,
        """
        {mine} (number|nome) is
        """,
    ),
    _wish(
        "STOP",
        """
        {stop} (de|with|of|a)? (me|nos|com|con|the|these|all|essas|isso|as)? ({send}|{ads})
        {stop} ~ {send} ~ {ads}
        (para|chega) (de|com) (me|nos)? ~ ({send}|{ads})
        (no|nao|dont|not|never|nunca) (quero|quiero|desejo|deseo|want|need|gostaria|querer|me|
            more|to|mas|mais|precisa|pode|please|favor)? (de)? (mas|mais|to|any|more|
            get)? ~ ({send}|{ads})
        (no|nao|dont) ~ (interesse|interesado|interested) ~ {ads}
        (tira|tire|tirem|remove|remova|removam|saca|sacame|saquenme|take|exclui|exclua|quita|
            quiten|quitenme|borra|borrame|borrenme) ~~ (lista|list|listas|grupo|contatos|
            contactos|mailing|transmissao)
        (descadastr*|unsubscribe*|desinscrever|desuscrib*|desinscri*|opt out)
        cancel* ~ (inscricao|suscripcion|subscription|recebimento)
        (dar|darme|dame|da) (me|de) (de)? baja
        (take|opt) me (off|out)
        """,
        """
        {no} ~ {stop}
        {no} ~ {send} ~ (confirmacao|codigo|link|localizacao|confirmation|lembrete|resposta|
            endereco)
        (no|nao) ~ (hoje|hoy|today) ~ ({price}|{slot})
        """,
    ),
    _wish(
        "OPT_IN",
        """
        ({want}|pode|podem|can|puedes|pueden|aceito|acepto|autorizo|manda|mandem|
            send) ~~ {send} ~~ {ads}
        ({want}|aceito|autorizo|me|pode|podem) ~ (avis*|saber) ~ (das|de|of) ~ {ads}
        (volta|voltar|volte|voltem|vuelvan|volver|resume|start) (a|to)? (me)? {send}
        (subscribe|inscrev*|suscrib*|cadastra) ~~ ({ads}|me|lista|list)
        (sign|opt|add) me (up|in|to the list|back)
        manda* ~ (promo|promocoes|novidades|ofertas|promociones|novedades|offers)
        """,
        """
        {no} ~~ {send}
        ({could}|{want}) ~~ mensagem
        """,
    ),
    _wish(
        "RUNNING_LATE",
        """
        {late}
        (atraso|atrasos|tarde|late) ~ {minutes}
        {minutes} (de)? (atraso|atrasado|atrasada|tarde|late|away|retraso)
        {arriving} ... {minutes}
        {arriving} (em|en|in|daqui|dentro de) (a|uns|umas|unos|about|like)? [0-9]*
        (estacionando|parking now|parqueando)
        (procurando|buscando|looking for) ~ (vaga|parking|estacionamento|estacionamiento|lugar) ~ (estacionar|parar|park)
        {arriving} ~ {hour_of_clock}
        (a caminho|on my way|on the way|en camino|no caminho|omw|to chegando|estou chegando|
            estoy llegando|ja to chegando|ja estou chegando)
        (to|estou|ja) (ja)? (saindo|indo|chegando) (ai|agora|para ai|de casa|do trabalho)? $
        (esper*|segura*|aguard*|guard*|wait|hold|save) ~ ({minutes}|por mim|me|meu|minha|for me|
            my|mi|horario)
        (vou|voy a|devo|posso|acho que vou|vamos|vai) ~ (demorar|tardar|atrasar|enrolar)
        (me|nos) (demoro|tardo|enrolei|atraso|atrasei|retraso)
        (chego|llego|chegar|llegar|chegarei|llegare|get there|be there|come|arrive|
            arriving) ~ (um pouco|un poco|a bit|a little|{minutes}) ~ (depois|despues|later|
            late|tarde)
        """,
        """
        {have_you} ~ {slot}
        ({price}|{how_much}) ~ .
        (quanto|cuanto|how long|how much) ~ (tempo|tiempo|demora|tarda|time)
        (onde|donde|where|como) ~ (fica|{late}|chegar|chego|llegar|llego|get)
        """,
    ),
    _wish(
        "HUMAN",
        """
        {talk} ~ (com|con|to|with) ~ {person}
        {talk} (com|con|to|with)
        (quero|queria|preciso|quiero|necesito|want|need|tem|hay|is there|existe|cade|prefiro|
            gimme|give me|dame|me da) ~ (um|uma|un|una|a|an|o|a|the|com|con|de|algum|alguma|
            real)? (ser|real|atendimento|service)? (humano|humana|human|atendente|agente|agent|
            asesor|asesora|representative|gerente|manager|pessoa|persona|person|operador|
            operator|recepcionista|receptionist)
        (passa|pasa|pasame|passe|transfere|transfira|transfer|transferir|comunica*|conecta*|
            connect|pone|poneme|ponme|put|direciona|encaminha) ~~ {person}
        (chama|chame|chamar|llama|llame|call|get|cade) (a|o|el|la|the|um|uma|alguem|me|someone|
            somebody)? (a|o|el|la|the|um|uma)? {person}
        ^ (ola|oi|hola|hi|hello)? (um|uma|un|una|a|o)? (atendente|humano|humana|agente|agent|
            human|asesor|representative|recepcionista|gerente|manager|recepcao|operador|
            operator|atendimento humano)
        (alguem|alguien|someone|somebody|anyone|anybody|gente|pessoa|person|persona) ~ (ai|real|
            verdade|atende*|ajuda*|ayud*|help|there|responde|responda|atienda|call|fala*|hablar|
            available|carne)
        (no|nao|odeio|cansei|chega|hate|tired|sick|harto|harta|dont|prefiro|farto|
            farta) ~~ {machine}
        {complaint}
        (tem|hay|is there|existe) ~ (gente|alguem|alguien|pessoa|anyone|somebody|someone) ~ (ai|ahi|there)
        me (transfere|transfiere|transfira|transfer) (ai|por favor|porfa)? $
        (alguem|alguien|someone|somebody|anybody|anyone) ~~ (atend*|atiend*|ajud*|ayud*|help|assist)
        (human|humano|humana) (being|por favor|please|real)?
        (atendimento|atencion|servicio) (humano|humana|personal|pessoal)
        secretaria
        """,
        """
        {talk} (com|con|to|with) ~ {visit}
        (alguem|alguien|someone|anyone|anybody) ~~ (atend*|ajuda*|ayud*|help) ~~ ({day}|para|as|
            at|[0-9]*)
        ^ ~ (sao|voces sao|are you|is this|es|eres|e|isto e|isso e) (um|uma|un|una|a|uns)? {machine} ?
        (remarc*|agendar|marcar|horario) (com|con) (a|o|la|el)? .
        """,
    ),
    _wish(
        "RESCHEDULE",
        """
        {rebook}
        {shift}
        {move} ~ {mine}
        me {move} ~ (para|a|to|pro|al) ~ {when}
        {move} me ~ (to|para|a|al) ~ {when}
        {move} (o|a|os|as|de|la|el|los|las|the|um|uma|una|our)? {visit}
        {move} (o|a|de|la|el|the|it|that)? (dia|data|fecha|date|day|time|horario)
        {move} ~~ (de|do|da|das|dos|from|del|desde) ~ {when} ~ (para|to|al|a|por) ~ {when}
        (mudar|muda|mude|passar|passa|passe|jogar|joga|jogue|empurrar|empurra|puxar|puxa|pasar|
            pasa|pasan|correr|corre|mover|move|mueve|push|shift|transferir|transfere|trocar|
            troca|deixar|cambiar|cambia|swap|switch) (o|a|os|as|el|la|the) . (d[eoa] . |of . |
            de la . )?(para|to|al|a|until) ~ {when}
        (push|move|bring|pass|shift) (it|that|this|him|her|me) (back|to|forward|until|up|for)
        ({could}|{want}|preciso|hay que|vou ter que) ~ (mover*|pasar*|pasarlo|adelant*|correr*|
            cambiar*|push|shift|transfer*|mudar|trocar|alterar|change|switch|swap) !(para|to|a|
            por)
        ({cancel}|desist*) ~~ (e|and|y|,|mas|but|pero) ~~ (marc*|agend*|book*|reserv*|remarc*|
            saca*|coloca*|bota*|put|schedule|pone*|faz|dar) ~~ {when}
        {cancel} ~~ (e|and|y) ~ {other_time}
        {cancel} ~~ (e|and|y) ~ (marcar|agendar|reservar)
        ({not_coming}|{mishap}) ... ({could}|que tal|how about|what about|e se|y si|what if|
            maybe|talvez|quem sabe|fica|deixa|dejamos|deixamos|marca|bota|coloca|ponme|
            passa) ~~ ({day}|{other_time}|dia|[0-9]*|para)
        ({not_coming}|{mishap}) ... ({move}|{rebook}|{shift})
        ({not_coming}|{mishap}) ... {day} ~~ ({have_you}|{could}|serve|rola|daria)
        {have_i} ~~ {visit} ... ({want}|{could}|have to|tengo que|tenho que) ~ {move}
        ({not_coming}|{mishap}) ... {other_time}
        {other_time} ... ({not_coming}|{mishap})
        """,
        """
        {have_you} ~ {slot} ~~ {cancel}
        {move} ~ (servico|procedimento|service|servicio|profissional)
        me (passa|passe|passar|pasa|pasar|pasas) ~ {mine} {visit} (de|do|da|del)? ({day}|$)
        """,
    ),
    _wish(
        "CANCEL",
        """
        {cancel}
        (tira|tirar|tire|remove|take|saca|sacar|quita|quitar|apaga|exclui|retira) ~~ (agenda|
            schedule|calendar|lista de (sexta|hoje)|marcacao|books)
        (libera|liberar|liberem|solta|soltar|free|release|liberen|dar|da|give|passar|passa) (o|
            a|up|el|la)? {mine}? {visit} ~ (outra|otra|someone|otro|outro|alguem|alguien|away|
            pessoa|$)
        (nao|no) (vou|vai|voy a)? (precis*|necesit*) ~ (mais|mas) ~ ({visit}|vaga|disso|
            agendamento)
        no longer (need|want|able|coming)
        (nao|no|ya no) (quero|preciso|vou precisar|vou querer|quiero|necesito|precisamos|queremos) (mais|mas)? ~ ({mine}|o|el|do|del|la|da|a) {mine}? {visit}
        dont (want|need) ~ {visit}
        (wont|dont|doesnt|not|no longer) (be)? (need*|want*|requir*) ~ {visit}
        (drop|scrap|ditch|undo|withdraw|desfaz*|retira*|elimina*|borra*|quita*|suspend*|desist*) (de|do|da|del|of|from)? ({mine}|o|a|el|la|the) ~ {visit}
        """,
    ),
    _wish(
        "CANNOT_COME",
        """
        {not_coming}
        """,
        """
        ({late}|{want} ~~ (marcar|agendar|consulta))
        (quando|so|until|hasta|ate|porque|pois) ~ {not_coming}
        """,
    ),
    _wish(
        "CANNOT_COME",
        """
        {mishap}
        """,
        """
        ({late}|{want} ~~ (marcar|agendar|consulta))
        (quando|so|until|hasta|ate|porque|pois) ~ {not_coming}
        {pets}
        {have_you} ~ {slot}
        (o quanto antes|asap|cuanto antes|urgente|urgencia)
        """,
    ),
    _wish(
        "MY_APPOINTMENTS",
        """
        {when_q} ~~ {booked}
        {mine} . ~ (com quem|con quien|with (who|whom))
        me (passa|passe|passar|fala|diz|dizer|manda|informa|dices|dice|tell) ~ {mine} {visit} ~ ({day}|$)
        {when_q} ~ (volto|vuelvo|volver|voltar|go back|come back)
        (meu|mi|my) (nome|nombre|name) ~ (ai|agenda|lista|ahi|there|down)
        (o que|que) (e que|que|eu)? {booked}
        what ~ (did i|have i) (book|booked|schedule)
        {mine} . ~ (e|is|es|fica|ficou|ta|esta|era) ~ {when_q}
        {have_i} ~ {booked}
        {have_i} ~ {mine} {visit}
        (comprovante|detalhes|confirmation|details|comprobante|resumo) ~ {visit}
        {when_q} ~~ (ficou|combinamos|quedamos|quedo|ficamos|did we|you book me)
        (ficou|combinamos|quedamos|quedo|ficamos) ~ {when_q}
        (com quem|con quien|quem|quien|who|com que pessoa|whom) ~~ ({booked}|{mine} {visit}|
            am i|do i)
        {mine} {visit} ~ (e|es|is|era|ficou|esta|ta|is it) ~ {day}
        {booked} ~ (para)? {when_q}
        {when_q} ~ (e|es|is|sera|vai ser|are|am|ficou|esta|ta|foi|era|do|da|del|de|seria|eu|i|
            que)? ({mine}|mia|mio|mine)
        (quando|que horas?|que dia|cuando|when|what time|a que hora|que hora) (e|es|is|ta|esta|
            ficou|sera|vai ser) (o|a|el|la|the) . (d[aeo]|del|of|for|dele|dela) .
        (qual|cual|whats|what is|which is) (e|es|is|era)? (o|a|el|la)? {mine} {visit}
        {when_q} ~ (tenho|tengo|temos|tenemos|do i|am i|did i|should i|are we|tinha|me toca|
            tenia|tengo que|eu tenho|preciso|devo|vou)
        (que|quais|what|which|cuales|qual|cual) ~ {visit} ~ (tenho|tengo|i have|do i|have i|
            are mine|eu tenho|sao meus|did i|ive)
        {have_i} ~ ({visit}|algo|alguma coisa|alguna|something|anything|marcacao) ~ ({booked}|
            ai|com|con|{day}|hoje|para|with|$)
        {have_i} (um|uma|algum|alguma|una|un|algun|a|an|any)? ({visit}|marcacao) !(livre|livres|
            vago|disponivel|free|libre)
        {remind} ~~ ({visit}|{when_q}|{booked}|quando|horas|cuando|hora|when|time)
        (to|tou|estou|ja to|ja estou|estoy|ya estoy|am i|are we|im i|i am|ta|esta|ficou|fiquei|
            quedo|quede|is it|eu to|eu estou) ~ ({booked}|na agenda|on the (schedule|books|
            calendar)|agendad*|marcad*|down for|en la agenda)
        am i (in|down|on|all set|still on|coming)
        (ver|consultar|checar|conferir|verificar|olhar|saber|revisar|check|see|show|mostra*|
            lista*|view|consulta*|quais sao|cuales son|what are|qual e|
            whats) ~ {mine} ~ {visit}
        (quais|qual|cuales|cual|what|which|whats) ~ (o|os|as|a|los|las|el|the)? {visit} (do|da|
            dos|das|del|de|of|for|para) (o|a|mi|meu|minha|my|la|el)? (thor|mel)
        (meu|mi) nome (ta|esta)
        ({mine}|nosso) (proxim*|next|upcoming|futur*)? {visit} (e|is|es|ta|esta|ficou|era|was|
            are|sao|son|marcad*)? (que|quando|qual|when|cuando|mesmo|what|a que|para que|
            para quando|\\?|$)
        ({mine}) (proxim*|next|upcoming) (visit|{visit})
        ^ (quero|queria|ver|e|oi|ola|hola|hi|y)? {mine} {visit} (por favor|please|porfa|ai|
            marcados?|agendados?)? $
        (minhas|meus|mis) {visit}
        """,
        """
        (so|nao|apenas|solo|only|just) (eu)? {have_i}
        ({want}|{could}) ~ ({book}) ~ {mine}? {visit}
        {have_i} ~ {slot} (livre|livres|vago|disponivel|free|libre)
        {open} ~ {day}
        (confirmo|confirmad[ao]|confirmando|confirming|confirm) (minha|meu|mi|my) (presenca|consulta|horario|appointment|asistencia|hora|cita|
            turno)
        """,
    ),
    _wish(
        "CONFIRM",
        """
        (confirm*|confirmadissim*|confirmadinh*)
        (estarei|estaremos|vou estar|estare|estaremos|ill be|i will be|well be|we will be|
            we ll be|i ll be) ~ (ai|la|ahi|alli|alla|there|presente)
        (ai|ahi|alli|la|alla) (estarei|estare|estaremos|nos vemos)
        (vou|irei|iremos|vamos|voy|ire) (sim|si|com certeza|ir|seguro)
        (sim|si|yes|yep|yeah|ok|claro) (eu)? (vou|irei|voy|ire|ill come|ill go|im coming)
        eu vou
        (vou|irei|vamos|iremos|voy a|vamos a|will) (comparecer|estar ai|estar la|asistir|estar ahi|estar alli|attend)
        (ahi|alli|alla) (voy a estar|vamos a estar)
        (comparecerei|asistire|de pe|mantido|sigue en pie|still on|still coming|sem falta|sin falta|i will come|we will come)
        (pode|podem|puedes) ~ (contar|esperar|aguardar) (comigo|conmigo|por mim|me|la)
        (count me in|see you then|see you there|i am coming|im coming|ill come|nos vemos (ahi|
            alli)|la estarei|presenca garantida|marcado e confirmado)
        """,
        """
        {no} ~ (confirm*|vou|voy|irei|ire)
        (me|pode|puedes|can you|could you|would you|por favor)? ~ (me) confirm* ~~ ({price}|
            {how_much}|{when_q}|se|si|if|endereco|direccion|address|{slot})
        (confirm*|confirma) ~ (se|si|if|que horas|when|what|qual|quanto|o endereco|how)
        como (faco|hago|posso) ~ confirm*
        """,
    ),
    _wish(
        "BOOK",
        """
        {want} ~~ {book}
        """,
        """
        (quanto|cuanto|how much|preco|precio|valor) ~ (para|to) {book}
        {want} ~ (saber|entender|ver) ~ ({price}|{how_much})
        como ~ {book}
        """,
    ),
    _wish(
        "BOOK",
        """
        ({price}|{how_much}) ... ({could}|{want}|da para) ~ {book}
        ({price}|{how_much}) ... {have_you} ~ ({slot}) ... {day}
        {have_you} ~ {slot} ... {day} ... ({price}|{how_much})
        {book} ... {when} ... ({price}|{how_much})
        ({price}|{how_much}) ... ({could}|da para|da pra) ~ (ir|vir|fazer|ser|marcar|agendar|come|get|hacer) ... {day}
        """,
        """
        (quanto|cuanto|how much|preco|precio|valor) ~ (para|to) {book}
        como ~ {book}
        """,
    ),
    _wish(
        "PRICES",
        """
        {price}
        {how_much}
        (tem|tienen|hay|have|any|alguma|algum|fazem|hacen) ~ (promoc*|promo|oferta|ofertas|pacote|pacotes|combo|combos|deal|deals|special|specials|paquete*|package*)
        """,
        """
        (quanto|cuanto|how) ~ (tempo|tiempo|long|demora|dura|tarda)
        (achei|achamos|too|demasiado|tao|so) ~ (caro|cara|expensive)
        """,
    ),
    _wish(
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
        {open} $
        (ta|esta|tao|estao|estan|are you|is it|are they|ainda|ja|estais|is the (shop|salon|
            place)) ~ {open}
        {visit} ~ (funcionamento|atendimento|atencion|comercial|apertura|abertura|operation|
            de (sabado|domingo|feriado|hoje) $)
        (opening|business|working|closing|store|your|holiday|office|salon) (hours|times|time|hour)
        (qual|cual|what) (e|es|is)? (o|el|the)? {visit} (de|do|da|del)? (voce|voces|ustedes|salao|loja|clinica|local|shop|salon)
        hours (on|for|today|tomorrow|of|please|this|\\?)
        (ate|hasta) que (horas?|horario)
        (que|quais|what|which) (dias?|days?|horas?|times?) (da semana|de la semana|
            of the week)? (voce|ustedes|you|do you|are you|sao|tem)? ~ ({open}|there|expediente)
        (tem|ha|hay|tera|vai ter|is there|voce tem) (expediente|atendimento|atencion) ~ ({day}|$)
        fechad* para (almoco|ferias)
        """,
        """
        (quem|quien|who) ~~ {open}
        me {open}
        me ~ {open}
        {open} (meu|mi|my|a|o|para|with|com|con) (cachorr*|filh*|perr*|hij*|crianc*|nin*|dog|
            cat|kids|plano|convenio)
        {want} ~~ {book}
        pode (fechar|atender|abrir)
        (atend*|atiend*|trabalh*|trabaj*|funciona*) ~ (convenio|plano|
            domicilio|casa|crianc*|cartao|com|con|gato*|cachorro*|seguro)
        """,
    ),
    _wish(
        "ADDRESS",
        """
        {find_us}
        ^ (rua|bairro|cidade|cep|calle|street) $
        (onde|aonde|adonde|donde|where|wheres|whereabouts) ~ (fica|ficam|e|esta|estao|estan|voce|voces|
            queda|quedan|se encuentran|encontro|encuentro|are|is|you|salao|loja|clinica|local|
            located|atende|atendem|ubicad*|es|shop|salon|place|tu|sois|estais|vou|voy|acho|do i|
            can i|me)
        (onde|aonde|donde|where|wheres) $
        como (que|e que|faz para)? (eu|a gente)? (chego|chegar|faco para chegar|faz para chegar|vou|llego|llegar|
            hago para llegar|se llega|puedo llegar)
        how (do|can|to|would) (i|we)? (get|find|reach) (there|you|to you|to the|it|your)
        (em|na|en)? (qual|que|what|which|cual) (e|is|es)? (o|a|la|el|the)? (rua|bairro|cidade|
            altura|lugar|avenida|shopping|calle|barrio|ciudad|street|neighborhood|neighbourhood|
            area|town|part of town|colonia|zona|andar|piso|floor|predio|esquina)
        (fica|ficam|e|esta|estao|queda|quedan|estan|are you|is it|its|tem algum|
            you guys) ~ (perto|proximo|longe|em frente|ao lado|cerca|lejos|no centro|del centro|
            near|close to|far|next to|across|downtown|en el centro)
        (way|bus|onibus|metro|subway|train|micro|colectivo) ~ (to get|para ir|para chegar|para llegar|get to|ate ai)
        (fica|ficam|estao|queda|estan|e|are you) (no|dentro do|en el|in the|na|at the) (shopping|mall|centro|galeria)
        (near|perto|cerca) (do|da|de|del|the|a)? (metro|station|subway|estacion|estacao|
            shopping|mall|centro|downtown|terminal|parque|park)
        (manda*|envia*|passa*|send|me passa|me manda|share|pin) ~ (loc|local|pin|mapa|map|onde)
        """,
        """
        ({want}|{could}) ~~ {book}
        {want} ~ saber onde ~ (marcad*|meu|minha)
        (onde|where|donde) ~ (comprar|pagar|pago|pay|buy|estacion*|park|parar)
        """,
    ),
    _wish(
        "BOOK",
        """
        {book}
        {have_you} ~ {slot}
        {want} ~ (fazer|cortar|pintar|hacer|hacerme|cortarme|get|ir|passar|dar|tomar|un|una|um|
            uma) .
        ({could}|{want}|da para|vim) (me)? (fazer|cortar|pintar|hacer|hacerme|cortarme|un|una|
            um|uma|come in|get in|ir ai|passar ai|ver|atender|arrumar|conseguir) .
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
    _wish(
        "SERVICES",
        """
        {which} ~ (sao|son|are|os|as|the|los|las|seus|suas|tipos|tipo|de|kind|types|kinds|of|
            your)? {service_word}
        {which} ~ {do_you}
        ^ (oi|ola|hola|hi|hello|hey|bom dia|boa tarde|e|y|and)? (voce|voces|ustedes|you|
            you guys|ai)? (fazem|faz|oferecem|realizam|hacen|ofrecen|do you do|do you offer|
            trabalham com|trabajan con|manejan) . !(por|para)
        (que|quais|which|what|cuales) (tipo|tipos|kind|kinds|type|types|opcoes|opciones|
            options) (de|of|for) .
        {service_word}
        {do_you} (o que|que|de que|o que mais|what)
        (o que|que|what|what else|que mais|o que mais|que mas|que otra cosa) (mais|mas|else|
            tudo|tipo)? (de|of)? (voce|voces|ustedes|do you|can you|you guys|eles)? (faz|fazem|
            oferec*|ofrec*|hac*|do|offer|provide|tem|trabalha*|realiza*)
        com (o)? que ~ trabalha*
        trabalha* com (o)? que
        (what|que) (do|can|hacen|ofrecen) (you|ustedes)? (do|offer|provide|get done)? (here|
            there|aqui|ahi)? $
        """,
        """
        {move} ~ {service_word}
        {do_you} ~~ ({when}|a que|as que)
        {want} ~~ {do_you}
        {have_you} ~ {slot}
        """,
    ),
)

# What is meant where nothing else is, by the first that fits.
LAST_RESORT: tuple[Wish, ...] = (
    _wish(
        "NO",
        """
        ^ (nao|no|nope|nah|not|nop)
        (nenhum|nenhuma|nenhum deles|ninguno|ninguna|none|neither) (dess*|dest*|deles|delas|de|of|me|serve|sirve|works?|$)
        (nao|no) (me)? (serve|gostei|gosto|rola|da|posso|sirve|gusta|puedo|quero|quiero|convem)
        (cant|doesnt work|wont work|dont want|not interested|no good)
        """,
        """
        {have_you} ~ (mais|mas|outr*|otr*|other|another|earlier|later)
        {no} ~ (sei|entendi|entendo|funciona|recebi|chegou|apareceu|consegui*|lembro|se|entiendo|entendi|funciona|know|understand|sure|work on|receive|remember|vi|achei|encontr*)
        """,
    ),
    _wish(
        "YES",
        """
        ^ (sim|si|yes|yep|yeah|ok|okay|isso|claro|perfeito|perfecto|perfect|otimo|beleza|fechado|combinado|sure|great|vale|dale)
        """,
        """
        {no}
        (mas|pero|but|porem|so que)
        """,
    ),
    _wish("THANKS", "{thanks}"),
    _wish("GREETING", "^ {hello}", "{want}\n{could}\n{have_you}\n(vi|vim|saw|meu|minha|my|mi)"),
)

# Questions about something else, in which a service is named but not wished for.
ASIDE = _wish(
    "NONE",
    """
    {aside}
    (precisa|preciso|posso|pode|tem que|tenho que|hay que|puedo|tengo que|should i|can i|
            do i need to|devo) ~ (levar|trazer|ir com|chegar antes|lavar|raspar|llevar|bring|
            wash|come with|comer)
    (qual|que|which|what|cual) ~ (diferenca|diferencia|difference|melhor para|recomenda*|indicad*)
    (serve|indicado|bom|boa|good|bueno) para (cabelo|pele|quem|pelo|hair)
    """,
    """
    (levar|trazer|llevar|bring) ... {day}
    {want} ~~ {book}
    """,
)
