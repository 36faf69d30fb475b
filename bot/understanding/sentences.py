"""Sentences that can hardly mean anything else, for each intent, normalized.

In order: the first that is found counts.
"""

_VISIT = (
    r"(?:horario|hora|agendamento|atendimento|consulta|reserva|visita|sessao|cita|turno"
    r"|appointment|booking|visit)s?"
)
SENTENCES: tuple[tuple[str, str], ...] = (
    (
        "MY_DATA",
        r"(?:apaguem|apaga|apague|apagar|deletem|borren|borrar|delete|erase) (?:tudo|todo"
        r"|everything)|(?:esquecam?|olviden) (?:o )?(?:meu|mi) numero|(?:forget|remove"
        r"|delete) my (?:number|details|account)|direito ao esquecimento|(?:meus|mis) (?:dados"
        r"|datos)|(?:voce )?(?:tem|tienen|guardam|guardan|sabem|saben) (?:sobre|de) mi[m]?|"
        r"(?:my|your) (?:personal )?(?:data|information|info|details) (?:on|about|policy)"
        r"|(?:delete|erase|remove|see|access|export"
        r"|copy of) (?:all )?(?:of )?my (?:personal )?(?:data|information|info|details|account)"
        r"|proteccion de datos|protecao de dados|(?:excluir|apagar|deletar|exclua"
        r"|apague) (?:tudo )?(?:sobre mim|(?:a |o )?(?:minha|meu) \w+)|"
        r"lgpd|gdpr|(?:meus|minhas|meu|my|mis|nossos) (?:dados?|informacoes|cadastro|data|datos"
        r"|personal data|ficha)|(?:dados?|informacoes) (?:que )?(?:voce )?(?:tem|tenham|guardam?)"
        r"(?: de| sobre| a meu)? ?(?:mim|meu respeito)?|(?:excluir|apagar|deletar|remover|apaga"
        r"|exclui|apaguem) (?:o |a |os )?(?:meu|minha|meus) (?:cadastro|conta|numero|registro)"
        r"|(?:what|which) (?:personal )?(?:data|information) do you (?:have|keep|hold)"
        r"|(?:delete|erase|remove) (?:all )?my (?:data|account|details|number|information)"
        r"|datos (?:mios|personales|sobre mi)|que datos"
        r"|(?:borrar|borren|eliminar|eliminen) mi (?:cuenta|numero|registro)|que dados"
        r"|privacidade|privacy policy|privacidad",
    ),
    (
        "STOP",
        r"nao quero (?:mais )?(?:promoc\w+|propagandas?|mensage\w+|ofertas?|receber"
        r"|nada de voce)|chega de (?:mensage\w+|propagandas?|promoc\w+)|no more (?:messages"
        r"|texts|promotions|offers|spam)|basta de (?:mensajes|promociones)|(?:stop|end) (?:the "
        r"|these |all )?(?:messages|texts|promotions|spam)|no (?:quiero"
        r"|me interesan) (?:mas )?(?:promociones|ofertas|mensajes)|"
        r"(?:para|pare|parem|parar|deixa|deixe) de (?:me |nos )?(?:mandar|enviar|encher)"
        r"(?: mais)?(?: tant[ao]s?)?(?: mensage\w+| propagandas?| promoc\w+| publicidade| spam"
        r"| isso"
        r"| ofertas?)?|nao (?:quero|desejo) (?:mais )?(?:receber|ver) (?:mais )?(?:suas |essas "
        r"|as )?"
        r"(?:mensage\w+|promoc\w+|propagandas?|ofertas?|novidades?)"
        r"|nao (?:me )?(?:mande|manda|mandem|envie|enviem) (?:mais )?(?:mensage\w+|promoc\w+"
        r"|propagandas?)"
        r"|me (?:tira|tire|tirem|remove|remova) (?:da|dessa|desta|de) lista"
        r"|(?:stop|quit) (?:messaging|texting|sending|contacting)(?: me)?|take me off"
        r"|remove me from|unsubscribe me|dont (?:message|text|contact) me"
        r"|no (?:quiero|deseo) (?:recibir )?mas (?:mensajes|promociones|publicidad)"
        r"|no quiero recibir (?:mas )?(?:mensajes|promociones|publicidad)"
        r"|(?:deja|dejen|paren) de (?:mandar\w*|enviar\w*|escribir\w*)|no me (?:manden|escriban"
        r"|envien)"
        r"(?: mas)?(?: mensajes)?|(?:dar\w*|quiero) de baja|sacame de la lista|me descadastr\w+",
    ),
    (
        "OPT_IN",
        r"quero (?:voltar a )?receber (?:as |suas |de novo )?(?:promoc\w+|novidades?|ofertas?"
        r"|mensage\w+)"
        r"|pode(?:m)? (?:voltar a )?(?:me )?(?:mandar|enviar) (?:as )?(?:promoc\w+|novidades?"
        r"|ofertas?)"
        r"|quiero (?:volver a )?recibir (?:las |sus )?(?:promociones|novedades|ofertas|mensajes)"
        r"|(?:sign|opt) me (?:up|in)|subscribe me|want to (?:receive|get) (?:your )?(?:offers"
        r"|news|promotions)",
    ),
    (
        "RUNNING_LATE",
        r"(?:to|estou|ja estou|ja to|tamo|estamos|voy|estoy|ya estoy) (?:a caminho|chegando"
        r"|en camino|llegando|(?:indo|saindo)(?: ai| para ai| agora)?$)|desculpa o atraso"
        r"|atraso|on (?:my|the) way"
        r"|[0-9]{1,2} ?min\w* (?:away|tarde|late|de retraso|atrasad[oa])|minutos tarde|(?:perdi"
        r"|perd) o (?:onibus|metro|uber)|(?:vou|voy a) (?:chegar|llegar) (?:um |uns |unos "
        r"|un )?(?:pouco|pouquinho|poco|[0-9]{1,2})|(?:bit|little|few minutes) late|espera(?:m"
        r"|r)? (?:uns |um )?[0-9]{1,2} ?min\w*|segura (?:meu|o) horario|(?:missed"
        r"|missing) (?:my|the) (?:bus|train)|lateness|"
        r"atrasei|me atrase|nos atrasamos|atrasadissim[oa]|(?:chego|llego) (?:um pouco "
        r"|um pouquinho |un poco )?(?:depois|despues)|running (?:a )?(?:few|bit|little)"
        r"|behind schedule|"
        r"(?:vou|vamos|to|estou|tou|estamos|devo|posso|acho que vou) (?:\w+ ){0,3}?(?:atrasar"
        r"|atrasad[oa]s?"
        r"|demorar)|me atrasar|me atrasei|(?:uns |umas )?[0-9]{1,2} ?(?:min|minutos?|minutinhos)"
        r"(?: de)? (?:de )?(?:atraso|atrasad[oa])|atrasad[oa]|atrasadinh[oa]|pouco de atraso"
        r"|atraso de"
        r"|(?:chego|chegando|estou ai|to ai|chegarei) (?:ai )?(?:em"
        r"|daqui) (?:a )?(?:uns )?[0-9]{1,2} ?min\w*"
        r"|(?:running|gonna be|going to be|be|am|im|bit|little|few minutes|mins?"
        r"|minutes?) (?:a (?:bit|little) )?"
        r"(?:[0-9]{1,2} ?(?:mins?|minutes?) )?late|late by|running behind|stuck in traffic"
        r"|running late"
        r"|(?:be there|arrive|there) in (?:about )?[0-9]{1,2} ?min\w*|delayed"
        r"|(?:llego|llegar|llegare|voy) (?:\w+ ){0,3}?tarde|retrasad[oa]|con retraso"
        r"|me retras\w+|me demoro"
        r"|voy a demorar|demorad[oa]|preso no transito|presa no transito|transito (?:horrivel"
        r"|parado)"
        r"|llego en [0-9]{1,2} ?min\w*|atascad[oa]",
    ),
    (
        "HUMAN",
        r"(?:falar|conversar|hablar|charlar) (?:com|con)|(?:speak|talk|chat) (?:to|with)"
        r"|recepcionista|receptionist|recepcao|secretaria|gerente|encargad[oa]|manager"
        r"|responsavel|(?:chama|chame|chamar|call|llama) (?:a |o |um |uma |alguem|the |el "
        r"|la )+(?:recep\w+|pessoa|atendente|dona|dono|equipe|moca|person|staff|owner|duena?"
        r"|encargad[oa])|someone real|pessoa real|alguem de verdade|"
        r"(?:nao quero|odeio|cansei de) (?:\w+ ){0,3}?(?:robo|maquina|bot|robot)"
        r"|tem alguem (?:ai|para (?:falar|conversar)|ai para)"
        r"|alguem (?:pode )?(?:me )?(?:atende|atender|ajuda|ajudar)"
        r"|no quiero (?:hablar con )?(?:un )?robot|"
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
        "RESCHEDULE",
        r"(?:jogar|joga|empurrar|puxar|puxa|botar|bota|colocar|coloca|passar|pasar|mudar|trocar"
        r"|alterar) (?:o |a |de )?(?:meu|minha|nosso|nossa|mi|my) \w+|(?:mudar|trocar|alterar"
        r"|cambiar|change) (?:de|das?|from) (?:\S+ ){1,3}(?:para|to|por|al?)|(?:preciso|quero"
        r"|queria|gostaria de|posso|poderia|vou precisar|necesito|quiero|puedo|podria|need to"
        r"|want to|can i|could i|have to) (?:mudar|trocar|alterar|cambiar|change|move|switch)"
        r"(?! (?:para|to|a|por)\b)"
        r"|troca\w* de (?:dia|data|horario|hora)|transferencia de horario|reprogram\w+"
        r"|reagend\w+|push (?:my|it|the)|postpon\w+|poster?g\w+|adiant\w+|antecip\w+|"
        r"(?:passar|mudar|trocar|mover|move|change|cambiar|pasar"
        r"|transferir) (?:\w+ ){1,4}(?:d[aeo]|del|from) (?:\w+ ){1,2}(?:para|to|al?)|(?:pasar"
        r"|pasa|correr) (?:la |el |mi )?(?:cita|turno|hora|reserva)|(?:passar|mudar|mover|pasar"
        r"|move) (?:o|a|el|la|the) \w+ (?:para|al|to)|"
        r"(?:mudar|muda|trocar|troca|passar|passa|mover|transferir|adiar|change|move|push"
        r"|cambiar|cambia|mover) (?:o |a )?(?:meu|minha|mi|my) \w+|(?:mudar|muda|troque|trocar"
        r"|troca|passa|cambia) (?:o |de |el |la )?(?:horario|hora|turno|cita)|(?:push|move"
        r"|bring) (?:it|that) (?:back|to|forward)|"
        r"remarc\w+|cancel\w* e (?:re)?marcar (?:para )?outr[oa]|reagend\w+|reprogramar"
        r"|reagendar|reschedul\w*|adiar|antecipar"
        r"|posponer|postpone"
        rf"|(?:mudar|trocar|alterar|transferir|passar|mover|cambiar|modificar|change"
        rf"|move) (?:(?:o|a|de|meu|minha|mi|el|la|my|the) )*{_VISIT}"
        r"|(?:mudar|trocar|alterar|cambiar) (?:o |a |de |el |la )?(?:dia|data|fecha)"
        r"|change the (?:day|date|time)",
    ),
    (
        "CANNOT_COME",
        r"nao (?:vou )?(?:consigo|conseguirei|conseguir|poderei|poder|posso) (?:mais )?(?:ir"
        r"|comparecer|estar|aparecer|chegar|vir)|nao comparecerei|(?:cant|cannot|wont|unable to"
        r"|not able to) (?:\w+ )?(?:attend|come|go|make it)|no (?:puedo|podre"
        r"|voy a poder) (?:asistir|ir|llegar)|tive que (?:viajar|sair)|fiquei doente"
        r"|estou doente|im (?:sick|ill)|estoy enferm[oa]|"
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
        "CANCEL",
        r"cancel\w*|desmarc\w+|anul(?:ar|a|en|e)|"
        r"cancelar|cancela|cancele|cancelo|cancelamento|desmarcar|desmarca|desmarque"
        r"|desmarco|cancel|anular"
        r"|cancelacion|call off",
    ),
    (
        "MY_APPOINTMENTS",
        r"(?<!so )(?<!nao )(?<!apenas )(?<!solo )(?:tenho|tinha|temos|tengo|tenemos) (?:um "
        r"|uma |una? )?(?:hora|horario|turno|cita"
        r"|sessao|consulta|atendimento|reserva)(?! (?:livre|vago|disponivel))|(?:am i"
        r"|are we) (?:booked|down|scheduled|in)|(?:a )?que horas? (?:e|sera|vai ser|ficou|esta"
        r"|ta|era) (?:o |a )?(?:meu|minha|nosso|nossa)|a que horas? (?:eu )?tenho"
        r"|para (?:quando|que dia|que horas?) (?:eu )?(?:marquei|agendei|ficou|esta|ta)|(?:what"
        r"|which) (?:day|time) (?:am i|is my|did i)|(?:marquei|agendei"
        r"|reservei) (?:para )?(?:quando|que dia|que horas?)|(?:cuando|a que hora) (?:tengo"
        r"|me toca|reserve)|(?:ja|ya) (?:estou|estoy|tenho|tengo) (?:agendad|marcad|reservad"
        r"|anotad)\w*|(?:meu|mi) nome (?:ta|esta) (?:na agenda|marcado)|"
        r"quando (?:e|vai ser|sera|ta|esta) (?:marcad\w )?(?:o|a|meu|minha) \w+|(?:que|cual"
        r"|qual) dia (?:tengo|tenho|es mi|e meu|e o meu)|(?:what|which) (?:appointments?"
        r"|bookings?) (?:do )?(?:i|we)|(?:que|cuales) (?:turnos?|citas?|reservas?) tengo|(?:que"
        r"|quais) (?:horarios?|agendamentos?) (?:eu )?tenho|(?:my|mi) (?:haircut|bath|manicure"
        r"|bano) (?:is )?(?:when|cuando)|(?:what time|when) (?:is|was) (?:my|our)|"
        r"que horas? (?:que )?(?:eu )?(?:marquei|agendei|ficou|tinha marcado)"
        r"|(?:que )?dia (?:que )?(?:eu )?(?:marquei|agendei)|(?:tengo|tenho|tinha) (?:algo"
        r"|alguna|algun|alguma coisa|hora|turno|cita) (?:reservad|agendad|marcad)\w+"
        r"|what time is my|(?:do|did) i (?:have|book) (?:any|some|an) ?(?:thing|appointments?"
        r"|bookings?)?|when (?:am i|do i come)|when is my|a que hora (?:es|tengo)|cuando (?:es"
        r"|tengo) mi|"
        rf"(?:meu|minha|meus|minhas|mi|mis|my) (?:proxim[ao]s? |next |upcoming )?{_VISIT}"
        r"|tenho (?:algo|algum horario|alguma coisa|horario) (?:marcad|agendad)\w+"
        r"|(?:esta|ta) marcado (?:para|que)"
        r"|o que (?:eu )?(?:tenho|esta) (?:marcado|agendado)|quando (?:e|eu tenho) (?:o )?meu"
        r"|que horas? (?:e|esta) marcad\w|when is my",
    ),
    (
        "CONFIRM",
        r"confirmadissim[oa]|confirmadinh[oa]|"
        r"confirmo|confirmado|confirmada|confirmad[ao]s|pode confirmar|quero confirmar"
        r"|(?<!me )confirmar|(?<!me )confirma|confirmed|confirm"
        r"|(?:estarei|estaremos|vou estar) (?:ai|la)|presenca confirmada|vou sim|eu vou"
        r"|irei sim|estare (?:ahi|alli)"
        r"|alli estare|ahi estare|(?:ill|i will) be there|see you (?:there|then)",
    ),
    (
        "PRICES",
        r"descontos?|descuentos?|discounts?|orcamento|presupuesto|(?:sai|fica|custa|vale"
        r"|cobra) (?:por )?quanto|quanto (?:que )?(?:sai|saem|ficaria|fica|custaria|da"
        r"|cobra\w*)|cuanto (?:seria|cobras?|te debo)|(?:what|whats) (?:is |are )?the (?:cost"
        r"|price|fee)|price of|cost of|rates?|(?:e|ta|muito) car[oa]|"
        r"(?:do )?you charge|(?:voce )?cobram?|ta quanto|quanto que (?:e|ta|fica|custa)"
        r"|cuanto (?:sale|salen|cobra)|"
        r"precos?|valor(?:es)?|quanto (?:custa|e|fica|ta|esta|sai|cobra|voce cobra|que e"
        r"|seria|vale|que custa)\w*|tabela"
        r"|precios?|cuanto (?:cuesta|sale|vale|cobran|es|esta|cuestan)|how much|prices?"
        r"|pricing|costs?|price list|tarifas?",
    ),
    (
        "HOURS",
        r"(?:que horas?|quando|ate que horas?|a que hora|cuando|what time"
        r"|when) (?:\w+ ){0,3}(?:abr\w+|fech\w+|cierr\w+|atend\w+|atiend\w+|open|close|shut)"
        r"|(?:do|are|will) you (?:be )?open|opens? (?:on|at|today|tomorrow)|(?:trabalham"
        r"|atendem|abrem|abre|abren|atienden|funciona\w*) (?:aos? |no |na |nos |em |los |el "
        r"|de |hoje|hoy|amanha)+(?:feriados?|fim de semana|\w+)?"
        r"|que dias?(?: da semana)? (?:voce )?(?:abr\w+|atend\w+|funcion\w+|trabalha\w+)|"
        r"(?:abre|fecha|abrem|fecham|atendem?|funcionam?) (?:ate |a partir de |de )?que horas?"
        r"|(?:opening|closing) (?:times?|hours?)|your hours|(?:what|when) are you open"
        r"|horario de (?:hoje|sabado|domingo)|que dias (?:voce )?(?:abrem?|atendem?|funcionam?)"
        r"|que dias (?:abren|atienden)|horario (?:de )?atencion|"
        r"(?:ta|esta|estao|estan) (?:abert[oa]s?|fechad[oa]s?|abiertos?|cerrados?)|(?:ja "
        r"|ainda )?(?:abriu|fechou|abriram|fecharam)|horario comercial|"
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
        "ADDRESS",
        r"(?:fica|ficam|e|esta|estao|queda|quedan) (?:perto|proximo|longe|em frente|ao lado"
        r"|cerca|lejos|no centro)|where is (?:the|your)|where s|wheres|near (?:the )?(?:station"
        r"|metro|subway)|manda (?:a )?(?:loc|localizacao)|google maps|"
        r"(?:em )?que (?:bairro|rua|cidade|lugar|altura)|qual (?:o )?bairro|em qual (?:bairro"
        r"|rua)|"
        r"endereco|onde (?:fica|e|voce fica|ficam|esta|voce esta|estao)|localizacao"
        r"|como (?:eu )?(?:chego|chegar|faco para chegar)"
        r"|qual (?:a |e a )?rua|direccion|donde (?:estan?|queda|quedan|se encuentran)"
        r"|ubicacion|como llego"
        r"|address|where are you|where is it|location|directions|how do i get there",
    ),
    (
        "BOOK",
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
        "SERVICES",
        r"(?:quais|que|what|cuales) (?:\w+ ){0,3}(?:servicos|servicios|services|tratamentos"
        r"|tratamientos|treatments)|(?:o )?que (?:mais )?(?:voce )?(?:fazem|oferecem|tem ai)"
        r"|cardapio de servicos|catalogo|"
        r"procedimentos?|tratamentos? (?:que |voce )|que (?:\w+ )?(?:voce )?oferece\w*"
        r"|que (?:tipos? de )?(?:tratamientos|trabajos)|(?:what|which) (?:treatments"
        r"|do you offer)|"
        r"trabalha[m]? com (?:o )?que|com (?:o )?que (?:voce )?trabalha|"
        r"(?:quais|que|ver|os|lista de|quais sao os) (?:sao )?(?:os )?(?:seus "
        r"|teus )?servicos|servicos|o que voce (?:faz|fazem|oferece\w*|tem)"
        r"|que servicios|servicios|que (?:hacen|ofrecen)|services|what do you (?:offer|do)",
    ),
)
