"""Words about visits: what they are called, moving them, not coming, wanting one."""

VISITS: dict[str, str] = {
    "mine": ("meu, minha, meus, minhas, nosso, nossa, nossos, mi, mis, my, our, o meu, a minha"),
    "you": ("voce, voces, ustedes, usted, you, ya, you guys, you all, a loja, o salao, ai"),
    "visit": (
        "horario, horarios, hora, horas, horinha, agendamento, agendamentos, atendimento, "
        "atendimentos, consulta, consultas, reserva, reservas, visita, sessao, marcacao, "
        "marcacoes, compromisso, cita, citas, turno, turnos, appointment, appointments, "
        "booking, bookings, reservation, reservations, session, slot, appt, appts"
    ),
    "slot": (
        "horario, horarios, hora, horas, horinha, vaga, vagas, vaguinha, vaguinhas, encaixe, "
        "encaixes, espaco, espacinho, brecha, janela, lugar, lugarzinho, agenda, "
        "disponibilidade, disponivel, disponiveis, turno, turnos, turnito, cita, citas, "
        "hueco, huequito, espacio, disponibilidad, disponible, disponibles, slot, slots, "
        "opening, openings, availability, available, space, spot, spots, appointment, "
        "appointments, room, free, time free, times free, anything, something"
    ),
    "booked": (
        "marquei, agendei, reservei, marcado, marcada, marcados, agendado, agendada, "
        "agendados, reservado, reservada, marcou, agendou, marcamos, agendamos, marcaram, "
        "agendaram, agende, reserve, saque, anotado, anotada, agendadas, marcadas, "
        "reservados, booked, scheduled, programado, programada"
    ),
    "when_q": (
        "que horas, que hora, que horario, quais horarios, qual horario, qual o horario, qual "
        "e o horario, qual hora, qual a hora, qual e a hora, que dia, que dias, quais dias, "
        "qual dia, qual o dia, qual e o dia, que data, qual data, qual a data, quando, "
        "cuando, a que hora, que dia y hora, cual hora, what time, what times, what day, what "
        "days, which day, which days, when, whens, whats the time of, hasta que hora, ate que "
        "horas"
    ),
    "remind": (
        "me lembra*, lembra*, me relembra*, lembrete, me recuerdas, recuerdame, me recuerda, "
        "recordarme, me recordas, me recuerdan, remind me, esqueci, olvide, me olvide, i "
        "forgot, forgot, cant remember, dont remember, nao lembro, nao me lembro, nao "
        "recordo, no recuerdo, no me acuerdo"
    ),
    "have_i": (
        "do i (still |already )?have, (ainda|todavia|aun) (tenho|tengo), tenho, tinha, temos, "
        "tengo, tenemos, tenia, do i have, i have, have i got, i got, ive got, eu tenho, ja "
        "tenho, ya tengo, did i have, i had"
    ),
    "rebook": (
        "remarc*, remarqu*, remarcacao, (alteracao|mudanca|troca|cambio|change) d[eo] (meu "
        "|mi |my )?(horario|data|dia|hora|agendamento|turno|cita|fecha), reagend*, "
        "reprogram*, reschedul*, reprogramar, rebook*, re agendar, re marcar, reacomodar"
    ),
    "shift": (
        "adi(ar|a|e|o|amos|armos|em), adia, adie, adiamos, adiantar, adianta, adiante, "
        "antecip*, posterg*, postpon*, pospon*, prorrogar, aplaz*, atrasar meu, atrasar o "
        "horario, adelantar, retrasar la, retrasar el, retrasar mi"
    ),
    "move": (
        "mud(ar|a|e|o|amos|am|em|emos|arem|aria|armos|ei), troc(ar|a|o|amos|armos|aria|am), "
        "troqu(e|em|emos), pass(ar|a|e|o|amos|armos|em), "
        "pas(ar|a|o|e|amos|an|en|arlo|arla|arme|alo|ala|armela|aria), "
        "cambias, cambies, pasas, pases, mueves, mudas, cambi(ar|a|o|e|en|an|amos|arlo|arla|alo"
        "|ala|aria|arme), "
        "mov(er|a|e|o|emos|an|en|erlo|erla|ermos), mudar, muda, mude, mudo, mudamos, trocar, "
        "troca, troque, troco, alterar, altera, altere, passar, passa, passe, mover, mova, "
        "move, muevo, mueve, mueven, moverlo, moverla, jogar, joga, jogue, empurrar, empurra, "
        "puxar, puxa, botar, bota, colocar, coloca, pasar, pasa, pasarlo, pasarla, pasan, "
        "cambiar, cambia, cambien, cambiarlo, cambiarla, correr, corre, corren, change, "
        "changing, switch, shift, push, pushed, swap, bump, modificar, modifica, transferir, "
        "transfere, transfira, moved, deslocar, reubicar, trocarmos, mudarmos"
    ),
    "cancel": (
        "cancel*, desmarc*, desmarqu*, descancel*, anular*, anula, anulo, anule, anulen, anulame, "
        "anulacion, desconsider*, disregard, "
        "call off, call it off, nao precisa mais marcar, tira da agenda, tirar da agenda"
    ),
    "other_time": (
        "outro dia, outra data, outro horario, outra hora, outra semana, outro momento, "
        "another day, another time, another date, a different day, a different time, a "
        "different date, different day, different time, otro dia, otra fecha, otra hora, otro "
        "horario, otro momento, outro dia e horario, uma nova data, nova data, novo horario, "
        "new time, new date, nueva fecha, nuevo horario"
    ),
    "no": (
        "nao, nem, nunca, not, dont, didnt, cant, cannot, wont, doesnt, isnt, aint, never, "
        "no(?= "
        "(?:puedo|podre|podra|podremos|podemos|voy|vamos|va|quiero|queremos|llego|me|se|es"
        "|creo|tengo|alcanzo|asistire|ire|hace|deseo|necesito|quisiera|longer|more|cancel*)), "
        "ya no"
    ),
    "unwilling": (
        "(nao|no|nem|not|never|nunca|jamais|ninguem|nadie|nobody) "
        "(vou |voy a |me |eu |yo |e |es |era |foi |seria |is |that |it )?"
        "(vou|voy a|will|quero|queria|quis|quiero|quise|precisa|preciso|precisava|necesito"
        "|necesitamos|precisamos|gostaria|desejo|deseo|pretendo|penso|posso|puedo|podemos|pienso"
        "|to querendo|estou querendo|estoy queriendo|vim|vengo|falei|disse|dije|pedi|"
        "necessario|necesario|preciso|para|trying|going|gonna|looking|planning|want|need|asking"
        "|wanting|asked|said|say|please|querer|precisar)( to| de| que| em| para)?, "
        "(nao|no|nem|not|never|dont|didnt|wont|doesnt|sem|without|rather not|prefiro nao"
        "|prefiero no|melhor nao|mejor no), "
        "(dont|didnt|wont|doesnt) (want|need|wish|plan|mean|please|have|say|ask|asked)( to)?"
        "( me to)?, "
        "no (need|reason|intention|plans?) (to|of|for), sem (necessidade|intencao) de, "
        "nao (ha|tem) necessidade de, no hace falta( que)?, no tengo intencion de, "
        "nao tenho intencao de, nao e caso de, cant, cannot, i cant"
    ),
    "keep": (
        "mantem, mantenha, mantenham, manter, mantido, mantida, mantemos, mantendo, mantengo, "
        "mantener, mantenemos, mantenme, mantengan, mantenlo, mantenla, keep, keeping, conservar, "
        "preservar"
    ),
    "no_visit": (
        "cartao, cartoes, plano, voo, viagem, aula, aulas, reuniao, festa, casamento, evento, "
        "prova, pedido, compra, pagamento, academia, tarjeta, vuelo, viaje, clase, clases, "
        "reunion, fiesta, boda, examen, compra, pago, card, flight, trip, class, classes, "
        "meeting, party, wedding, exam, order, payment, gym, show, jogo, partido, game"
    ),
    "policy": (
        "politica, politicas, taxa, taxas, multa, multas, penalidade, regra, regras, prazo, "
        "prazos, antecedencia, carencia, policy, policies, fee, fees, penalty, notice, deadline, "
        "recargo, penalizacion, aviso previo, anticipacion, cobra*, charge, charges, charged, "
        "reembols*, devolv*, devuelv*, refund*, perco, perde, pierdo, pierde, lose, sinal, sena, "
        "deposito, deposit, acontece, pasa si, happens"
    ),
    "cannot": (
        "nao (vou |vo |vamos |mais )?(mais "
        ")?(consigo|conseguir|conseguirei|conseguiremos|posso|poder|poderei|podemos"
        "|poderemos|terei "
        "como|tenho como|temos como|ter como), nao (vai|da|vou|deu) (mais "
        ")?(mais|para|dar|rolar), no (puedo|podre|podra|podremos|podemos|alcanzo a|voy a "
        "poder|vamos a poder|voy a alcanzar a), cant, cannot, can not, wont be able to, "
        "unable to, not able to, not be able to, not going to be able to, nao dou conta de, "
        "im not gonna be able to, no me es posible, me es imposible, impossivel, imposible"
    ),
    "come": (
        "ir, vir, comparecer, aparecer, estar, ficar ai, chegar, levar, leva lo, leva la, "
        "asistir, venir, llegar, acudir, llevarlo, llevarla, presentarme, come, make, make "
        "it, attend, go, be there, be coming, bring, show up, get there"
    ),
    "not_coming": (
        "(no puede|nao pode|nao consegue) (mas |mais )?(ir|vir|venir|asistir|comparecer|llegar), "
        "(sem|sin) (condicoes|condiciones|chance) de (ir|vir|comparecer), "
        "no creo (que )?(pueda|poder|voy|alcance|llegue), (dont|do not) think (i|we) "
        "(can|will|ill) (make|come|be), acho que nao (vou|consigo|vai dar), {cannot} "
        "({come}|mais|mas|hoje|amanha|hoy|manana|today|tomorrow|{day}|na|no|el), {cannot} "
        "(\\S+ )?(\\S+ )?(\\S+ )?({come}), nao (vou|vo|vamos|irei|iremos|comparecerei) (mais "
        "|poder |conseguir |dar |ir "
        ")?(ir|vir|mais|comparecer|estar|poder|conseguir|dar|{day}|na|no|nesse|nessa|ai), nao "
        "vou (poder|conseguir), nao (irei|comparecerei|iremos|poderei), nao vai "
        "(dar|rolar|ser possivel|ter como), vou (ter que )?faltar, faltarei, voy a faltar, "
        "nao da mais, no (voy|vamos|ire|asistire|iremos) (a "
        ")?(poder|ir|asistir|llegar|estar|el|hoy|manana|mas)?, no (podre|podremos), ya no "
        "(voy|puedo|podre|vamos|quiero ir), no llego (a|hoy|manana|el|para), no alcanzo, "
        "wont (be )?(coming|there|able|make it|show|be in), (not|isnt|arent) (going to |gonna "
        ")?(be )?(coming|come|make it|be there|able to come|able to make), (cant|cannot) "
        "(make|come|go|be|attend|get|bring), unable to (make|come|attend|be), no voy, nao vou, "
        "(vou|vo) (ter (que|de) )?furar, (have|need) to bail, gotta bail, "
        "cant do \\S+ (anymore|any more), nem (vou|vo) (mais|poder|conseguir|ir)"
    ),
    "mishap": (
        "(fiquei|estou|to|tou|ficou|esta|ta|acordei|caiu|estoy|amaneci|me puse) (muito |bem "
        "|com |de )?(doente|gripad[oa]|febre|passando mal|mal|cama|enfermo|enferma), "
        "(car|carro|coche|auto) (broke|quebrou|se descompuso|se rompio|wont start|nao pega), "
        "adoeceu, ficou doente, se enfermo, se puso mal, passou mal, quebrou (o|meu) carro, "
        "flat tire, pneu furou, "
        "(to|estou|estoy|im) com (covid|dengue|virose), "
        "perdi (o|a|meu|minha|mi|el|la) (horario|hora|consulta|cita|turno|sessao), missed (my|the) "
        "(appointment|slot|session|booking|visit|appt), se me paso (la|mi) (cita|hora|turno), "
        "imprevisto, imprevistos, im (sick|ill|unwell), (is|got|feeling) (sick|ill), "
        "something came up, (surgiu|apareceu|surgio|salio) (um|uma|algo|un|una), me surgio, "
        "me salio, emergencia, emergency, tive que (viajar|sair|trabalhar), (vou|vo) ter que "
        "(viajar|trabalhar), deu ruim, tuve un problema, tive um problema, deu um problema, "
        "got called into work, have to work, tengo que trabajar"
    ),
    "want": (
        "vou precisar, vou ter que, vou ter de, voy a necesitar, voy a tener que, gonna need, "
        "quero, queria, quer, gostaria, gostava, desejo, desejaria, preciso, precisava, "
        "precisamos, queremos, queriamos, vou querer, to querendo, estou querendo, tava "
        "querendo, tava pensando, to precisando, estou precisando, tou a precisar, queria "
        "era, pretendo, quiero, quisiera, quisieramos, necesito, necesitaba, necesitamos, "
        "busco, ando buscando, me gustaria, nos gustaria, want, wanna, need, id like, i would "
        "like, would like, would love, id love, looking to, looking for, looking, hoping, "
        "hope, like to, wish to, trying to, tentando, tratando de"
    ),
    "could": (
        "pode, podem, podes, poderia, poderiam, posso, podemos, consegue, consigo, conseguem, "
        "conseguiria, da para, daria para, tem como, teria como, tem jeito, seria possivel, e "
        "possivel, sera que, puedo, puedes, podrias, podria, podrian, pueden, podriamos, se "
        "puede, es posible, seria posible, hay forma, can, could, may, is it possible, would "
        "it be possible, any chance, is there a way, would you, rola"
    ),
    "may_we": (
        "pode, podem, podes, poderia, poderiam, (?<!nao )posso, (?<!nao )podemos, (?<!nao "
        ")consigo, conseguem, conseguiria, (?<!nao )da para, daria para, (?<!nao )tem como, teria "
        "como, tem jeito, seria possivel, e possivel, sera que, (?<!no )puedo, (?<!no )puede, "
        "puedes, podrias, "
        "podria, podrian, pueden, podriamos, se puede, es posible, seria posible, hay forma, "
        "can, could, may, is it possible, would it be possible, any chance, is there a way, "
        "would you, rola"
    ),
    "contingency": (
        "(\\S+ )?(\\S+ )?(\\S+ )?(nao |no |not "
        ")?(chov*|llov*|lluev*|rain*|snow*|nev(ar|a|e|ando|ar)"
        "|piora*|empeor*|melhora*|mejor(a|e|ar|o)|adoec*|enferm*|doente|enfermo|enferma|sick|ill"
        "|worse|better|febre|fiebre|fever)"
    ),
    "give_up": "(libera*|solta*|dar|da|de|give|passa*|free|release)( up| a)?",
    "have_you": (
        "tem, tens, teria, teriam, tinha, tendes, ha, existe, sobrou, sobra, resta, rola, "
        "arruma, arranja, arranjam, arruma me, consegue, conseguem, tienen, tiene, tenes, "
        "tendras, tendran, tendrias, hay, habra, queda, quedan, habria, haveria, have, has, "
        "got, is there, are there, any, algum, alguma, algun, alguna, e possivel, ve, me ve, "
        "verifica, ver, saber, abriu, surgiu, qual o proximo, proximo, proxima, next, pode "
        "ver, havera"
    ),
    "book": (
        "agendar, agenda, agende, agendo, agendamos, agendarmos, agendame, agendamento, "
        "agendarme, agendar me, marcar, marca, marque, marcarmos, marcame, marcarme, marcar "
        "me, reservar, reserva, reserve, reservame, reservarme, encaixar, encaixa, encaixe, "
        "encaixas, encaixam, encaixarem, apuntame, apuntarme, anotame, anotarme, anotas, "
        "anotan, anota, agendas, agendan, reservas, pedir hora, pedir cita, pedir turno, "
        "sacar turno, sacar cita, sacar hora, tomar hora, solicitar cita, solicitar turno, "
        "book, booking, schedule, squeeze (me |us |him |her )?in, fit (me |us |him |her )?in, "
        "make an appointment, make a reservation, get an appointment, an appointment, set up "
        "an appointment, get in, put me down, put me in, marcacao, me coloca, me bota, me "
        "poe, coloca ai, coloca eu, novo agendamento, nova marcacao, agendarem, marcarem"
    ),
}
