"""What is said in the demo's conversations.

A line is who says it, the words, and the buttons under them: "in" is typed by the customer,
"tap" a button of the line before; "bot" and "staff" are ours.
"""

Line = tuple[str, str] | tuple[str, str, tuple[str, ...]]
Talk = tuple[Line, ...]

MENU = ("Agendar", "Meus horários", "Falar com atendente")
REMINDER = ("Confirmar", "Remarcar", "Cancelar")

TALKS: tuple[Talk, ...] = (
    (
        ("in", "Oi, bom dia! Tem horário amanhã de manhã?"),
        ("bot", "Oi! Aqui é {business}. Para qual serviço?"),
        ("in", "{service}"),
        ("bot", "Qual horário fica melhor?", ("09:00", "10:30", "11:00")),
        ("tap", "10:30"),
        ("bot", "Marcado: {service}, amanhã às 10:30. Até lá!"),
    ),
    (
        ("in", "Oi"),
        ("bot", "Oi! Aqui é {business}. Como posso ajudar?", MENU),
        ("tap", "Agendar"),
        ("bot", "Qual serviço você quer?"),
        ("in", "{service}"),
        ("bot", "Tenho estes horários na quinta:", ("14:00", "15:30", "17:00")),
        ("in", "tem mais cedo?"),
        ("bot", "Na sexta tem mais cedo:", ("09:00", "09:45", "10:30")),
        ("tap", "09:45"),
        ("bot", "Pronto! {service}, sexta às 09:45."),
    ),
    (
        ("bot", "Lembrete do seu horário: {service}, amanhã às 16:00. Você vem?", REMINDER),
        ("tap", "Confirmar"),
        ("bot", "Obrigado por confirmar. Até amanhã!"),
    ),
    (
        ("bot", "Lembrete do seu horário: {service}, hoje às 17:30. Você vem?", REMINDER),
        ("tap", "Remarcar"),
        ("bot", "Sem problema. Para que dia?", ("Amanhã", "Sexta", "Sábado")),
        ("tap", "Sábado"),
        ("bot", "Remarcado para sábado às 10:00. Até lá!"),
        ("in", "perfeito 🙏"),
    ),
    (
        ("in", "Quanto custa {service}?"),
        ("bot", "Nossos preços estão na lista. Quer agendar?", ("Agendar", "Agora não")),
        ("tap", "Agora não"),
        ("bot", "Tudo bem! Quando quiser, é só escrever."),
    ),
    (
        ("in", "Vocês abrem no sábado?"),
        ("bot", "Abrimos, sim. Quer ver os horários livres?", ("Ver horários", "Agora não")),
        ("in", "depois eu vejo, obrigada"),
    ),
    (
        ("in", "Chego 10 minutinhos atrasada, tudo bem?"),
        ("staff", "Tudo bem! Estamos te esperando 😊"),
        ("in", "Obrigada!"),
    ),
    (
        ("in", "Bom dia! Esqueci meu casaco aí ontem"),
        ("staff", "Bom dia! Está guardado aqui na recepção."),
        ("in", "Ufa! Passo amanhã para buscar"),
        ("staff", "Combinado, até amanhã!"),
    ),
    (
        ("in", "qual o endereço?"),
        ("bot", "Estamos em {address}."),
        ("in", "tem estacionamento?"),
        ("staff", "Tem convênio no estacionamento ao lado, a primeira hora é grátis."),
        ("in", "👍"),
    ),
    (
        ("in", "preciso cancelar hoje, meu filho ficou doente"),
        ("bot", "Quer mesmo cancelar {service}, hoje às 15:00?", ("Sim, cancelar", "Não")),
        ("tap", "Sim, cancelar"),
        ("bot", "Cancelado. Melhoras para ele! Quando quiser, é só escrever."),
    ),
)
WAITING: tuple[Talk, ...] = (
    (
        ("in", "Oi! Dá para remarcar para quinta?"),
        ("bot", "Dá, sim! Estes são os horários de quinta:", ("10:00", "14:00", "16:30")),
        ("in", "Prefiro falar com uma pessoa"),
        ("bot", "Já chamei alguém da equipe. Um instante."),
        ("in", "É que minha filha vem junto, pode?"),
    ),
    (
        ("in", "Tive um problema da última vez, queria conversar antes de marcar"),
        ("bot", "Claro. Já chamei alguém da equipe para te responder."),
    ),
)
