"""Whole messages that mean one thing, and sentences that can hardly mean another.

All of it normalized: lower case, no accents, no punctuation. In all languages at once, since
people mix them; words that mean something else in a neighbouring language are left out.
"""

import re

from bot.understanding.normalize import listed

# Only the whole message counts: an opt-out hidden in a sentence is not one.
OPT_OUT = frozenset(
    {"sair", "parar", "pare", "para", "stop", "unsubscribe", "descadastrar", "opt out", "salir"}
    | {"baja", "darme de baja", "stop all", "end messages", "sair da lista", "parar de receber"}
    | {"nao quero receber", "nao quero mais receber", "nao quero mais receber mensagens"}
    | {"cancelar inscricao", "remover", "me tira da lista", "no quiero recibir mas mensajes"}
    | {"stop messages", "dont message me", "nao me mande mais mensagens"}
)
OPT_IN = frozenset(
    {"quero receber", "voltar a receber", "quero voltar a receber", "subscribe", "opt in"}
    | {"quiero recibir", "quero receber mensagens"}
)
MENU = frozenset(
    {"menu", "inicio", "comeco", "recomecar", "opcoes", "menu principal", "voltar ao menu", "start"}
    | {"main menu", "opciones", "empezar", "ver o menu", "ver menu", "voltar ao inicio", "ajuda"}
    | {
        "voltar para o inicio",
        "voltar pro inicio",
        "comecar de novo",
        "start over",
        "help",
        "ayuda",
    }
    | {"volver al menu", "volver al inicio", "back to menu", "go to menu", "voltar para o menu"}
)
BACK = frozenset(
    {"voltar", "volta", "anterior", "back", "go back", "volver", "atras", "voltar um passo"}
    | {"passo anterior", "quero voltar"}
)
QUIT = frozenset(
    {"deixa", "deixa para la", "deixa pra la", "esquece", "esqueca", "desisto", "desistir"}
    | {"nao quero mais", "deixa para depois", "deixar para depois", "deixa assim", "deixa quieto"}
    | {"never mind", "nevermind", "forget it", "olvidalo", "dejalo", "ya no quiero", "dejalo asi"}
)
LANGUAGES: dict[str, str] = {
    **dict.fromkeys(("english", "ingles", "em ingles", "in english", "en ingles"), "en"),
    **dict.fromkeys(("english please", "speak english", "do you speak english"), "en"),
    **dict.fromkeys(("in english please", "can we speak english", "i speak english"), "en"),
    **dict.fromkeys(("espanol", "espanhol", "en espanol", "em espanhol", "spanish"), "es"),
    **dict.fromkeys(("habla espanol", "hablas espanol", "hablan espanol", "in spanish"), "es"),
    **dict.fromkeys(("en espanol por favor", "espanol por favor", "castellano"), "es"),
    **dict.fromkeys(("portugues", "em portugues", "en portugues", "portuguese"), "pt-BR"),
    **dict.fromkeys(("fala portugues", "in portuguese", "em portugues por favor"), "pt-BR"),
}

# Every word of the message must be one of these, and at least one of the first kind.
YES_WORDS = frozenset(
    listed(
        "sim si yes yep yeah yup ok okay okey oki certo certinho claro isso beleza "
        "fechado combinado perfeito otimo aham uhum bora positivo exato exatamente "
        "dale vale sale orale venga va perfecto sure absolutely correto correct correcto great"
        " fine sip "
        "cool awesome alright lovely wonderful excellent excelente nice maravilla massa legal "
        "tranquilo suave firmeza ya otima "
        "perfect topo joia show demorou fechou serve bueno listo genial"
    )
)
YES_PHRASES = re.compile(
    r"\b(?:pode(?: ser| fechar| anotar| marcar| sim| agendar| reservar)?|ta (?:bom|certo|otimo|ok)"
    r"|esta (?:bom|bien|certo)|tudo certo"
    r"|com certeza|por mim tudo bem|tudo bem|de acuerdo|go ahead|sounds good|of course"
    r"|por supuesto"
    r"|isso mesmo|isso ai|quero sim|esta ok|thats right|that works|do it|eso es|por mi bien"
    r"|puede ser|thats (?:perfect|great|fine|good|ok|it)|works for me|all good|esta perfecto"
    r"|(?:that|this|the) (?:time |day |one |slot )?(?:works|is fine|is good|is perfect|suits"
    r" me)(?: for me)?"
    r"|(?:esse|este|ese) (?:horario |dia )?(?:serve|ta bom|e otimo|esta bom|me sirve|me queda(?:"
    r" bien)?)"
    r"|(?:esse|este|essa|esta|isso|ese|eso)(?: ai| mesmo| aqui| horario| dia)?(?: ta| esta| e"
    r"| fica| me)? (?:bom|boa|otimo|otima|perfeito|serve|bien|perfecto|sirve)(?: para mim)?"
    r"|es[ao] (?:hora|fecha|horario|dia) me (?:queda|viene|va)(?: bien| perfecto)?"
    r"|me (?:queda|viene|va) (?:bien|perfecto|genial)|fica (?:bom|otimo|perfeito)(?: para mim)?"
    r"|me parece bien|me sirve|(?:bora|vamos) (?:fechar|marcar|agendar|nessa)|lo quiero"
    r"|ta perfeito|maravilha|pode mandar|manda ver|bora la|vamos"
    r"|ta valendo|sem problemas?|por mim (?:ok|ta bom)|claro que (?:si|sim)|thats right"
    r"|im happy with that|(?:yes )?book (?:it|me|that|this)(?: one)?(?: in)?|(?:quero|prefiro"
    r"|fico com|pego|vou querer|quiero|me quedo con|ill take|i want|lets do) (?:o |a )?(?:esse"
    r"|este|essa|esta|ese|isso|that|this)|go for it|lets do (?:it|that))\b"
)
NO_WORDS = frozenset(
    ["nao", "no", "nope", "nop", "nops", "nah", "negativo", "nunca", "not", "nananao"]
)
NO_PHRASES = re.compile(
    r"\b(?:agora nao(?: (?:vai dar|da|posso|consigo|rola))?|ainda nao|nao quero|de jeito nenhum"
    r"|(?:eu |yo )?(?:acho|creio|creo|penso) que (?:nao|no)|(?:i )?(?:dont|do not) think so"
    r"|(?:i )?(?:will|ill) pass|ahora no|not now|not yet|no quiero"
    r"|de modo algum|desisti|deixa para (?:a |uma )?(?:proxima|outra|outro dia|depois)"
    r"|fica para (?:a |uma )?(?:proxima|outra)|forget (?:it|about it)|no worries|another time"
    r"|(?:para )?otro dia|hoje nao|hoy no|not today|nao vou querer|nao quero mais|por enquanto nao"
    r"|por ahora no|nao nao|(?:nem |nao )precisa(?: nao)?|precisa nao|para nada|no hace falta"
    r"|deixa(?! eu)(?: (?:para la|quieto|assim|estar|isso))?|esquece(?: isso)?|dejalo(?: asi)?"
    r"|never ?mind"
    r"|(?:e |y )?(?:ja |depois |logo |luego )?(?:eu )?te (?:falo|retorno|aviso|digo"
    r"|chamo)(?: depois)?"
    r"|(?:depois|despues|luego) (?:eu |te |yo |eu te )?(?:vejo|falo|aviso|chamo|marco|retorno"
    r"|veo|digo)"
    r"|(?:vou|voy a|let me|ill|deixa eu|dejame) (?:pensar|ver|think|see)(?: about it|"
    r" melhor)?(?! com| con| with)"
    r"|no (?:thats|its|im) (?:ok|fine|alright|all right|good)|no esta bien"
    r"|(?:deixa eu|dejame) (?:ver|conferir|perguntar|checar|consultar|preguntar) (?:com|con|a|para)"
    r" (?:\w+ )?\w+"
    r"|(?:vou|tenho que|preciso|voy a|tengo que|let me|ill) (?:ver|falar"
    r"|perguntar|conferir|checar"
    r"|hablar|preguntar|check|talk|ask)(?: antes)? (?:com|con|para|with|to) (?:\w+ )?\w+"
    r"|(?:not )?(?:right now|at the moment)|(?:no|neste) momento nao|nao no momento"
    r"|(?:talvez|quem sabe|maybe|quizas?|tal vez|a lo mejor) (?:outr[ao]|another|otr[ao]|later"
    r"|depois|mais tarde|some other)"
    r"(?: dia| hora| time| day| vez)?"
    r"|im good|im ok|nada disso|melhor nao|mejor no|rather not)\b"
)
COURTESY = frozenset(
    listed(
        "esse essa este esta nesse nessa horario dia "
        "acho creio creo hm hum ah asi works agenda agendar agendame agendalo agendala anotalo "
        "reservalo reservala marcala agende marca marcar "
        "marcame reserva"
        " reservar reservame "
        "anotame fecha one that "
        "obrigado obrigada obgd valeu gracias thanks thank you por favor please eu "
        "entao ai que moca moco querida querido amigo amiga linda gente tambem ja "
        "assim a o e isso e mesmo bem muito muito ta confirmado confirmada meu bem"
    )
)
THANKS_WORDS = frozenset(
    listed(
        "tks cheers ty tysm thx obrigado obrigada valeu gracias thanks grato grata agradecido "
        "thank agradeco obrigadao obrigadinho valeuzao gratidao thankyou"
    )
)
# "Obrigada, até sábado" names no day.
FAREWELL = re.compile(
    r"\b(?:ate|hasta|see you|nos vemos|ate a|hasta el|nos vemos el|see you on|a gente se ve)"
    r" (?:amanha|manana|tomorrow|logo|luego|la|mais|entao|then|breve|pronto|soon|later|proxima"
    r"|segunda|terca|quarta|quinta|sexta|sabado|domingo|lunes|martes|miercoles|jueves|viernes"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?: feira)?\b"
)
THANKS_FILL = frozenset(
    listed(
        "muito muita muitas muchas mil you so much very pela por sua a atencao ajuda "
        "tudo mesmo ok beleza perfeito otimo imagina de nada deus abencoe um abraco "
        "bom dia boa tarde noite ate mais tchau logo amanha viu ta entao combinado "
        "demais dms show voce e desde ja for your help a lot todo la ayuda "
        "linda lindo querida querido "
        "abraco abracos tchau xau "
        "flor amor anjo gente amiga amigo meu minha de coracao mesmo beijo beijos bjs bj por todo"
    )
)
GREETING_WORDS = frozenset(
    listed(
        "boas fala sup howdy "
        "oi ola opa eai salve alo hola buenas hi hello hey hiya buenos bom boa good oie oiee oii ei"
    )
)
GREETING_FILL = frozenset(
    listed(
        "onda how are you doing whats up certo joia dia "
        "dia tarde noite dias tardes noches morning afternoon evening tudo bem bom "
        "bao como vai voce e ai gente pessoal moca moco there everyone que tal estas "
        "esta beleza por td joia com flor amor linda lindo querida querido meninas amiga "
        "amigo equipe tarde todos todas buen"
    )
)
