"""Words about delays, people to talk to, data and messages."""

CONTACT: dict[str, str] = {
    "late": (
        "se (me )?hizo tarde, fiquei pres[ao], quede atorad[ao], atorad[ao], enrolad[ao], "
        "atraso, atrasos, atrasar, atrasarei, atrasad*, atrasei, atrasando, atrasamos, "
        "atrasadinh*, atrasadissim*, atrasarme, retras*, demorad*, delayed, lateness, running "
        "late, running behind, running a (bit|little) (late|behind), behind schedule, run "
        "late, am late, im late, be late, bit late, little late, few minutes late, minutes "
        "late, mins late, min late, late for my, late to my, llego tarde, llegar tarde, "
        "llegare tarde, llegando tarde, voy tarde, chegar tarde, chego tarde, chegar mais "
        "tarde, chegar depois, llegar despues, llegar mas tarde, chegar um pouco, llegar un "
        "poco, chegar uns, llegar unos, engarrafamento, congestionamento, transito, trafico, "
        "running [0-9]+ (\\S+ )?(behind|late), traffic, trancon, atascado, atascada, atasco, "
        "preso no, presa no, perdi o "
        "(onibus|metro|uber|trem), perdi el (bus|metro|colectivo), missed my "
        "(bus|train|ride), (missed|missing) the (bus|train)"
    ),
    "arriving": (
        "vou chegar, devo chegar, consigo chegar, voy a llegar, ill arrive, chego, chegarei, "
        "chegamos, chegando, to chegando, to ai, estou ai, to indo, estou indo, tou indo, "
        "indo, to saindo, saindo, estarei ai, llego, llegare, llegamos, llegando, saliendo, "
        "yendo, estare ahi, estoy ahi, arrive, arriving, be there, there in, ill get there, "
        "getting there, see you in, get there, leaving now, on my way, on the way, a caminho, "
        "no caminho, en camino, en ruta, atraso, omw, to descendo, no uber, ja sai"
    ),
    "minutes": (
        "ratito, rato, instante, instantinho, momentito, momento, pouquinho, segundinho, few, "
        "bit, soon, ja ja, jaja, logo, tantinho, [0-9][0-9]? ?m(in*)?, min, mins, minutos, "
        "minutinhos, minuto, minutitos, minutes, minute, meia hora, meia horinha, media hora, "
        "half an hour, half hour, um quarto de hora, quinze, vinte, dez, cinco, diez, veinte, "
        "ten, fifteen, twenty, um pouco, uma horinha, uma hora"
    ),
    "hour_of_clock": (
        "[0-9][0-9]?[:h][0-9]*, [0-9]* e (meia|pouco|pouquinho), as [0-9]*, a las [0-9]*, at [0-9]*"
    ),
    "person": (
        "pessoa, atendente, atendentes, humano, humana, ser humano, recepcionista, recepcao, "
        "secretaria, gerente, gerencia, responsavel, dono, dona, proprietario, proprietaria, "
        "alguem, pessoal, equipe, moca, supervisor, supervisora, funcionario, funcionaria, "
        "agente, asesor, asesora, encargado, encargada, duena, dueno, persona, alguien, "
        "humano real, operador, operadora, human, person, agent, someone, somebody, anybody, "
        "anyone, representative, rep, receptionist, reception, manager, owner, staff, "
        "operator, team, front desk, gente, gente de verdade, voces, ustedes"
    ),
    "talk": (
        "falar, fala, fale, conversar, hablar, hablo, charlar, comunicar, comunicarme, "
        "contato, contactar, atendido, atendida, atendimento, ser atendido, speak, talk, "
        "chat, speaking, talking"
    ),
    "machine": (
        "robo, robos, robot, robots, bot, bots, maquina, maquinas, machine, maquinita, "
        "inteligencia artificial, ia, ai chat, chatbot, secretaria eletronica"
    ),
    "complaint": (
        "absurdo, palhacada, desrespeito, descaso, (e|es|que|una|uma) (vergonha|verguenza), "
        "uneven, botched, butchered, want it fixed, lopsided, desparejo, chueco, "
        "ridiculous, outrageous, disgraceful, "
        "(nao gostei|nao gostamos|no me gusto|no nos gusto|didnt like|not happy|unhappy|not "
        "satisfied) (nada |muito |mucho |at all )?(d[aeo] |com |con |with |el |la |the |how |my "
        ")(\\S+ )?(atendimento|servico|resultado|corte|cor|jeito|trabalho|servicio|atencion"
        "|trato|color|service|haircut|cut|work|treatment|way|turned), "
        "estragaram, estragou, queimaram, queimou, mancharam, manchou, arruinaron, ruined, "
        "messed up, burned my, insatisfeit*, decepcionad*, indignad*, inaceitavel, "
        "inaceptable, unacceptable, cobra(ram|ron) (errado|a mais|de mas), overcharged, "
        "disappointed, (ficou|ficaram|quedo|came out|looks) (muito |um |uma |so |really "
        ")?(horrivel|horrible|pessim[oa]|pesimo|terrible|awful|ruim|porcaria|lixo|mal "
        "feit[oa]|tort[oa]|manchad[oa]|fei[oa]|mal), reclamar, reclamacao, reclamacoes, "
        "queixa, queixar, reclamo, quejarme, queja, quejas, reclamacion, complain, complaint, "
        "complaints, reembolso, refund, money back, dinheiro de volta, estorno, devolucion, "
        "procon, ouvidoria, falta de respeito, livro de reclamacoes"
    ),
    "data": (
        "dado, dados, cadastro, informacoes, informacao, dados pessoais, registro, registros, "
        "ficha, historico, datos, datos personales, informacion, data, personal data, "
        "information, personal information, info, details, records, record, perfil, profile"
    ),
    "account": ("conta, cuenta, account, numero, number, nome, telefone, phone number, contato"),
    "erase": (
        "apaga, apagar, apague, apaguem, apagado, apagados, apagadas, deleta, deletar, "
        "delete, deletem, deleted, exclui, excluir, exclua, excluam, excluo, excluidos, "
        "remover, remove, removed, remova, removam, elimina, eliminar, eliminen, eliminem, "
        "elimine, borra, borrar, borren, borre, erase, erased, wipe, forget, esquecam, "
        "esqueca, olviden, suprimir"
    ),
    "ads": (
        "mensage*, promoc*, promo, promos, propaganda, propagandas, oferta, ofertas, "
        "novidade, novidades, publicidade, publicidad, spam, message, messages, texts, "
        "texting, promotion, promotions, offers, offer, deals, deal, news, newsletter, "
        "marketing, mensajes, mensaje, msg, msgs, mensagenzinhas, novedades, promociones, "
        "anuncio, anuncios, divulgacao, divulgacoes, emails, avisos, notificacoes, "
        "notificaciones, notifications, updates, informativos, descontos, campanhas, "
        "disparos, zap"
    ),
    "send": (
        "mandar, mande, manda, mandem, mandando, mandarem, enviar, envie, enviem, envia, "
        "enviando, encher, receber, recibir, mandarme, enviarme, manden, envien, send, "
        "sending, receive, receiving, get, getting, messaging, texting, contacting, contact, "
        "message, text, spamming, receberem, recebo, recibo, perturbar, incomodar"
    ),
    "stop": (
        "pare, parem, parar, chega, basta, stop, quit, deja, dejen, dejar, deixa, deixe, "
        "deixem, deixar, cease, enough, no more, no mas, sem mais, cancela*, cancelar"
    ),
    "thanks": (
        "brigad*, brigad[ao]o, vlw, tks, thx, obrigad*, obrigadao, valeu, thanks, thank you, "
        "gracias, agradec*, agradezc*, grata, grato, gratidao, cheers"
    ),
    "hello": (
        "oi, ola, oie, oii, opa, eai, e ai, hola, hi, hello, hey, bom dia, boa tarde, boa "
        "noite, buenas, buenos dias, good morning, good afternoon, good evening, alo, salve, "
        "fala, boas"
    ),
}
