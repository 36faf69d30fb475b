"""The words and patterns by which a message takes something back."""

import re

# "Tem hoje, não?" doubts nothing.
TAG = re.compile(r"(?<=\w),? +(?:n[aã]o|né|ne|no|verdad|right|certo|viu) *\?", re.IGNORECASE)
CLAUSES = re.compile(r"[;!?\n]+|,(?!\d)|\.(?!\d)")
SLOT = (
    r"(?:segunda|terca|quarta|quinta|sexta|sabado|domingo|hoje|amanha|lunes|martes|miercoles"
    r"|jueves|viernes|hoy|manana|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|today|tomorrow|dia [0-9]{1,2}|[0-9]{1,2}(?:[:h][0-9]{2}|h| horas)?(?: ?[ap]m)?)"
)
ARTICLES = r"(?:(?:as|a|o|os|las|los|la|el|the|at|on|na|no|de|das|do|da) )*"
ANY_SLOT = re.compile(rf"\b{SLOT}\b")
DAY_SLOT = re.compile(rf"\b(?![0-9]){SLOT}\b")
HOUR_SLOT = re.compile(rf"(?:\b(?:as|at|a las) )?\b(?=[0-9]){SLOT}\b")
OTHER_TIME = re.compile(
    r"\b(?:outr[ao] (?:dia|data|hora|horario|semana)|otr[ao] (?:dia|fecha|hora|horario|semana)"
    r"|another (?:day|time|date)|different (?:day|time|date)|semana|mes|week|month)\b"
)
MOVING = re.compile(
    r"\b(?:mud|troc|pass|remarc|reagend|transfer|adia|antecip|adelant|jog"
    r"|empurr|puxa|bot[ao]|coloc|alter|mov|cambi|pas[ae]|reprogram|chang"
    r"|switch"
    r"|resched|push|shift)\w*\b"
)
INSTEAD = re.compile(
    r"\b(?:em vez|em lugar|no lugar|ao inves|en vez|en lugar|instead|rather than)"
    rf"(?: d[aeo]s?| del| of| than)? {ARTICLES}(?:{SLOT}|[^\W\d]+)(?: feira| horas| hs)?\b"
)
INSTEAD_ALONE = re.compile(r"\b(?:instead(?! of)|em vez disso|en su lugar|ao inves disso)\b")
EXCEPT = re.compile(
    r"\b(?:menos|exceto|salvo|except(?: for)?|excepto|but not|(?<=day )but|(?<=time )but|tirando"
    rf"|other than|apart from|besides|sem ser|que nao seja|que no sea|fora)"
    rf" {ARTICLES}{SLOT}s?(?:(?: e| ou| nem| y| o| and| or)+ {ARTICLES}{SLOT}s?)*\b"
)
FROM = re.compile(
    rf"\b{SLOT}s \w+ (?=to )|\b(?:era|estava|tava|seria|was|is|estaba)(?: (?:marcad[ao]|para|as"
    rf"|on|at|el"
    rf"|a|o))* {SLOT}\b|(?<!depois )(?<!antes )(?<!partir )(?<!despues )(?<!\bwe )(?<!\bi )"
    r"(?<!can )(?<!you )\b(?:d[aeo]s?|del|from|of) "
    rf"{ARTICLES}{SLOT}(?: feira)?(?: {ARTICLES}{SLOT})?\b"
)
WHITHER = re.compile(
    rf"\b(?:para|to|al|por|pro|on|until|for|a) (?:\w+ )?(?:{SLOT}|manha|tarde|noite|noche|mananas?"
    r"|morning|afternoon|evening|semana|mes|week|month|next|outr[ao]|otr[ao]|another|proxim[ao]"
    r"|mais|mas|later|earlier|depois|final|fim)\b"
)
# "Quinta eu não posso", "just not monday": the day is refused, and none is named.
LONE_REFUSAL = re.compile(
    rf"\b{SLOT} (?:eu |yo |i |ja |nao |a gente )?(?:nao (?:posso|consigo|da|rola|quero|pode)|no"
    rf" (?:puedo|me"
    r" sirve|me va)|i cant|cant do|doesnt work|does not work|is no good|isnt good|wont work)$"
    rf"|\b(?:nao pode ser|nao quero|menos|no puede ser|just not|anything but|not on)"
    rf" {ARTICLES}{SLOT}s?$"
)
# "Porque tenho um casamento sábado": why, not when.
REASON = re.compile(
    r"\b(?:porque|pois|ja que|because|cause|ya que|viajo|trabalho|estou viajando|im away|estoy"
    r" de viaje"
    r"|perdi (?:o|a|meu|minha|mi|el|la)|missed (?:my|the)|faltei|nao fui"
    r"|(?:tenho|tengo|have|vou ter|vai ter|tem) (?:um|uma|a|un|una|my|meu|minha|mi) (?!horario"
    r"|hora|visita"
    r"|cita|turno|appointment|booking|slot|reserva|corte)\w+)\b"
)
MOVED = re.compile(
    rf"(?<!para )(?<!to )(?<!on )(?<!as )(?<!las )\b{SLOT} (?=(?:para|to|al|pro)\b)"
    rf"|\b{SLOT} (?=(?:por|pel[ao]s?|for) {ARTICLES}{SLOT}\b)"
)
LONE_NO = frozenset({"nao", "no", "no wait", "nao nao", "wait no", "ops", "ops nao", "nao pera"})
# "Sábado que vem não", "no outro".
REFUSED_DAY = re.compile(
    rf"^(?:(?:oi|ola|hola|ah|mas|pero|n[ao]|el|la|o|a|os|as|proxim[ao]) )*"
    rf"(?P<day>(?:fi[mn]|final) de semana|semana|{SLOT})(?: feira)?"
    r"(?P<next> que vem| que viene| proxim[ao])?(?: eu| ja)? n(?:a)?o(?: (?:posso|da|consigo|puedo"
    r"|quero))?$"
    rf"|^(?:(?:hi|hey|oi|ola|hola|but|mas|pero) )*(?:not|nao|no) (?:(?:on|this|nest[ae]|ness[ae]"
    rf"|ess[ae]"
    rf"|est[ae]|el|la|o|a|na|no) )*(?P<day2>weekend|week|(?:fi[mn]|final) de semana|semana|{SLOT})"
    r"(?: feira)?(?P<next2> que vem| que viene)?$"
)
THE_OTHER = re.compile(
    r"^(?:(?:mas|pero|so|pode ser|puede ser|quero|prefiro|mejor|melhor|e) )*(?:n[ao]|el|la|o|a"
    r"|en el|en la)"
    r" (?:outr[ao]|otr[ao]|seguinte|siguiente)(?: semana)?\b"
    r"|^(?:but )?(?:the )?(?:one after(?: that)?|following (?:one|week|weekend)"
    r"|week after(?: that)?"
    r"|next one)\b"
)
# "No era a las 3 sino a las 4".
SINO = re.compile(r"\b(?:nao|no|not) (?:\w+ ){1,6}?(?:sino|mas sim|e sim|but rather)\b")
# "Não quero com a Ana", "qualquer uma menos a Ana".
REFUSED_PERSON = re.compile(
    r"\b(?:nao|no|not|dont)(?: (?:quero|queria|want|wanna|quiero|quisiera|gosto|gostei|gostaria"
    r"|like|me"
    r" gusta|seja|sea|to|go|ir|fazer|marcar|get|it|de|mais|mas|again))+ (?:com|con|with"
    r"|by)(?: (?:a|o|la|el))?"
    r" [^\W\d]+\b"
    r"|(?:(?<=qualquer um )|(?<=qualquer uma )|(?<=qualquer pessoa )|(?<=cualquiera ))(?:menos"
    r"|exceto|salvo|excepto|que nao"
    r" seja|que no sea|fora)(?: (?:com|con|a|o|la|el))* [^\W\d]+\b"
    r"|(?:(?<=anyone )|(?<=anybody ))(?:but|except)(?: for)? [^\W\d]+\b"
    r"|\b(?:menos|exceto|salvo|excepto|tirando|fora|except|but not|just not) (?:com|con|with)"
    r" (?:(?:a|o|la|el) )?[^\W\d]+\b"
    r"|(?:^(?:so |just |mas |pero |but )?(?:menos|exceto|excepto|except|not)"
    r"|\bque n[ao]o? se[jx]?a)"
    rf" (?:com |con |with )?(?:a|o|la|el) (?!{SLOT}\b)[^\W\d]+$"
    r"|\b(?:com|con|with) (?:(?:a|o|la|el) )?[^\W\d]+ (?:nao|no)$"
    r"|\b(?:nao|no|not) (?:com|con|with) (?:(?:a|o|la|el) )?[^\W\d]+$"
)
# "Com outra pessoa": not with whom it is now.
SOMEBODY_ELSE = re.compile(
    r"\b(?:outr[ao]|otr[ao]|another|a different|different) (?:pessoa|profissional|barbeir[ao]"
    r"|cabeleireir[ao]|atendente|manicure|esteticista|groomer|veterinari[ao]|persona|profesional"
    r"|peluquer[ao]|barber[ao]?|person|stylist)\b|\b(?:some(?:one|body) else|alguien mas)\b"
    r"|\bcom (?:outr[ao])$|\bcon otr[ao]$"
)
# "3 instead of 2" is an hour where no day is.
HOUR_FOR_HOUR = re.compile(
    r"(?<!dia )(?<!the )(?<!el )(?<![0-9/:.,-])\b([0-9]{1,2}) (?:instead of|em vez d[aeo]s?"
    r"|ao inves"
    r" d[aeo]s?|en vez de(?: las?)?) (?:as )?[0-9]{1,2}\b(?! ?[h/:])"
)
# "As 14 por 16h": to that hour, not so long.
FOR_HOUR = re.compile(r"\b(?:por|pel[ao]s?|for) (?:(?:as|las|the) )?(?=[0-9]{1,2}(?:\b|h))")
# "Swap me from Ana to Bia".
FROM_ONE = re.compile(
    r"\b((?:troc|mud|swap|switch|mov|chang|cambi|pass|pas[ae])\w*(?: (?:me|us|it|eu))?) (?:from"
    r"|d[ae]"
    rf"|de la|del) (?:(?:a|o|la|el) )?(?!{SLOT}\b|horario|hora|outr|otr)[^\W\d]+"
    rf" (?=(?:para|to|a|pro) (?:(?:a|o|la|el) )?(?!{SLOT}\b|outr|otr|another|manha|tarde|noite"
    rf"|la)[^\W\d])"
)
# "Cancela o corte mas deixa a barba".
LEFT_ALONE = re.compile(
    r"\b(?:mas|e|but|and|pero|y|so)?(?: so)? ?(?:deix(?:a|e|ar|ando)|mantem|mantenha|manter"
    r"|keep(?:ing)?|dej(?:a|e|ar|ando)|manten|mantener|leav(?:e|ing)) (?:so )?(?:a|o|as|os|la|el"
    r"|the"
    r"|my|minha|meu) .*$"
    r"|\b(?:a|o|as|os|la|el|the|my) [^\W\d]+(?: d[aeo]s? [^\W\d]+)? (?:eu |yo |i )?(?:mantenho|fica"
    r"|continua|permanece|mantengo|sigue|stays|queda|keep)\b"
)
REBOOKING = re.compile(r"\b(?:remarc|reagend|reprogram|resched|rebook)\w*")
# "Trocar a Ana pelo Rafael".
SWAP = re.compile(
    r"\b(?:troc\w+|substitu\w+|cambi\w+|swap\w*|switch\w*|replac\w*|change) (?:(?:a|o|as|os|la"
    r"|el|the"
    r"|meu|minha|my|mi) )*(?!horario|hora|dia|data|fecha|time|day|date)[^\W\d]{2,}"
    r" (?=(?:pel[ao]|por|for|with) (?!favor))"
)
IS_NOT = re.compile(r"^(?:(?:nao|no) (?:e|era|es|seria)|its not|it isnt) .{1,30}$")
FEW = 4  # words of a clause that only names what is meant instead
NO_VERB = (
    r"(?!(?:sei|quero|precisa|obrigad|posso|da|vou|tem|tenho|consigo|sure|thanks|gracias|se"
    r"|puedo|problem"
    r"|worries|need|rush|pressa|pode|serve|ta|e|foi|rola|quiero|tengo|now|agora|hoje|hoy|today)\b)"
)
NOT_THIS = re.compile(
    rf"^(?:sorry |desculpa |perdon )?(?:nao|no|not) (?:com |con |with |para |for )?(?:a |o |la "
    rf"|el )?{NO_VERB}\w+$"
)
ONLY = re.compile(r"^(?:so|somente|apenas|solo|solamente|just|only)\b")
NOT_FOR = re.compile(r"^(?:nao|no|not) (?:e |es )?(?:com|con|with|para|for) (?:a |o |la |el )?\w+$")
# "É manicure e não pedicure".
AND_NOT = re.compile(
    rf" (?:e|y|and) (?:nao|no|not) (?:com |con |with |para |for )?(?:a |o |la |el )?{NO_VERB}\w+$"
    rf"|(?<=\w) (?:nao|no|not) (?:com|con|with|para|for) (?:a |o |la |el )?{NO_VERB}\w+$"
    rf"|(?<=day) not (?:on )?{SLOT}$"
    r"|(?<!\bim)(?<!\bis)(?<!\bits)(?<!\bdo)(?<!\bdid)(?<!\bdoes)(?<!\bare)(?<!\bif)(?<!\bor)"
    r"(?<!\bam)(?<!\bwhy)(?<!\bwill)(?<!\bcan)(?<!\bhope)(?<!\bplease)(?<=\w)"
    rf" not {NO_VERB}[^\W\d]{{3,}}$"
)
# "Melhor com a Ana do que com a Bia".
PREFERS = re.compile(r"\b(?:melhor|mejor|prefiro|prefer|rather|better|preferiria|preferia)\b")
THAN = re.compile(rf" (?:do que|que|than|a|to) (?:com|con|with) (?:a |o |la |el )?{NO_VERB}\w+$")
BUT_IS = re.compile(r"^(?:e|era|es|its|sim|sino|mas|but|seria) ")
MARKER = re.compile(
    r"\b(?:na (?:verdade|real)|para falar a verdade|la verdad(?: que)?|alias|digo|quero dizer"
    r"|quis dizer|quise (?:poner|escribir)|queria (?:dizer"
    r"|escrever|falar)|meant to (?:say|write|type|put)|melhor dizendo|ou melhor|corrigindo"
    r"|pensando bem|pensando melhor|mudei de ideia|cambie de idea|pensandolo bien"
    r"|on second thought|changed my mind|quer dizer|o sea|i meant to say"
    r"|esqueci de (?:falar|dizer|avisar|mencionar)|olvide (?:decir|mencionar)|forgot to (?:say"
    r"|mention|tell)"
    r"|ops|opa nao|errei|me expressei mal|me explique mal|nao era isso"
    r"|(?:falei|falado|dito|dicho|disse|escrevi|marquei|coloquei|pedi|said|dije|puse"
    r"|wrote) .{1,20}? (?:mas|but|pero)"
    r"|(?:digitei|escrevi|falei|marquei|mandei|coloquei) errado|me equivoquei|escribi mal"
    r"|wrong (?:day|time|one)|typo|me enganei|me confundi|en realidad|perdon|quise decir|mejor"
    r" dicho|digo"
    r"|me equivoque|actually|i mean(?:t)?|scratch that|make (?:it|that)|correction)\b"
)
FILLERS = (
    r"(?:nao|no|not|sorry|desculpa|desculpe|disculpa|disculpe|perdon|perdao|foi mal|my bad|hm+"
    r"|ah|ih|eh|opa|oi|ola|hola|hi|entao|bom|bueno"
    r"|poxa|puxa|puts|pera|perai|espera|ay|oh|well|wait|hey|acho que|creo que"
    r"|i think|maybe|por favor|please)"
)
SORRY = r"(?:sorry|desculpa|desculpe|perdon|ah|oh|hm+|opa|ops|ay|ih|eh|oi|eu disse|i said)"
OPENING = re.compile(
    rf"^(?:{FILLERS} )*(?:(?:i|eu|yo) (?:said|disse|falei|dije)|melhor(?! dizendo)|prefiro|mejor"
    rf"|rather|better"
    r"|prefer|id prefer|id rather|(?:troca|muda|mude|troque|cambia|cambialo|change it|switch"
    r"|make it)(?: para| a| por| to)?"
    r"|(?:(?:lets|can we|could we|can you|could you|pode|podemos|da para|vamos|puedes|quero"
    r"|queria) )?"
    r"(?:trocar?|mudar?|change|switch|cambiar?)(?: it| that| isso)? (?:para|to|por) (?!outr|otr"
    r"|another)"
    r"|mais (?:para|perto|no) |(?:poe|bota|coloca|joga|ponlo|put it) (?:para|as|a las|at) "
    r"|(?:desculpa|desculpe|sorry|perdon|ops|opa) (?:e|era|es|foi|its|it was|i meant)(?! que)"
    r"|(?:mas|but|pero) (?:eu |yo |i )?(?:queria|quero|prefiro|preciso|quiero|want|need)"
    r"|(?:pode ser|da para ser|tem|could it be|can it be|puede ser|tienen) (?:algo "
    r"|alguma coisa |horario |something |anything |um pouco |um"
    r" pouquinho "
    r"|un poco |a bit |a little )?(?:mais(?= (?:cedo|tarde|para|perto|no|a|de))|mas(?="
    r" (?:temprano|tarde))"
    r"|earlier|later))\b"
)
# "Esquece a barba, só corte".
DROPPED = re.compile(
    r"^(?:esquece|tira|tirar|forget|drop|skip|olvida|saca|quita|desisti|desisto|esquecam?)"
    r" (?:a|o|as|os|the|la|el|da|do|das|dos|del) [^\W\d]+$"
    rf"|^(?:esquece|forget|olvida|deixa)(?: (?:a|o|el|about))* {SLOT}(?: feira)?$"
)
# "Não quero hidratação", "sem a barba", "no blow dry this time": that is not done.
_NO_THING = (
    r"(?!(?:preferencia|pressa|falta|ser|problemas?|duvida|compromisso|hora|horario|cita|turno|prisa"
    r"|reserva|falta|preferencias|rush|preference|problem|appointment|booking|favor|mais|que|isso"
    r"|esse|essa|este|esta|com|con|with|para|for|to|nada|nenhum\w*|ningun\w*|antes|depois|tarde"
    r"|cedo|muito|muy|tan|tao|hurry|worries|way|longer|more|one|estou|to|estoy|tem|tenho|tengo|hay"
    r"|puedo|podre|voy|me|se|es|era|creo|sei|quiero|lo|la|le|nao|no|not"
    r"|\w{2,}(?:ar|er|ir)(?:me|lo|la|se)?)\b)"
)
NOT_THAT = re.compile(
    r"\b(?:(?:nao|no|nem|dont|not|do not|wont|rather not)(?: (?:quero|queria|preciso|precisa|vou"
    r"|querer|precisar|marcar|agendar|reservar|book|me|in|for|to|faz|faco|fazer|quiero|quisiera|necesito|hace|falta|hacer|hacerme|want|need"
    r"|do|have|get|including|incluir|inclui|mais|mas|any|de|d[ao]))+|sem|sin|without|nada de"
    r"|dispenso|skip|minus)"
    rf" (?:(?:as?|os?|el|la|las|los|the|any|fazer|hacer|uma?|una?|minha|mi|my) )*{_NO_THING}"
    rf"(?!{SLOT}\b)[^\W\d]{{3,}}(?: d[aeo]s? [^\W\d]{{3,}}| (?:treatment|dry|trim|wax|cut))?\b"
)
# "Semana que vem te falo": when we hear of it, not when the visit is.
PROMISE = re.compile(
    r"\b(?:te|lhe|le|les) (?:falo|aviso|chamo|digo|ligo|confirmo|retorno|escribo|llamo|mando)\b"
    r"|\b(?:ill|i will) (?:let you know|get back|call you|text you|message you)\b"
)
# "Morning! ..." is a greeting.
GREETED = frozenset({"morning", "afternoon", "evening", "mornin", "dia", "tarde", "noite"})
# "Leave the colour out".
LEFT_OUT = re.compile(
    r"\b(?:leave|deixa|deixe|deixar|deja|dejar) (?:(?:a|o|as|os|la|el|the"
    r"|my) )*[^\W\d]{3,} (?:out|off"
    r"|de fora|fora|afuera|de lado)\b"
)
# "I can't do mornings".
REFUSED_PART = re.compile(
    r"\b(?:(?:i )?(?:cant|cannot|wont) (?:do|make)|nao (?:posso|consigo|da|gosto|curto)|no (?:puedo"
    r"|me va|me gustan?)|not(?: a fan of| keen on| into)?|dont like|hate|odeio|odio|nada)(?: de"
    r"| da| na| a| pela| por| la| in| the| on| any)* (?:mornings?|afternoons?|evenings?"
    r"|nights?|manhas?|tardes?|noites?|mananas|noches?)\b"
)
# "My thursday one back a week".
# "Cancel thursday and book me in for friday".
CALLED_OFF = re.compile(
    rf"\b(?:cancel|desmarc|anul)\w* (?:(?:o|a|el|la|lo|de|del|do|da|the|my|meu|minha|mi) )*"
    rf"(?:[^\W\d]+ (?:de |do |da |del |on )?)?{SLOT} (?=(?:\w+ ){{0,4}}?(?:and|e|y) )"
)
WEEK_ON = re.compile(
    rf"\b(?P<day>{SLOT})(?: feira)?s? (?:\w+ ){{0,4}}?(?:(?:back|by|out|for|em|en|por|mais|mas) )?"
    r"(?:a|one|1|uma|una) (?:week|semana)(?: later| depois| despues| mais tarde| para frente"
    r"| mas tarde)?$"
)
NO_THAT = re.compile(
    rf"\bno {_NO_THING}(?!{SLOT}\b)[^\W\d]{{3,}}(?: (?:treatment|dry|trim|wax|cut)"
    r"| de [^\W\d]{3,})?(?= this time| esta vez| today| hoy| please| por favor|$)"
)
