import pytest

from bot.understanding import Intent, is_any, read_intent, read_language

PORTUGUESE = {
    Intent.BOOK: (
        "quero agendar",
        "oi, quero marcar um horário",
        "tem horário amanhã?",
        "vc tem vaga hj à tarde?",
        "gostaria de fazer as unhas",
        "queria cortar o cabelo sábado",
        "agendar",
        "marcar corte com a Ana",
        "da pra marcar pra sexta?",
        "preciso de um horário",
        "posso agendar barba amnh?",
    ),
    Intent.RESCHEDULE: (
        "remarcar",
        "quero remarcar meu horário",
        "preciso reagendar",
        "posso mudar o horário?",
        "quero trocar o dia",
        "dá pra adiar?",
        "não vai precisar... quero mudar minha consulta",
    ),
    Intent.CANCEL: (
        "cancelar",
        "quero cancelar",
        "preciso desmarcar",
        "cancela por favor",
        "desmarca meu horário",
        "quero cancelar meu agendamento de amanhã",
    ),
    Intent.CANNOT_COME: (
        "não vou poder ir",
        "n vou conseguir",
        "infelizmente não posso ir amanhã",
        "não vai dar",
        "tive um imprevisto",
    ),
    Intent.MY_APPOINTMENTS: (
        "meus agendamentos",
        "que horas é meu horário?",
        "quando é meu horário?",
        "tenho horário marcado?",
        "ver minhas consultas",
    ),
    Intent.CONFIRM: (
        "confirmo",
        "Confirmado!",
        "ok confirmado",
        "pode confirmar",
        "confirmo sim, obrigada",
        "estarei aí",
        "vou sim",
    ),
    Intent.YES: (
        "sim",
        "s",
        "SIM!!",
        "siiim",
        "isso mesmo",
        "pode ser",
        "ta bom",
        "ok",
        "blz",
        "fechado",
        "com certeza",
        "sim, por favor",
        "ok obrigada",
        "👍",
        "✅",
        "isso aí",
    ),
    Intent.NO: ("não", "n", "nao", "não, obrigado", "agora não", "👎", "ainda não"),
    Intent.PRICES: (
        "preços",
        "quanto custa?",
        "qnto é o corte?",
        "qual o valor da barba",
        "quanto fica pra pintar",
        "tabela de preços",
    ),
    Intent.SERVICES: ("quais serviços vocês têm?", "serviços", "o que vcs fazem?"),
    Intent.ADDRESS: ("endereço", "onde fica?", "qual o endereço de vocês?", "como chego aí?"),
    Intent.HOURS: (
        "horário de funcionamento",
        "que horas abre?",
        "até que horas vcs atendem?",
        "vocês abrem sábado?",
    ),
    Intent.HUMAN: (
        "atendente",
        "falar com atendente",
        "quero falar com uma pessoa",
        "falar com alguém",
        "tem algum humano aí?",
    ),
    Intent.MENU: ("menu", "Menu!", "início", "voltar ao início", "menu por favor", "recomeçar"),
    Intent.BACK: ("voltar", "volta"),
    Intent.QUIT: ("deixa pra lá", "esquece", "desisto", "deixa para depois"),
    Intent.STOP: ("sair", "PARAR", "Stop", "descadastrar", "não quero mais receber mensagens"),
    Intent.OPT_IN: ("quero receber",),
    Intent.GREETING: ("oi", "Olá!", "bom dia", "oi, tudo bem?", "boa tardeee", "👋", "opa"),
    Intent.THANKS: ("obrigado", "obg", "muito obrigada!", "valeu", "vlw", "obrigada 🙏"),
    Intent.LANGUAGE: ("english", "inglês", "español", "english please", "em espanhol"),
}
SPANISH = {
    Intent.BOOK: ("quiero reservar", "quiero una cita", "¿hay turnos mañana?"),
    Intent.RESCHEDULE: ("quiero cambiar mi cita", "reprogramar"),
    Intent.CANCEL: ("cancelar", "quiero cancelar mi turno"),
    Intent.CANNOT_COME: ("no puedo ir", "no voy a poder"),
    Intent.MY_APPOINTMENTS: ("mis citas",),
    Intent.CONFIRM: ("confirmo", "confirmado"),
    Intent.YES: ("sí", "dale", "de acuerdo", "está bien"),
    Intent.NO: ("no", "no gracias", "ahora no"),
    Intent.PRICES: ("¿cuánto cuesta?", "precios"),
    Intent.ADDRESS: ("¿dónde están?", "dirección"),
    Intent.HOURS: ("¿a qué hora abren?",),
    Intent.HUMAN: ("hablar con una persona", "agente"),
    Intent.BACK: ("volver",),
    Intent.STOP: ("baja", "salir"),
    Intent.GREETING: ("hola", "buenos días", "hola, qué tal"),
    Intent.THANKS: ("gracias", "muchas gracias"),
    Intent.LANGUAGE: ("português", "english"),
}
ENGLISH = {
    Intent.BOOK: ("i want to book a haircut", "can i make an appointment?", "book"),
    Intent.RESCHEDULE: ("reschedule", "can i change my appointment?"),
    Intent.CANCEL: ("cancel", "i need to cancel my appointment"),
    Intent.CANNOT_COME: ("i can't make it", "i won't be able to come"),
    Intent.MY_APPOINTMENTS: ("my appointments", "when is my appointment?"),
    Intent.CONFIRM: ("confirm", "confirmed", "i'll be there"),
    Intent.YES: ("yes", "yes please", "sure", "sounds good", "ok thanks"),
    Intent.NO: ("no", "no thanks", "not now", "nope"),
    Intent.PRICES: ("how much is it?", "prices"),
    Intent.ADDRESS: ("where are you?", "address"),
    Intent.HOURS: ("opening hours", "what time do you open?"),
    Intent.HUMAN: ("talk to a person", "human"),
    Intent.MENU: ("menu", "main menu", "start over"),
    Intent.BACK: ("back", "go back"),
    Intent.QUIT: ("never mind",),
    Intent.STOP: ("STOP", "unsubscribe"),
    Intent.GREETING: ("hi", "hello there", "good morning"),
    Intent.THANKS: ("thanks", "thank you so much"),
    Intent.LANGUAGE: ("spanish", "portuguese"),
}
CORPUS = [
    pytest.param(phrase, locale, intent, id=f"{locale}:{phrase}")
    for locale, corpus in (("pt-BR", PORTUGUESE), ("es", SPANISH), ("en", ENGLISH))
    for intent, phrases in corpus.items()
    for phrase in phrases
]


@pytest.mark.parametrize(("typed", "locale", "intent"), CORPUS)
def test_intents(typed: str, locale: str, intent: Intent) -> None:
    assert read_intent(typed, locale) == intent


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "...",
        "maria silva",
        "corte feminino",
        "15h",
        "amanhã",
        "2",
        "não quero cancelar",
        "não precisa remarcar",
        "sim, mas às 16h",
        "sim, mas com a Beatriz",
        "não confirmo",
        "o Thor é um poodle",
    ],
)
def test_what_has_no_plain_intent(typed: str) -> None:
    assert read_intent(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "quero sair mais cedo amanhã",
        "pode parar o carro aí?",
        "sair por favor",
        "vou sair do trabalho às 18h",
        "stop by tomorrow",
        "para sábado",
    ],
)
def test_an_opt_out_is_the_whole_message(typed: str) -> None:
    assert read_intent(typed) != Intent.STOP


@pytest.mark.parametrize(
    ("typed", "locale"),
    [
        ("inglês", "en"),
        ("English, please", "en"),
        ("espanhol", "es"),
        ("em português", "pt-BR"),
        ("aula de inglês", None),
        ("", None),
    ],
)
def test_the_language_that_is_asked_for(typed: str, locale: str | None) -> None:
    assert read_language(typed) == locale


@pytest.mark.parametrize(
    "typed",
    [
        "tanto faz",
        "qualquer um",
        "qualquer uma delas",
        "pode ser qualquer horário",
        "sem preferência",
        "não tenho preferência",
        "quem estiver livre",
        "cualquiera",
        "me da igual",
        "any",
        "anyone is fine",
        "doesn't matter",
        "no preference",
    ],
)
def test_leaving_the_choice_to_us(typed: str) -> None:
    assert is_any(typed)


@pytest.mark.parametrize("typed", ["", "qualquer coisa eu aviso", "Ana", "any problem?", "sim"])
def test_not_leaving_the_choice_to_us(typed: str) -> None:
    assert not is_any(typed)
