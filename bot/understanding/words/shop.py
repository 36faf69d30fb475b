"""Words about the shop, its days and prices, and about other things."""

SHOP: dict[str, str] = {
    "open": (
        "abre, abrem, abrir, aberto, aberta, abertos, abertas, abriu, abriram, abrindo, "
        "fecha, fecham, fechado, fechada, fechados, fechar, fechou, fechando, funciona, "
        "funcionam, funcionamento, funcionando, funcionar, atende, atendem, atendendo, "
        "atender, trabalha, trabalham, trabalhando, abren, abierto, abiertos, abierta, "
        "abriran, cierra, cierran, cerrado, cerrados, cerrais, abris, atienden, atiende, "
        "trabajan, funcionais, open, opens, opening, opened, close, closes, closed, closing, "
        "shut, abrem ai, encerram, encerra"
    ),
    "day": (
        "hoje, amanha, agora, segunda, terca, quarta, quinta, sexta, sabado, sabados, "
        "domingo, domingos, segundas, tercas, quartas, quintas, sextas, feriado, feriados, "
        "natal, fim de semana, finais de semana, fim, fds, semana, mes, carnaval, hoy, "
        "manana, ahora, lunes, martes, miercoles, jueves, viernes, festivo, festivos, fin de "
        "semana, fines, finde, today, tomorrow, now, tonight, monday, tuesday, wednesday, "
        "thursday, friday, saturday, sunday, mondays, tuesdays, wednesdays, thursdays, "
        "fridays, saturdays, sundays, weekend, weekends, holiday, holidays, week, christmas, "
        "new years, evenings, late, cedo, tarde, noite, manha, almoco, dia, temprano, noche, "
        "early, lunch, dezembro, diciembre"
    ),
    "aside": (
        "(que|what a) (dia|noite|tarde|lovely|nice|lindo|beautiful) "
        "(lind*|bonit*|frio|quente|day|dia|weather), calor, frio, chuva, chovendo, lluvia, "
        "lloviendo, weather, raining, pix, cartao, cartoes, credito, debito, parcel*, "
        "dinheiro, tarjeta, tarjetas, efectivo, card, cards, cash, venmo, transferencia, nota "
        "fiscal, recibo, boleto, convenio, plano de saude, seguro, insurance, estacionamento, "
        "formol, amonia, amoniaco, formaldehyde, (quant[oa]s|cuant[oa]s) (meses|sessoes|sesiones), "
        "how many (months|sessions), foto, fotos, fotinha, pictures, photos, pics, "
        "(feliz|merry|happy|boas) (natal|ano novo|pascoa|aniversario|festas|christmas|new year|"
        "easter|holidays|navidad), parking, manobrista, wifi, toalha, towel, jejum, gravida, "
        "gestante, amamentando, "
        "pregnant, embarazada, doi, dolorido, hurt, hurts, duele, alergia, alergica, "
        "alergico, allergic, produto, produtos, shampoo, marca de, garantia, acessibilidade, "
        "cadeirante, gift card, vale presente, vende, vendem, venden, sell, instagram, insta, "
        "whatsapp, telefone, telefono, phone, site, website, link, vagas de emprego, "
        "curriculo, trabalhar ai, contratando, hiring, dura quanto, quanto dura, quanto "
        "tempo, how long, cuanto dura, cuanto tarda, cuanto tiempo, demora, duracao"
    ),
    "when": (
        "{day}, [0-9]*, as, las, dia, depois, despues, antes, mais, {other_time}, proximo, "
        "proxima, next, after, before, semana, mes, later, earlier, mas, outra, outro"
    ),
    "find_us": (
        "unidade, unidades, filial, filiais, sucursal, sucursales, branch, branches, endereco, "
        "enderecos, localizacao, direccion, ubicacion, address, location, "
        "directions, ponto de referencia, google maps, maps, waze, cep, morada"
    ),
    "price": (
        "preco, precos, precinho, valor, valores, precio, precios, price, prices, pricing, "
        "priced, custa, custam, custaria, custo, cuesta, cuestan, costaria, costo, costos, "
        "cost, costs, cobra, cobram, cobrando, cobras, cobran, cobrar, charge, charges, "
        "tabela, orcamento, presupuesto, tarifa, tarifas, rate, rates, fee, fees, desconto, "
        "the damage, descontos, descuento, descuentos, discount, discounts, caro, cara, car[oa]s, "
        "barato, "
        "barata, expensive, cheap, cheapest, mais em conta, set me back, pricelist, how much"
    ),
    "how_much": (
        "quanto(?! (?:tempo|antes|mais|falta|demora|dura|leva|menos)), quantos? reais, "
        "cuanto(?! (?:tiempo|antes|mas|falta|demora|dura|tarda)), how much(?! "
        "(?:time|longer|notice)), a como, que valor, a quanto, sai por quanto"
    ),
    "pets": (
        "cachorr*, cadela, cao, gat[oa]*, pet, bichinho, filhote, dog, dogs, cat, cats, "
        "puppy, perr[oa]*, mascota, doguinho, kitten, pup"
    ),
    "clients": (
        "{pets}, gatos, cachorros, coelho*, passaro*, passarinho*, roedor*, crianc*, bebe, bebes, "
        "idos[oa]s?, homem, homens, mulher, mulheres, ninos, bebes, hombres, mujeres, "
        "kids, children, babies, men, women, seniors, rabbits?, birds?, masculino, feminino"
    ),
    "still_works": (
        "(ainda|still|todavia|aun|sigue) (trabalha*|work*|trabaj*|atende*) (ai|with you|there|here"
        "|com voce|con ustedes|ahi|aqui|la|nesse|neste|en)"
    ),
    "service_word": (
        "servico, servicos, servicio, servicios, service, services, tratamento, tratamentos, "
        "tratamiento, tratamientos, treatment, treatments, procedimento, procedimentos, "
        "procedimientos, opcoes de servico, cardapio, catalogo, catalogue, catalog, menu de "
        "servicos, service menu, portfolio"
    ),
    "which": (
        "quais, qual, que, o que, cuales, cual, what, which, whats, lista, list, ver, "
        "conhecer, conocer, saber, mostra*, see, todos, todos os, all"
    ),
    "do_you": (
        "voce (faz|fazem|cortam|pintam|alisam|depilam|tosam|oferece*|tem|trabalha*|realiza*), "
        "fazem, faz, oferecem, oferece, "
        "ofrecen, hacen, realizan, realizam, ustedes hacen, do you (do|offer|provide|have), "
        "you (do|offer|provide), "
        "do (you|yall) (guys|all|also|even) (do|offer|provide|have), can you do, manejan, "
        "disponibilizam"
    ),
}
