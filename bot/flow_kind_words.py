"""What the kinds of steps, their ways out and the beginnings of a flow are called."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bot.flows.graph.kinds import KINDS, Group


@dataclass(frozen=True, slots=True)
class KindWords:
    """`hint` says in a line what the step does; `icon` is a name of the sprite."""

    name: Promise
    hint: Promise
    icon: str


KIND_WORDS: dict[str, KindWords] = {
    "message": KindWords(_("Mensagem"), _("Envia um ou mais textos"), icon="message-circle"),
    "file": KindWords(_("Arquivo"), _("Foto, vídeo, áudio ou documento"), icon="paperclip"),
    "location": KindWords(_("Localização"), _("Um ponto no mapa"), icon="map-pin"),
    "contact": KindWords(_("Contato"), _("Um cartão para o cliente salvar"), icon="address-book"),
    "template": KindWords(
        _("Modelo aprovado"), _("O que pode ser dito depois de 24 horas"), icon="file-text"
    ),
    "question": KindWords(_("Pergunta"), _("Espera a resposta e a guarda"), icon="question-mark"),
    "buttons": KindWords(_("Botões"), _("Até 3 botões para tocar"), icon="hand-stop"),
    "list": KindWords(_("Lista"), _("Até 10 opções para escolher"), icon="list"),
    "condition": KindWords(_("Condição"), _("Segue um caminho conforme a regra"), icon="share"),
    "split": KindWords(
        _("Divisão"), _("Sorteia o caminho, por exemplo meio a meio"), icon="replace"
    ),
    "set": KindWords(_("Guardar valor"), _("Anota algo na conversa ou no cliente"), icon="note"),
    "tag": KindWords(_("Etiquetas"), _("Põe ou tira etiquetas do cliente"), icon="category"),
    "wait": KindWords(_("Esperar"), _("Continua depois de um tempo"), icon="hourglass"),
    "wait_until": KindWords(
        _("Esperar até"), _("Até abrir, até uma hora ou até uma data"), icon="calendar-time"
    ),
    "services": KindWords(_("Mostrar serviços"), _("A lista com os preços"), icon="scissors"),
    "prices": KindWords(
        _("Mostrar preços"), _("Preço e duração, por categoria"), icon="list-numbers"
    ),
    "pick_service": KindWords(
        _("Escolher serviço"), _("O cliente escolhe na sua lista"), icon="checks"
    ),
    "pick_staff": KindWords(_("Escolher profissional"), _("Com quem vai ser"), icon="users"),
    "pick_slot": KindWords(_("Escolher horário"), _("Só horários livres"), icon="clock"),
    "confirm_booking": KindWords(
        _("Confirmar e marcar"), _("Mostra o resumo e marca na agenda"), icon="calendar-plus"
    ),
    "my_appointments": KindWords(
        _("Horários do cliente"), _("Mostra o que ele já marcou"), icon="calendar"
    ),
    "cancel": KindWords(_("Cancelar horário"), _("O cliente escolhe qual"), icon="calendar-x"),
    "reschedule": KindWords(
        _("Remarcar horário"), _("O cliente escolhe o novo horário"), icon="calendar-time"
    ),
    "http": KindWords(
        _("Consultar um sistema"), _("Pergunta a outro sistema e guarda a resposta"), icon="search"
    ),
    "webhook": KindWords(
        _("Avisar um sistema"), _("Manda um aviso assinado, sem esperar resposta"), icon="send"
    ),
    "assistant": KindWords(
        _("Assistente"),
        _("A inteligência artificial conversa com o cliente"),
        icon="message-chatbot",
    ),
    "hand_over": KindWords(_("Chamar uma pessoa"), _("A equipe assume a conversa"), icon="user"),
    "go_to": KindWords(
        _("Ir para outro fluxo"), _("O outro começa; se quiser, volta para cá"), icon="door-exit"
    ),
    "end": KindWords(_("Fim"), _("Despede-se, se quiser, e termina"), icon="circle-check"),
    "understand": KindWords(
        _("Entender o cliente"), _("Lê o que ele escreveu e segue pelo que ele quer"), icon="robot"
    ),
    "front_desk": KindWords(
        _("Perguntar como o robô"),
        _("Pula o que já se sabe e aceita mudanças na mesma frase"),
        icon="messages",
    ),
}
OFFERED = tuple(kind for kind in KINDS if kind in KIND_WORDS)  # others can't be carried out yet
GROUP_WORDS: dict[Group, Promise] = {
    Group.SAY: _("Falar"),
    Group.ASK: _("Perguntar"),
    Group.DECIDE: _("Decidir"),
    Group.BOOKING: _("Agenda"),
    Group.CONNECT: _("Outros sistemas"),
    Group.END: _("Terminar"),
}
PORT_WORDS: dict[str, Promise] = {
    "done": _("Depois"),
    "error": _("Se der erro"),
    "idle": _("Se não responder"),
    "no_match": _("Se não entender"),
    "otherwise": _("Em outro caso"),
    "failed": _("Se não acertar a resposta"),
    "none": _("Se não houver nenhum"),
    "booked": _("Marcado"),
    "changed": _("Quer mudar"),
    "declined": _("Desistiu"),
    "handed_over": _("Chamou uma pessoa"),
    "book": _("Quer marcar"),
    "reschedule": _("Quer remarcar"),
    "visits": _("Pergunta pelos horários dele"),
    "cancel": _("Quer cancelar"),
    "prices": _("Pergunta preços"),
    "place": _("Pergunta endereço ou horário"),
    "menu": _("Cumprimenta ou pede o menu"),
    "human": _("Pediu uma pessoa"),
    "late": _("Vai se atrasar"),
    "my_data": _("Pergunta pelos dados dele"),
    "lost": _("Não deu para entender, quatro vezes"),
    "stop": _("Não quer novidades"),
    "opt_in": _("Quer novidades"),
    "thanks": _("Agradece"),
    "dropped": _("Desistiu"),
}
TRIGGER_WORDS: dict[str, Promise] = {
    "keyword": _("Palavra do cliente"),
    "first_message": _("Primeira mensagem do cliente"),
    "no_match": _("Quando o robô não entender"),
    "intent": _("Intenção do cliente"),
    "button": _("Toque em um botão"),
    "template_reply": _("Resposta a um modelo"),
    "ad": _("Chegada por um anúncio"),
    "appointment": _("Antes ou depois de um horário marcado"),
    "date": _("Uma data do cliente, como o aniversário"),
    "anything": _("Tudo o que nenhum outro fluxo responde"),
}
INTENT_WORDS: dict[str, Promise] = {
    "book": _("Quer marcar"),
    "reschedule": _("Quer remarcar"),
    "cancel": _("Quer cancelar"),
    "my_appointments": _("Pergunta pelos horários dele"),
    "running_late": _("Vai se atrasar"),
    "prices": _("Pergunta preços"),
    "services": _("Pergunta o que vocês fazem"),
    "hours": _("Pergunta o horário"),
    "address": _("Pergunta o endereço"),
    "thanks": _("Agradece"),
}


def port_label(port: str) -> str:
    """Of a fixed way out; of one that the data names, its own name."""
    return str(PORT_WORDS.get(port, port))
