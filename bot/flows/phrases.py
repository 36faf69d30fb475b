"""Whole messages that are commands to the conversation itself, in all our languages.

Only the whole message counts (an opt-out hidden in a sentence is not one: Spoke#1016), in the
plain form that `bot.understanding.normalize` gives.
"""

MENU = frozenset(
    {"menu", "inicio", "comeco", "recomecar", "opcoes", "menu principal", "voltar ao menu"}
    | {"start", "main menu", "opciones", "empezar", "ver o menu", "ver menu"}
)
BACK = frozenset({"voltar", "volta", "anterior", "back", "go back", "volver", "atras"})
QUIT = frozenset(
    {"deixa", "deixa pra la", "deixa para la", "esquece", "esqueca", "desisto", "desistir"}
    | {"nao quero mais", "deixa pra depois", "never mind", "nevermind", "forget it"}
    | {"olvidalo", "dejalo", "ya no quiero", "deixar para depois", "deixa assim"}
)
OPT_OUT = frozenset(
    {"sair", "parar", "pare", "stop", "unsubscribe", "descadastrar", "opt out", "salir", "baja"}
    | {"nao quero receber", "nao quero mais receber", "parar de receber", "cancelar inscricao"}
)
OPT_IN = frozenset({"quero receber", "voltar a receber", "subscribe", "opt in", "quiero recibir"})

# Somebody else than the one that was taken for granted.
ANOTHER_ONE = frozenset(
    {"outro animal", "outro pet", "outro cachorro", "outro gato", "outra crianca", "outra pessoa"}
    | {"another animal", "another pet", "another child", "another person", "someone else"}
    | {"otro animal", "otra mascota", "otro perro", "otro nino", "otra nina", "otra persona"}
)
SIZES = (
    ("XL", frozenset({"gigante", "giant", "enorme", "huge", "extra", "xl"})),
    ("S", frozenset({"pequeno", "pequena", "pequenininho", "small", "mini", "toy", "chico"})),
    ("M", frozenset({"medio", "media", "medium", "mediano", "mediana"})),
    ("L", frozenset({"grande", "large", "big"})),
)
UNSURE = frozenset({"nao sei", "nao sei dizer", "sei la", "i dont know", "dont know", "no se"})
NOTHING_MORE = frozenset(
    {"nada", "nenhum", "nenhuma", "nada mais", "so isso", "mais nada", "nao obrigado"}
    | {"nao obrigada", "sem adicional", "nothing", "none", "thats all", "no thanks"}
    | {"nada mas", "ninguno", "solo eso", "eso es todo"}
)
