"""Wishes about messages and data, delays, and people to talk to.

The patterns are those of `bot.understanding.patterns`; in order, the first that fits counts.
"""

from bot.understanding.patterns import Wish, wish

CONTACT: tuple[Wish, ...] = (
    wish(
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
    wish(
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
        (no|nao|dont) (me)? (escrib*|escrev*|mand*|envi*|text|message|contact*|llam*|chamem|
            perturb*) ~ (mas|mais|anymore|again|nada)
        (descadastr*|unsubscribe*|desinscrever|desuscrib*|desinscri*|opt out)
        cancel* ~ (inscricao|suscripcion|subscription|recebimento)
        (dar|darme|dame|da) (me|de) (de)? baja
        (take|opt) me (off|out)
        (sair|salir|sai|sal|leave|get off|off) (d[aeo]|dess[ea]|dest[ea]|de es[ts]a|this|the|your|
            of|de la)? (lista|list|grupo|mailing|transmissao)
        """,
        """
        {no} ~ {stop}
        de baja ~ {visit}
        {no} ~ {send} ~ (confirmacao|codigo|link|localizacao|confirmation|lembrete|resposta|
            endereco)
        (no|nao) ~ (hoje|hoy|today) ~ ({price}|{slot})
        """,
    ),
    wish(
        "OPT_IN",
        """
        ({want}|pode|podem|can|puedes|pueden|aceito|acepto|autorizo|manda|mandem|
            send) ~~ {send} ~~ {ads}
        ({want}|aceito|autorizo|me|pode|podem) ~ (avis*|saber) ~ (das|de|of) ~ {ads}
        (volta|voltar|volte|voltem|vuelvan|volver|resume|start) (a|to)? (me)? {send}
        (coloca*|bota|poe|inclu*|adicion*|add|put|agreg*|pon|ponme|poneme) ~~ (lista|list) ~ (de|
            das|of|for|para|com) ~ {ads}
        (coloca*|bota|poe|inclu*|add|put|pon|ponme|poneme) ~ (de volta|de novo|back|de nuevo|
            again) ~ (lista|list)
        (subscribe|inscrev*|suscrib*|cadastra) ~~ ({ads}|me|lista|list)
        (sign|opt|add) me (up|in|to the list|back)
        manda* ~ (promo|promocoes|novidades|ofertas|promociones|novedades|offers)
        """,
        """
        {no} ~~ {send}
        ({could}|{want}) ~~ mensagem
        """,
    ),
    wish(
        "RUNNING_LATE",
        """
        {late}
        (atraso|atrasos|tarde|late) ~ {minutes}
        {minutes} (de)? (atraso|atrasado|atrasada|tarde|late|away|retraso)
        {arriving} ... {minutes}
        {arriving} (em|en|in|daqui|dentro de) (a|uns|umas|unos|about|like)? [0-9]*
        (estacionando|parking now|parqueando)
        (procurando|buscando|looking for) ~ (vaga|parking|estacionamento|estacionamiento|
            lugar) ~ (estacionar|parar|park)
        {arriving} ~ {hour_of_clock}
        (a caminho|on my way|on the way|en camino|no caminho|omw|to chegando|estou chegando|
            estoy llegando|ja to chegando|ja estou chegando)
        (to|estou|ja) (ja)? (saindo|indo|chegando) (ai|agora|para ai|de casa|do trabalho)? $
        (to|estou|ja to|ja estou) (saindo|chegando|descendo) (ai|agora|para ai|de casa|daqui|do)
        (esper*|segura*|aguard*|guard*|wait|hold|save) ~ ({minutes}|por mim|me|meu|minha|for me|
            my|mi|horario)
        (vou|voy a|devo|posso|acho que vou|vamos|vai) ~ (demorar|tardar|atrasar|enrolar)
        (me|nos) (demoro|tardo|enrolei|atraso|atrasei|retraso)
        (chego|llego|chegar|llegar|chegarei|llegare|get there|be there|come|arrive|
            arriving) ~ (um pouco|un poco|a bit|a little|{minutes}) ~ (depois|despues|later|late|
            tarde)
        """,
        """
        (confirmo|confirmad[ao]|confirmed)
        (que pasa|acontece|what happens|que sucede|ocurre) (se|si|if)
        {no} (vou|voy a)? {arriving}
        ^ (yes|yep|yeah|sim|si|ok|claro) ~ (be there|estarei|estare) ~ (at|as|a las)
        {no} (estou|to|vou|estamos|am|are|im|be|estoy|voy a)? (me)? {late}
        {have_you} ~ {slot}
        ({have_you}|{could}) ~ (mais|mas) (tarde|cedo|temprano)
        ({price}|{how_much}) ~ .
        (quanto|cuanto|how long|how much) ~ (tempo|tiempo|demora|tarda|time)
        (onde|donde|where|como) ~ (fica|{late}|chegar|chego|llegar|llego|get)
        """,
    ),
    wish(
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
            human|asesor|representative|recepcionista|gerente|manager|recepcao|operador|operator|
            atendimento humano)
        (alguem|alguien|someone|somebody|anyone|anybody|gente|pessoa|person|persona) ~ (ai|real|
            verdade|atende*|ajuda*|ayud*|help|there|responde|responda|atienda|call|fala*|hablar|
            available|carne)
        (no|nao|odeio|cansei|chega|hate|tired|sick|harto|harta|dont|prefiro|farto|
            farta) ~~ {machine}
        (pede|pedir|peca|pide|pedile|pedir|ask|tell|fala|diz|dile) ~ . ~ (ligar|llamar|llame|
            call|chamar|retornar|responder)
        (atend*|atiend*|ayud*|help*|ajud*) ~ (alguem|alguien|someone|somebody|persona|pessoa|person)
        {complaint}
        (isso|isto|esto|this|voce|bot|aqui|thing|eso) (ai|aqui)? {no} (me|is|ta|esta|to)? (ta|
            esta|is)? (funciona|funcionando|presta|entende|entendendo|adianta|ajuda|ajudando|
            work|working|works|help|helping|understand|sirve|entiende|entiendes|ayuda)
        (nao|no|dont|doesnt) (me|you|ta|esta) (entende|entendendo|entiende|entiendes|understand)
        (to|estou|estoy|im|i am|cheguei|llegue) (ja|aqui|ya)? (na|no|en|at|outside|em frente|
            aqui|the) ~~ (fechad*|cerrad*|closed|locked|ninguem|nadie|nobody|no one)
        (pedi|pedimos|i asked|avisei|avise) ~~ {cancel} ... {no}
        que (saco|inferno|merda|porcaria|droga|raiva)
        (ninguem|nadie|nobody|no one|noone) ~ (responde*|atende*|answer*|contesta*|reply*)
        (tem|hay|is there|existe) ~ (gente|alguem|alguien|pessoa|anyone|somebody|someone) ~ (ai|
            ahi|there)
        {person} ~ me (ligar|liga|ligue|chamar|llamar|llame|llama|call|retornar|responder)
        ({could}|{want}) ~~ (me ligar|me ligarem|me ligue|ligar para mim|call me|llamarme|me llamen|
            me llame|me retornar|call me back|give me a call)
        (ring|phone|buzz) (me|us) ~ (when|back|please|later|at|on|$)
        (me (liga|ligue|liguem|ligam|llama|llame|llamen)|call me|llam(a|e|en)me|
            give me a call) (por favor|please|porfa|back|ai|agora|ahora|now|urgente|asap)? $
        me (transfere|transfiere|transfira|transfer) (ai|por favor|porfa)? $
        (alguem|alguien|someone|somebody|anybody|anyone) ~~ (atend*|atiend*|ajud*|ayud*|help|
            assist)
        (human|humano|humana) (being|por favor|please|real)?
        (atendimento|atencion|servicio) (humano|humana|personal|pessoal)
        secretaria
        """,
        """
        {talk} (com|con|to|with) ~ {visit}
        (alguem|alguien|someone|anyone|anybody) ~~ (atend*|ajuda*|ayud*|help) ~~ ({day}|para|as|
            at|[0-9]*)
        ^ ~ (sao|voces sao|are you|is this|es|eres|e|isto e|isso e) (um|uma|un|una|a|
            uns)? {machine} ?
        (remarc*|agendar|marcar|horario) (com|con) (a|o|la|el)? .
        (nao precisa|nao preciso|nao quero|prefiro nao|rather not|dont need|dont want|no need|
            no necesito|no hace falta|no quiero|prefiero no) ~ {person}
        """,
    ),
    wish(
        "HUMAN",
        """
        {want} (um|uma|un|una|a|an|o|falar com|hablar con|to talk to|talk to)? (atendente|humano|
            humana|agente|agent|asesor|asesora|pessoa de verdade|real person|human)
        """,
    ),
)
