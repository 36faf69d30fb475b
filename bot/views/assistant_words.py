"""The assistant's doings as people read them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, Promise] = {
    "timeout": _("O modelo demorou demais."),
    "key": _("A chave foi recusada pelo provedor."),
    "model": _("O provedor não conhece este endereço ou este modelo."),
    "limit": _("O provedor pediu para esperar: a sua conta lá chegou a um limite."),
    "address": _("Este endereço não é permitido: use um endereço público com https."),
    "unreachable": _("Não foi possível chegar a este endereço."),
    "server": _("O provedor respondeu com um erro."),
    "refused": _("O provedor não aceitou o pedido."),
    "vectors": _("O modelo de busca respondeu algo que não serve."),
    "budget": _("O limite do mês acabou."),
    "invented": _("A resposta citava algo que não estava nos dados."),
    "empty": _("A resposta veio vazia ou longa demais."),
    "rounds": _("O modelo não chegou a uma resposta."),
    "lost": _("O trabalho foi interrompido no meio."),
    "broken": _("Algo deu errado do nosso lado."),
    "off": _("O assistente foi desligado."),
    "newer": _("O cliente escreveu de novo ou uma pessoa assumiu."),
}

TOOLS: dict[str, Promise] = {
    "services": _("Olhou serviços e preços"),
    "free_days": _("Olhou os dias livres"),
    "free_times": _("Olhou os horários livres"),
    "my_visits": _("Olhou os horários do cliente"),
    "house": _("Olhou endereço e funcionamento"),
    "search_texts": _("Procurou nos textos da casa"),
    "remember": _("Anotou uma lembrança"),
    "propose_booking": _("Propôs um horário"),
    "propose_move": _("Propôs mudar um horário"),
    "propose_cancellation": _("Propôs cancelar um horário"),
    "hand_over": _("Chamou uma pessoa"),
    "finish": _("Encerrou a parte dele"),
}


def reason_words(reason: str) -> str:
    """Why the assistant gave no answer; "" for no reason."""
    return str(REASONS.get(reason, REASONS["broken"])) if reason else ""


def tool_words(name: str) -> str:
    """What a tool did; its own name where we don't know it."""
    return str(TOOLS.get(name, name))
