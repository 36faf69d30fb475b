"""Wishes about a visit: to move it, to call it off, to know of it, to confirm and to book it."""

from bot.understanding.patterns import Wish, patterns_of, wish

# "Não quero cancelar": taken out before anything else is looked for.
KEPT = patterns_of("""
    {unwilling} (mais|mas|me|o|a|lo|la|to|que|it)? ({cancel}|{rebook}|{shift}) (nao)? ({mine}|o|el|
        the|la|a)? {visit}?
    (cancela|cancele|cancelem|cancelar|desmarca|desmarque|desmarcar|remarca|remarcar) nao (viu|ta|
        por favor)? $
    {unwilling} (ter|haver|have|haber) ({cancel}|{rebook}|{shift})
    {unwilling} (to)? (mudar|trocar|alterar|change|cambiar|move|mover) (nao)?
""")
# Somebody else called it off, or something that is no visit of ours.
OTHERS = patterns_of("""
    (cancelou|cancelaram|cancelaste|cancelaron|desmarcou|desmarcaram|desmarcaste)
    (someone|somebody|anyone|anybody|you|they|he|she|who|alguem|alguien|quem|quien|cliente|client|
        chefe|boss|jefe) ~ {cancel}
    (foi|foram|fue|fueron|was|were|got|been|esta|ta|is) (ja|mesmo)? (cancelad*|desmarcad*|
        cancelled|canceled)
    {cancel} (o|a|os|as|el|la|the|meu|minha|mi|my|um|uma|un|una)? {no_visit}
    {no_visit} ~ {cancel}
    (cancelei|desmarquei)
    (como assim|why|por que|porque|how come|por que me) ~ {cancel}
    (hermana|hermano|mama|papa|esposo|esposa|marido|amiga|amigo|sister|brother|mom|dad|friend|
        husband|wife) (ya|me|nos|te|les|already|just)? (cancelo|cancelled|canceled)
""")
NEGATED = (
    *KEPT,
    *OTHERS,
    *patterns_of("""
        {unwilling} (me|to)? (agend*|marcar|marque|reservar|confirm*|book)
    """),
)
# It stays as it is, where a change was refused in the same message.
STAYS = wish(
    "CONFIRM",
    """
    (im|i am|still|tudo|ta|esta|todo|we are|its|it is|fica|continua|sigue) ~ (good|fine|ok|
        okay|certo|bem|bien|set|perfect|otimo|perfeito|on|tranquilo|de pe)
    (dou|vou dar|dei) um jeito
    ({day}|{visit}) ~ (works|is fine|is good|serve|me sirve)
    (eu)? (vou|voy|iremos|vamos|irei|ire|consigo|puedo|posso) (sim|si|ir|asistir|estar|comparecer|
        mesmo|igual|normal|la|ai)
    """,
)
# Asked about in general, or for a day that may never come.
RULES = wish(
    "NONE",
    """
    {policy} ~~ ({cancel}|{rebook}|{shift}|falt*|no show)
    (cancel*|desmarcar|desmarcacao|remarcar|remarcacao|reagend*|resched*|reprogramar) ~~ {policy}
    (se|si|if|caso|quando|when|cuando|whenever) (eu|yo|i|a gente|we|you|alguem|someone|alguien|
        nos)? (precis*|quiser|tiver que|tiver de|tivesse que|necesit*|need to|have to|had to|
        want to|tengo que|tuviera que|quisiera|quero|quiero)? ({cancel}|{rebook}|{shift})
    (se|si|if|caso) (eu|yo|i|a gente|we|no|nao) ~~ {policy}
    (se|si|if|caso) (eu|yo|i|a gente|we) {no} (puder|conseguir|pudiera|puedo|can|for|fosse|aparecer|
        show|come|make|llego|go)
    ({cancel}|{rebook}|{shift}) ~ (se|si|if|caso|in case) (eu|yo|i|a gente|we)? (precis*|quiser|
        necesit*|need*|want|tiver)
    {may_we} ~ ({cancel}|{rebook}|{shift}) ... (se|si|if|caso|in case) {contingency}
    (se|si|if|caso|in case) {contingency} ... ({may_we}|{policy}) ... ({cancel}|{rebook}|{shift}|
        {policy})
    (do i|do we) (really|still|even)? (need|have) to {book}
    (precisa|preciso|precisamos|tem que|tenho que|hay que|hace falta|se necesita|necessario|
        tengo que) (mesmo)? ({book}|marcar hora|de hora marcada|de agendamento) (antes|hora|
        horario)? (ou|o|or) {could}
    (nao sei|no se|not sure|dont know) ~ (se|si|if) ... (aviso|avisar|confirm*|digo|falo|
        retorno|let you know|get back)
    (walk ins?|walk in|ordem de chegada|orden de llegada)
    (sem|sin|without) (marcar|agendar|hora marcada|agendamento|turno|cita|(an )?appointment|
        booking|horario marcado) $
    {may_we} ~ ({cancel}|{rebook}) ~ (online|pelo (site|app|aplicativo|telefone|whatsapp)|
        por (telefone|whatsapp|telefono)|no (site|app|aplicativo)|en linea|by phone|on the (app|
        site))
    {may_we} ~ ({cancel}|{rebook}) ~~ (sem|sin|without) (a|any|nenhum*|ningun*)? (pagar|custo|multa|
        taxa|costo|cargo|recargo|fee|charge|paying|penalty)
    (ate|hasta|until) (quando|cuando|when|que horas?|what time) ~~ ({cancel}|{rebook}|{shift})
    ({cancel}|{rebook}|{shift}) ~~ (ate|hasta|until) (quando|cuando|when|que horas?|what time)
    (how (early|late|long|far|much)|com quant*|con cuant*|quant[oa]s? (tempo|horas?|dias?)|
        cuant[oa]s? (tiempo|horas?|dias?)) ~~ ({cancel}|{rebook}|{shift})
    """,
    """
    (?<!do i )({want}) ~ ({cancel}|{rebook}|{shift})
    (pode|podem|please|can you|could you|por favor|puedes|pueden) ({cancel}|{rebook}|{shift})
    """,
)

VISITS: tuple[Wish, ...] = (
    wish(
        "RESCHEDULE",
        """
        {rebook}
        {shift}
        {move} ~ {mine}
        (tira|tire|saca|take) ... (e|and|y) (me|nos)? (bota|coloca|poe|put|pon|marca|passa|
            ponme|ponle) ~~ {when}
        {could} (passar|puxar|mover|jogar|empurrar|pasar|move|push|shift) (para|to|a|al|
            pro) ~ {when}
        (earlier|later|mais cedo|mais tarde|antes|mas temprano|mas tarde) ~~ (than|do que|
            que) (we|i|a gente|eu|lo|o)? (said|booked|agreed|planned|marcamos|combinamos|marquei|
            agendamos|combinado|quedamos)
        (so|solo|just|apenas|only) (quero|queria|quiero|preciso|want to|i want to|need to)? {move}
        me {move} ~ (para|a|to|pro|al) ~ {when}
        {move} me ~ (to|para|a|al) ~ {when}
        {move} (o|a|os|as|de|la|el|los|las|the|um|uma|una|our)? {visit}
        {move} (o|a|de|la|el|the|it|that)? (dia|data|fecha|date|day|time|horario)
        que (era|estava|tava|seria|was|estaba) ~ {when} ~ ({may_we}|que tal) ~ ({when}|ser|ficar|
            passar)
        {move} ~~ (de|do|da|das|dos|from|del|desde) ~ {when} ~ (para|to|al|a|por) ~ {when}
        (mudar|muda|mude|passar|passa|passe|jogar|joga|jogue|empurrar|empurra|puxar|puxa|pasar|
            pasa|pasan|correr|corre|mover|move|mueve|push|shift|transferir|transfere|trocar|
            troca|deixar|cambiar|cambia|swap|switch) (o|a|os|as|el|la|the) . ~ (para|to|al|
            a|until) ~ {when}
        (push|move|bring|pass|shift) (it|that|this|him|her|me) (back|to|forward|until|up|for)
        (move|push|bump|shift|transferir|transfere|mover|mueve|muevan) ~~ (to|para|al|
            until) ~ {when}
        ({could}|{want}|preciso|hay que|vou ter que) ~ (mover*|pasar*|pasarlo|adelant*|correr*|
            cambiar*|push|shift|transfer*|mudar|trocar|alterar|change|switch|swap) !(para|to|a|
            por)
        ({cancel}|desist*) ~~ (e|and|y|,|mas|but|pero) ~~ (marc*|agend*|book*|reserv*|remarc*|
            pasa*|passa*|muda*|mueve*|move|saca*|coloca*|bota*|put|schedule|pone*|faz|dar) ~~ {when}
        {cancel} ~~ (e|and|y) ~ {other_time}
        {cancel} ~~ (e|and|y) ~ (marcar|agendar|reservar)
        ({not_coming}|{mishap}) ... ({may_we}|que tal|how about|what about|e se|y si|what if|
            maybe|talvez|quem sabe|fica|deixa|dejamos|deixamos|marca|bota|coloca|ponme|
            passa|mejor|melhor|better|prefiro|prefiero|instead) ~~ ({day}|{other_time}|dia|[0-9]*|
            para)
        ({not_coming}|{mishap}) ... {have_you} ~ (as|a las|at|[0-9]*|{day})
        ({not_coming}|{mishap}) ... ({move}|{rebook}|{shift})
        ({not_coming}|{mishap}) ... {day} ~~ ({have_you}|{may_we}|serve|rola|daria)
        ({have_i}|{booked}) ... ({want}|{could}|have to|tengo que|tenho que) ~ {move}
        ({not_coming}|{mishap}) ... {other_time}
        (need|want|find|preciso|quero|queria|necesito|quiero|procurar|buscar|encontrar|
            achar) ~ {other_time} ~ (for|para) ({mine}|o|a|el|la)
        {other_time} ... ({not_coming}|{mishap})
        """,
        """
        {day} (eu)? {cannot} {day}
        {have_you} ~ {slot} ~~ {cancel}
        {move} ~ (servico|procedimento|service|servicio|profissional)
        {give_up} {mine} (vaga|lugar|spot|slot|place|hueco)
        me (passa|passe|passar|pasa|pasar|pasas) ~ {mine} {visit} (de|do|da|del)? ({day}|$)
        """,
    ),
    wish(
        "CANCEL",
        """
        {cancel}
        (tira|tirar|tire|remove|take|saca|sacar|quita|quitar|apaga|exclui|retira) ~~ (agenda|
            schedule|calendar|lista de (sexta|hoje)|marcacao|books)
        (libera|liberar|liberem|solta|soltar|free|release|liberen|dar|da|give|passar|passa) (o|a|
            up|el|la)? {mine}? {visit} ~ (outra|otra|someone|otro|outro|alguem|alguien|away|
            pessoa|$)
        {give_up} {mine} (vaga|lugar|spot|slot|place|hueco)
        (nao|no|ya no) (preciso|vou precisar|vou querer|necesito|quero|quiero) (mais|mas) (d[aeo]|
            del|o|a|el|la|my|meu|minha|mi) . (de|do|da|del|of)? {day}
        (nao|no) (vou|vai|voy a)? (precis*|necesit*) ~ (mais|mas) ~ ({visit}|vaga|disso|
            agendamento)
        no longer (need|want|able|coming)
        (wont|will not) be needing
        (nao|no|ya no) (quero|preciso|vou precisar|vou querer|quiero|necesito|precisamos|
            queremos) (mais|mas)? ~ ({mine}|o|el|do|del|la|da|a) {mine}? {visit}
        dont (want|need) ~ {visit}
        (wont|dont|doesnt|not|no longer) (be)? (need*|want*|requir*) ~ {visit}
        (drop|scrap|ditch|undo|withdraw|desfaz*|retira*|elimina*|exclu*|apag*|delet*|remov*|borra*|quita*|suspend*|
            desist*) (de|do|da|del|of|from)? ({mine}|o|a|el|la|the)? ~ {visit}
        (dar|dame|darme|den|denme|da|dale) de baja ~ {visit}
        """,
        """
        {no} ~ (perder|perca|lose|perdiera)
        """,
    ),
    wish(
        "CANNOT_COME",
        """
        {not_coming}
        """,
        """
        ({late}|{want} ~~ (marcar|agendar|consulta))
        (quando|so|until|hasta|ate|porque|pois) ~ {not_coming}
        {day} (eu)? {cannot} {day}
        """,
    ),
    wish(
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
    wish(
        "MY_APPOINTMENTS",
        """
        {when_q} ~~ {booked}
        ^ (e ai|ei|oi|mas|hola|hey|so|y|pero)? (marcou|agendou|marcaram|ficou marcado|foi marcado|
            ta marcado|esta marcado|deu certo|conseguiu marcar|quedo agendado|quedo marcado|
            ya quedo|did it go through|is it booked|am i booked|is that booked) (mesmo|ai|certo|
            in)? $
        {when_q} (e|es|is|era|it is|is it|was it|it was|sera|its|ficou|quedo) (mesmo|again|meu|
            o meu)? $
        (duvida|duda|certeza|sure|segur[oa]|sei se|se se|remember if|lembro se|sera que|acho que|
            acuerdo si|creo que|think i) ~ (eu|yo|i)? (marquei|agendei|reservei|marcamos|agendamos|
            agende|reserve|booked|scheduled)
        {mine} . ~ (com quem|con quien|with (who|whom))
        me (passa|passe|passar|fala|diz|dizer|manda|informa|dices|dice|
            tell) ~ {mine} {visit} ~ ({day}|$)
        (qual|que|quando|cual|what) (mesmo|era|foi|e|es|was)? (mesmo)? (o|a|el|la|
            the)? {visit} ~ {mine}
        (com quem|con quien) (eu|que)? (vou|voy|e que|tenho|tengo|fiquei|vai ser|sera)
        (confirm* para|verific*|confere|confira|checa*|olha*|ve|check|mira) (para mim|para mi|
            for me|ai|
            me)? ~ {mine} {visit}
        me confirm* ~ {mine} {visit}
        (is|was|e|es|era) ~ {mine} {visit} ~ (at|on|as|a las|for|{day})
        {booked} ~ (com|con|with) (quem|quien|who|whom)
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
        (com quem|con quien|quem|quien|who|com que pessoa|whom) ~~ ({booked}|{mine} {visit}|am i|
            do i)
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
        {have_i} ~ ({visit}|algo|alguma coisa|alguna|something|anything|marcacao) ~ ({booked}|ai|
            com|con|{day}|hoje|para|with|$)
        {have_i} (um|uma|algum|alguma|una|un|algun|a|an|any)? ({visit}|marcacao) !(livre|livres|
            vago|disponivel|free|libre)
        {remind} ... {mine} {visit}
        {remind} ~~ ({visit}|{when_q}|{booked}|quando|horas|cuando|hora|when|time|dia|data|day|
            date|fecha)
        (to|tou|estou|ja to|ja estou|estoy|ya estoy|am i|are we|im i|i am|ta|esta|ficou|fiquei|
            quedo|quede|is it|eu to|eu estou) ~ ({booked}|na agenda|on the (schedule|books|
            calendar)|agendad*|marcad*|down for|en la agenda)
        am i (in|down|on|all set|still on|coming)
        (ver|consultar|checar|conferir|verificar|olhar|saber|revisar|check|see|show|mostra*|
            lista*|view|consulta*|quais sao|cuales son|what are|qual e|whats) ~ {mine} ~ {visit}
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
        (confirmo|confirmad[ao]|confirmando|confirming|confirm) (minha|meu|mi|my) (presenca|
            consulta|horario|appointment|asistencia|hora|cita|turno)
        """,
    ),
    wish(
        "CONFIRM",
        """
        (confirm*|confirmadissim*|confirmadinh*)
        (estarei|estaremos|vou estar|estare|estaremos|ill be|i will be|well be|we will be|
            we ll be|i ll be) ~ (ai|la|ahi|alli|alla|there|presente)
        (ai|ahi|alli|la|alla) (estarei|estare|estaremos|nos vemos)
        (vou|irei|iremos|vamos|voy|ire) (sim|si|com certeza|ir|seguro)
        (sim|si|yes|yep|yeah|ok|claro) (eu)? (vou|irei|voy|ire|ill come|ill go|im coming)
        eu vou
        (vou|irei|vamos|iremos|voy a|vamos a|will) (comparecer|estar ai|estar la|asistir|
            estar ahi|estar alli|attend)
        (ahi|alli|alla) (voy a estar|vamos a estar)
        {keep} ~ ({visit}|como|assim|igual|do jeito|as is|as it is|it|that|mesmo|tal|asi|{day}|$)
        (deix*|dej*|leave|fica*|quero|queda*) ~ (como (esta|ta|estava|estaba)|do jeito que|
            as (it )?is|tal (qual|cual)|igual estava)
        (al final|no fim|no final|igual) (si|sim|eu)? (voy|vou|ire|irei|vamos)
        (vou|voy a|vai dar para|da para eu|consigo) (conseguir|poder)? ir (sim|si|igual|normal|
            mesmo|tranquil*)
        (certeza|claro|obvio|sure|seguro) (que|absoluta que|de que)? (vou|voy|ire|irei|estarei|
            estare)
        still (good|on|fine|set|coming) (for|with)? ({day}|{visit}|[0-9]*|$)
        (comparecerei|asistire|de pe|mantido|sigue en pie|still on|still coming|sem falta|
            sin falta|i will come|we will come)
        (pode|podem|puedes) ~ (contar|esperar|aguardar) (comigo|conmigo|por mim|me|la)
        (nos vemos|see you) (el|la|na|no|on|this|next|en)? (el|la|na|no)? {day}
        (count me in|see you then|see you there|i am coming|im coming|ill come|nos vemos (ahi|
            alli)|la estarei|presenca garantida|marcado e confirmado)
        """,
        """
        {no} ~ (confirm*|vou|voy|irei|ire)
        {keep} ~~ ({move}|{rebook}|{no})
        (me|pode|puedes|can you|could you|would you|por favor)? ~ (me) confirm* ~~ ({price}|
            {how_much}|{when_q}|se|si|if|endereco|direccion|address|{slot})
        (confirm*|confirma) ~ (se|si|if|que horas|when|what|qual|quanto|o endereco|how)
        como (faco|hago|posso) ~ confirm*
        ({could}|{want}|{have_you}|puede) ... (sem falta|sin falta)
        (nao sei|no se|not sure|dont know|nao tenho certeza|no estoy segur[oa]) ~ (se|si|if)
        (te|le|les|lhe|i will|ill|vou|voy a) confirm* (a|em|hoje|la|o)? (depois|amanha|manana|
            luego|later|tomorrow|mais tarde|mas tarde|em breve|soon|until|antes|quando|cuando|
            when|despues|tarde|noite|noche|jaja|$)
        (voce|ustedes|do you|you guys|they) confirm*
        confirm* (para|pra) (mim|mi)
        me confirm* ~ {mine} {visit}
        """,
    ),
    wish(
        "BOOK",
        """
        {want} ~~ {book}
        {want} ~ (mesm[oa]|mism[oa]|same|usual) ~ (ultima|anterior|sempre|last|siempre|usual|$)
        ({want}|^) (o|lo|the) (de sempre|de siempre|usual) $
        """,
        """
        (quanto|cuanto|how much|preco|precio|valor) ~ (para|to) {book}
        {want} ~ (saber|entender|ver) ~ ({price}|{how_much})
        como ~ {book}
        """,
    ),
    wish(
        "BOOK",
        """
        ({price}|{how_much}) ... ({could}|{want}|da para) ~ {book}
        ({price}|{how_much}) ... {have_you} ~ ({slot}) ... {day}
        ({price}|{how_much}) ... (da|rola|pode ser|daria|tem|teria) (para|pra)? (ser)? {day}
        {have_you} ~ {slot} ... {day} ... ({price}|{how_much})
        {book} ... {when} ... ({price}|{how_much})
        ({price}|{how_much}) ... ({could}|da para|da pra) ~ (ir|vir|fazer|ser|marcar|agendar|
            come|get|hacer) ... {day}
        """,
        """
        (quanto|cuanto|how much|preco|precio|valor) ~ (para|to) {book}
        como ~ {book}
        """,
    ),
)
