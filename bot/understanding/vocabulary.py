"""The words that wishes are made of, in all languages at once, normalized.

Entries are parted by commas. `*` ends a word in any way, `(a|b)` is one of these, `?` makes what
stands before it optional and `{name}` is another vocabulary. Words that mean something else in a neighbouring language come with the
words that tell ("no puedo": in Portuguese "no" is "in the").
"""

WORDS: dict[str, str] = {
    # Who and whose.
    "mine": "meu, minha, meus, minhas, nosso, nossa, nossos, mi, mis, my, our, o meu, a minha",
    "you": "voce, voces, ustedes, usted, you, ya, you guys, you all, a loja, o salao, ai",
    # What a booking is called.
    "visit": "horario, horarios, hora, horas, horinha, agendamento, agendamentos, atendimento,"
    " atendimentos, consulta, consultas, reserva, reservas, visita, sessao, marcacao, marcacoes,"
    " compromisso, cita, citas, turno, turnos, appointment, appointments, booking, bookings,"
    " reservation, reservations, session, slot, appt, appts",
    "slot": "horario, horarios, hora, horas, horinha, vaga, vagas, vaguinha, vaguinhas, encaixe,"
    " encaixes, espaco, espacinho, brecha, janela, lugar, lugarzinho, agenda, disponibilidade,"
    " disponivel, disponiveis, turno, turnos, turnito, cita, citas, hueco, huequito, espacio,"
    " disponibilidad, disponible, disponibles, slot, slots, opening, openings, availability,"
    " available, space, spot, spots, appointment, appointments, room, free, time free,"
    " times free, anything, something",
    "booked": "marquei, agendei, reservei, marcado, marcada, marcados, agendado, agendada,"
    " agendados, reservado, reservada, marcou, agendou, marcamos, agendamos, marcaram,"
    " agendaram, agende, reserve, saque, anotado, anotada, agendadas, marcadas, reservados,"
    " booked, scheduled, programado, programada",
    # Asking when.
    "when_q": "que horas, que hora, que horario, quais horarios, qual horario, qual o horario,"
    " qual e o horario, qual hora, qual a hora, qual e a hora, que dia, que dias, quais dias,"
    " qual dia, qual o dia, qual e o dia, que data, qual data, qual a data, quando, cuando,"
    " a que hora, que dia y hora, cual hora, what time, what times, what day, what days,"
    " which day, which days, when, whens, whats the time of, hasta que hora, ate que horas",
    "remind": "me lembra*, lembra*, me relembra*, lembrete, me recuerdas, recuerdame, me recuerda,"
    " recordarme, me recordas, me recuerdan, remind me, esqueci, olvide, me olvide,"
    " i forgot, forgot, cant remember, dont remember, nao lembro, nao me lembro, nao recordo,"
    " no recuerdo, no me acuerdo",
    "have_i": "do i (still |already )?have, (ainda|todavia|aun) (tenho|tengo), tenho, tinha, temos, tengo, tenemos, tenia, do i have, i have, have i got,"
    " i got, ive got, eu tenho, ja tenho, ya tengo, did i have, i had",
    # Moving.
    "rebook": "remarc*, remarqu*, remarcacao, (alteracao|mudanca|troca|cambio|change) d[eo] (meu |mi |my )?(horario|data|dia|hora|agendamento|turno|cita|fecha), reagend*, reprogram*, reschedul*, reprogramar, rebook*, re agendar,"
    " re marcar, reacomodar",
    "shift": "adi(ar|a|e|o|amos|armos|em), adia, adie, adiamos, adiantar, adianta, adiante, antecip*, posterg*,"
    " postpon*, pospon*, prorrogar, aplaz*, atrasar meu, atrasar o horario, adelantar,"
    " retrasar la, retrasar el, retrasar mi",
    "move": "mud(ar|a|e|o|amos|am|em|emos|arem|aria|armos|ei), troc(ar|a|o|amos|armos|aria|am), troqu(e|em|emos),"
    " pass(ar|a|e|o|amos|armos|em), pas(ar|a|o|e|amos|an|en|arlo|arla|arme|alo|ala|armela|aria),"
    " cambi(ar|a|o|e|en|an|amos|arlo|arla|alo|ala|aria|arme), mov(er|a|e|o|emos|an|en|erlo|erla|ermos),"
    " mudar, muda, mude, mudo, mudamos, trocar, troca, troque, troco, alterar, altera,"
    " altere, passar, passa, passe, mover, mova, move, muevo, mueve, mueven, moverlo, moverla,"
    " jogar, joga, jogue, empurrar, empurra, puxar, puxa, botar, bota, colocar, coloca, pasar,"
    " pasa, pasarlo, pasarla, pasan, cambiar, cambia, cambien, cambiarlo, cambiarla, correr,"
    " corre, corren, change, changing, switch, shift, push, pushed, swap, bump, modificar, modifica,"
    " transferir, transfere, transfira, moved, deslocar, reubicar, trocarmos, mudarmos",
    "cancel": "cancel*, desmarc*, desmarqu*, descancel*, anular, anula, anulo, anulen, anulacion,"
    " call off, call it off, nao precisa mais marcar, tira da agenda, tirar da agenda",
    "other_time": "outro dia, outra data, outro horario, outra hora, outra semana, outro momento,"
    " another day, another time, another date, a different day, a different time,"
    " a different date, different day, different time, otro dia, otra fecha, otra hora,"
    " otro horario, otro momento, outro dia e horario, uma nova data, nova data, novo horario,"
    " new time, new date, nueva fecha, nuevo horario",
    # Not coming.
    "no": "nao, nem, nunca, not, dont, didnt, cant, cannot, wont, doesnt, isnt, aint, never,"
    " no(?= (?:puedo|podre|podra|podremos|podemos|voy|vamos|va|quiero|queremos|llego|me|se|es"
    "|creo|tengo|alcanzo|asistire|ire|hace|deseo|necesito|quisiera|longer|more|cancel*)),"
    " ya no",
    "cannot": "nao (vou |vo |vamos |mais )?(mais )?(consigo|conseguir|conseguirei|conseguiremos"
    "|posso|poder|poderei|podemos|poderemos|terei como|tenho como|temos como|ter como),"
    " nao (vai|da|vou|deu) (mais )?(mais|para|dar|rolar), no (puedo|podre|podra|podremos|podemos|alcanzo a|voy a poder"
    "|vamos a poder|voy a alcanzar a), cant, cannot, can not, wont be able to, unable to,"
    " not able to, not be able to, not going to be able to, nao dou conta de,"
    " im not gonna be able to, no me es posible, me es imposible, impossivel, imposible",
    "come": "ir, vir, comparecer, aparecer, estar, ficar ai, chegar, levar, leva lo, leva la,"
    " asistir, venir, llegar, acudir, llevarlo, llevarla, presentarme, come, make, make it,"
    " attend, go, be there, be coming, bring, show up, get there",
    "not_coming": "no creo (que )?(pueda|poder|voy|alcance|llegue), (dont|do not) think (i|we) (can|will|ill) (make|come|be), acho que nao (vou|consigo|vai dar), {cannot} ({come}|mais|mas|hoje|amanha|hoy|manana|today|tomorrow|{day}|na|no|el),"
    " {cannot} (\\S+ )?(\\S+ )?(\\S+ )?({come}), nao (vou|vo|vamos|irei|iremos|comparecerei)"
    " (mais |poder |conseguir |dar |ir )?(ir|vir|mais|comparecer|estar|poder|conseguir|dar|{day}"
    "|na|no|nesse|nessa|ai), nao vou (poder|conseguir), nao (irei|comparecerei|iremos|poderei),"
    " nao vai (dar|rolar|ser possivel|ter como), vou (ter que )?faltar, faltarei, voy a faltar, nao da mais, no (voy|vamos|ire|asistire|iremos) (a )?(poder"
    "|ir|asistir|llegar|estar|el|hoy|manana|mas)?, no (podre|podremos), ya no (voy|puedo|podre"
    "|vamos|quiero ir), no llego (a |hoy|manana|el|para), no alcanzo, wont (be )?(coming|there"
    "|able|make it|show|be in), (not|isnt|arent) (going to |gonna )?(be )?(coming|come|make it"
    "|be there|able to come|able to make), (cant|cannot) (make|come|go|be|attend|get|bring),"
    " unable to (make|come|attend|be), no voy, nao vou",
    "mishap": "(fiquei|estou|to|tou|ficou|esta|ta|acordei|caiu|estoy|amaneci|me puse)"
    " (muito |bem |com |de )?(doente|gripad[oa]|febre|passando mal|mal|cama|enfermo|enferma),"
    " imprevisto, imprevistos, im (sick|ill|unwell), (is|got|feeling) (sick|ill),"
    " something came up, (surgiu|apareceu|surgio|salio) (um|uma|algo|un|una),"
    " me surgio, me salio, emergencia, emergency, tive que (viajar|sair|trabalhar),"
    " (vou|vo) ter que (viajar|trabalhar), deu ruim, tuve un problema, tive um problema,"
    " deu um problema, got called into work, have to work, tengo que trabajar",
    # Wanting, having, being able.
    "want": "quero, queria, quer, gostaria, gostava, desejo, desejaria, preciso, precisava,"
    " precisamos, queremos, queriamos, vou querer, to querendo, estou querendo, tava querendo,"
    " tava pensando, to precisando, estou precisando, tou a precisar, queria era, pretendo,"
    " quiero, quisiera, queremos, quisieramos, necesito, necesitaba, necesitamos, busco, ando"
    " buscando, me gustaria, nos gustaria, want, wanna, need, id like, i would like, would like,"
    " would love, id love, looking to, looking for, looking, hoping, hope, like to, wish to,"
    " trying to, tentando, tratando de",
    "could": "pode, podem, podes, poderia, poderiam, posso, podemos, consegue, consigo,"
    " conseguem, conseguiria, da para, daria para, tem como, teria como, tem jeito,"
    " seria possivel, e possivel, sera que, puedo, puedes, podes, podrias, podria, podrian,"
    " pueden, podriamos, podemos, se puede, es posible, seria posible, hay forma, can, could,"
    " may, is it possible, would it be possible, any chance, is there a way, would you, rola",
    "have_you": "tem, tens, teria, teriam, tinha, tendes, ha, existe, sobrou, sobra, resta,"
    " rola, arruma, arranja, arranjam, arruma me, consegue, conseguem, tienen, tiene, tenes,"
    " tendras, tendran, tendrias, hay, habra, queda, quedan, habria, haveria, have, has, got,"
    " is there, are there, any, algum, alguma, algun, alguna, e possivel, ve, me ve, verifica,"
    " ver, saber, abriu, surgiu, qual o proximo, proximo, proxima, next, pode ver, havera",
    "book": "agendar, agenda, agende, agendo, agendamos, agendarmos, agendame, agendamento,"
    " agendarme, agendar me, marcar, marca, marque, marcarmos, marcame, marcarme, marcar me,"
    " reservar, reserva, reserve, reservame, reservarme, encaixar, encaixa, encaixe, encaixas,"
    " encaixam, encaixarem, apuntame, apuntarme, anotame, anotarme, anotas, anotan, anota,"
    " agendas, agendan, reservas, pedir hora, pedir cita, pedir turno, sacar turno, sacar cita,"
    " sacar hora, tomar hora, solicitar cita, solicitar turno, book, booking, schedule, reserve,"
    " squeeze (me |us |him |her )?in, fit (me |us |him |her )?in, make an appointment,"
    " make a reservation, get an appointment, an appointment, set up an appointment, get in,"
    " put me down, put me in, marcacao, me coloca, me bota, me poe, coloca ai, coloca eu,"
    " novo agendamento, nova marcacao, agendarem, marcarem",
    # The rest of the shop's day.
    "open": "abre, abrem, abrir, aberto, aberta, abertos, abertas, abriu, abriram, abrindo,"
    " fecha, fecham, fechado, fechada, fechados, fechar, fechou, fechando, funciona, funcionam,"
    " funcionamento, funcionando, funcionar, atende, atendem, atendendo, atender, trabalha,"
    " trabalham, trabalhando, abren, abierto, abiertos, abierta, abriran, cierra, cierran,"
    " cerrado, cerrados, cerrais, abris, atienden, atiende, trabajan, funcionais, open, opens,"
    " opening, opened, close, closes, closed, closing, shut, abrem ai, encerram, encerra",
    "day": "hoje, amanha, agora, segunda, terca, quarta, quinta, sexta, sabado, sabados,"
    " domingo, domingos, segundas, tercas, quartas, quintas, sextas, feriado, feriados, natal,"
    " fim de semana, finais de semana, fim, fds, semana, mes, carnaval, hoy, manana, ahora,"
    " lunes, martes, miercoles, jueves, viernes, festivo, festivos, fin de semana, fines,"
    " finde, today, tomorrow, now, tonight, monday, tuesday, wednesday, thursday, friday,"
    " saturday, sunday, mondays, tuesdays, wednesdays, thursdays, fridays, saturdays, sundays,"
    " weekend, weekends, holiday, holidays, week, christmas, new years, evenings, late, cedo,"
    " tarde, noite, manha, almoco, dia, temprano, noche, early, lunch, dezembro, diciembre",
    "aside": "calor, frio, chuva, chovendo, lluvia, lloviendo, weather, raining, pix, cartao, cartoes, credito, debito, parcel*, dinheiro, tarjeta, tarjetas, efectivo,"
    " card, cards, cash, venmo, transferencia, nota fiscal, recibo, boleto, convenio, plano de saude,"
    " seguro, insurance, estacionamento, parking, manobrista, wifi, toalha, towel, jejum, gravida,"
    " gestante, amamentando, pregnant, embarazada, doi, dolorido, hurt, hurts, duele, alergia,"
    " alergica, alergico, allergic, produto, produtos, shampoo, marca de, garantia, acessibilidade,"
    " cadeirante, gift card, vale presente, vende, vendem, venden, sell, instagram, insta, whatsapp,"
    " telefone, telefono, phone, site, website, link, vagas de emprego, curriculo, trabalhar ai,"
    " contratando, hiring, dura quanto, quanto dura, quanto tempo, how long, cuanto dura, cuanto tarda,"
    " cuanto tiempo, demora, duracao",
    "when": "{day}, [0-9]*, as, las, dia, depois, despues, antes, mais, {other_time},"
    " proximo, proxima, next, after, before, semana, mes, later, earlier, mas, outra, outro",
    "find_us": "endereco, enderecos, localizacao, direccion, ubicacion, address, location,"
    " directions, ponto de referencia, google maps, maps, waze, cep, morada",
    "late": "se (me )?hizo tarde, fiquei pres[ao], quede atorad[ao], atorad[ao], enrolad[ao], atraso, atrasos, atrasar, atrasarei, atrasad*, atrasei, atrasando, atrasamos,"
    " atrasadinh*, atrasadissim*, atrasarme, retras*, demorad*, delayed, lateness,"
    " running late, running behind, running a (bit|little) (late|behind), behind schedule,"
    " run late, am late, im late, be late, bit late, little late, few minutes late,"
    " minutes late, mins late, min late, late for my, late to my, llego tarde, llegar tarde,"
    " llegare tarde, llegando tarde, voy tarde, chegar tarde, chego tarde, chegar mais tarde,"
    " chegar depois, llegar despues, llegar mas tarde, chegar um pouco, llegar un poco,"
    " chegar uns, llegar unos, engarrafamento, congestionamento, transito, trafico, traffic,"
    " trancon, atascado, atascada, atasco, preso no, presa no, perdi o (onibus|metro|uber"
    "|trem), perdi el (bus|metro|colectivo), missed my (bus|train|ride), (missed|missing)"
    " the (bus|train)",
    "arriving": "vou chegar, devo chegar, consigo chegar, voy a llegar, ill arrive, chego, chegarei, chegamos, chegando, to chegando, to ai, estou ai, to indo,"
    " estou indo, tou indo, indo, to saindo, saindo, estarei ai, llego, llegare, llegamos,"
    " llegando, saliendo, yendo, estare ahi, estoy ahi, arrive, arriving, be there, there in,"
    " ill get there, getting there, see you in, get there, leaving now, on my way, on the way,"
    " a caminho, no caminho, en camino, en ruta, atraso, omw, to descendo, no uber, ja sai",
    "minutes": "ratito, rato, instante, instantinho, momentito, momento, pouquinho, segundinho, few, bit, soon, ja ja, jaja, logo, tantinho, [0-9][0-9]? ?m(in*)?, min, mins, minutos, minutinhos, minuto, minutitos,"
    " minutes, minute, meia hora, meia horinha, media hora, half an hour, half hour,"
    " um quarto de hora, quinze, vinte, dez, cinco, diez, veinte, ten, fifteen, twenty,"
    " um pouco, uma horinha, uma hora",
    "hour_of_clock": "[0-9][0-9]?[:h][0-9]*, [0-9]* e (meia|pouco|pouquinho), as [0-9]*, a las [0-9]*, at [0-9]*",
    # People and complaints.
    "person": "pessoa, atendente, atendentes, humano, humana, ser humano, recepcionista,"
    " recepcao, secretaria, gerente, gerencia, responsavel, dono, dona, proprietario,"
    " proprietaria, alguem, pessoal, equipe, moca, supervisor, supervisora, funcionario,"
    " funcionaria, agente, asesor, asesora, encargado, encargada, duena, dueno, persona,"
    " alguien, humano real, recepcionista, operador, operadora, human, person, agent, someone,"
    " somebody, anybody, anyone, representative, rep, receptionist, reception, manager, owner,"
    " staff, operator, team, front desk, gente, gente de verdade, voces, ustedes",
    "talk": "falar, fala, fale, conversar, hablar, hablo, charlar, comunicar, comunicarme,"
    " contato, contactar, atendido, atendida, atendimento, ser atendido, speak, talk, chat,"
    " speaking, talking",
    "machine": "robo, robos, robot, robots, bot, bots, maquina, maquinas, machine, maquinita,"
    " inteligencia artificial, ia, ai chat, chatbot, secretaria eletronica",
    "complaint": "estragaram, estragou, queimaram, queimou, mancharam, manchou, arruinaron, ruined, messed up, burned my, insatisfeit*, decepcionad*, indignad*, inaceitavel, inaceptable, unacceptable, cobra(ram|ron) (errado|a mais|de mas), overcharged, disappointed, (ficou|ficaram|quedo|came out|looks) (muito |um |uma |so |really )?(horrivel|horrible|pessim[oa]|pesimo|terrible|awful|ruim|porcaria|lixo|mal feit[oa]|tort[oa]|manchad[oa]|fei[oa]|mal), reclamar, reclamacao, reclamacoes, queixa, queixar, reclamo, quejarme, queja,"
    " quejas, reclamacion, complain, complaint, complaints, reembolso, refund, money back,"
    " dinheiro de volta, estorno, devolucion, procon, ouvidoria, falta de respeito,"
    " livro de reclamacoes",
    # Data and messages.
    "thanks": "brigad*, brigad[ao]o, vlw, tks, thx, obrigad*, obrigadao, valeu, thanks, thank you, gracias, agradec*, grata, grato, gratidao,"
    " cheers",
    "data": "dado, dados, cadastro, informacoes, informacao, dados pessoais, registro,"
    " registros, ficha, historico, datos, datos personales, informacion, data, personal data,"
    " information, personal information, info, details, records, record, perfil, profile",
    "account": "conta, cuenta, account, numero, number, nome, telefone, phone number, contato",
    "erase": "apaga, apagar, apague, apaguem, apagado, apagados, apagadas, deleta, deletar,"
    " delete, deletem, deleted, exclui, excluir, exclua, excluam, excluo, excluidos, remover,"
    " remove, removed, remova, removam, elimina, eliminar, eliminen, eliminem, elimine, borra,"
    " borrar, borren, borre, erase, erased, wipe, forget, esquecam, esqueca, olviden, suprimir",
    "ads": "mensage*, promoc*, promo, promos, propaganda, propagandas, oferta, ofertas,"
    " novidade, novidades, publicidade, publicidad, spam, message, messages, texts, texting,"
    " promotion, promotions, offers, offer, deals, deal, news, newsletter, marketing, mensajes,"
    " mensaje, msg, msgs, mensagenzinhas, novedades, promociones, anuncio, anuncios, divulgacao,"
    " divulgacoes, emails, avisos, notificacoes, notificaciones, notifications, updates,"
    " informativos, descontos, campanhas, disparos, zap",
    "send": "mandar, mande, manda, mandem, mandando, mandarem, enviar, envie, enviem, envia,"
    " enviando, encher, receber, recibir, mandarme, enviarme, manden, envien, send, sending,"
    " receive, receiving, get, getting, messaging, texting, contacting, contact, message, text,"
    " spamming, receberem, recebo, recibo, perturbar, incomodar",
    "stop": "pare, parem, parar, chega, basta, stop, quit, deja, dejen, dejar, deixa,"
    " deixe, deixem, deixar, cease, enough, no more, no mas, sem mais, cancela*, cancelar",
    "price": "preco, precos, precinho, valor, valores, precio, precios, price, prices, pricing,"
    " priced, custa, custam, custaria, custo, cuesta, cuestan, costaria, costo, costos, cost,"
    " costs, cobra, cobram, cobrando, cobras, cobran, cobrar, charge, charges, tabela, orcamento,"
    " presupuesto, tarifa, tarifas, rate, rates, fee, fees, desconto, descontos, descuento,"
    " descuentos, discount, discounts, caro, cara, car[oa]s, barato, barata, expensive, cheap,"
    " set me back, pricelist, how much",
    "how_much": "quanto(?! (?:tempo|antes|mais|falta|demora|dura|leva|menos)),"
    " quantos? reais, cuanto(?! (?:tiempo|antes|mas|falta|demora|dura|tarda)),"
    " how much(?! (?:time|longer|notice)), a como, que valor, a quanto, sai por quanto",
    "pets": "cachorr*, cadela, cao, gat[oa]*, pet, bichinho, filhote, dog, dogs, cat, cats, puppy, perr[oa]*, mascota, doguinho, kitten, pup",
    "hello": "oi, ola, oie, oii, opa, eai, e ai, hola, hi, hello, hey, bom dia, boa tarde, boa noite, buenas, buenos dias, good morning, good afternoon, good evening, alo, salve, fala, boas",
    "service_word": "servico, servicos, servicio, servicios, service, services, tratamento,"
    " tratamentos, tratamiento, tratamientos, treatment, treatments, procedimento,"
    " procedimentos, procedimientos, opcoes de servico, cardapio, catalogo, catalogue, catalog,"
    " menu de servicos, service menu, portfolio",
    "which": "quais, qual, que, o que, cuales, cual, what, which, whats, lista, list, ver,"
    " conhecer, conocer, saber, mostra*, see, todos, todos os, all",
    "do_you": "voce (faz|fazem|oferece*|tem|trabalha*|realiza*), fazem, faz,"
    " oferecem, oferece, ofrecen, hacen, realizan, realizam, ustedes hacen, do you (do|offer"
    "|provide|have), you (do|offer|provide), can you do, manejan, disponibilizam",
}
