"""Closed lists of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Provider(models.TextChoices):
    META = "META", _("Meta Cloud API")
    SAMPLE = "SAMPLE", _("Exemplo")  # leads nowhere: sample conversations hang on it
    TWILIO = "TWILIO", _("Twilio")
    GUPSHUP = "GUPSHUP", _("Gupshup")
    EVOLUTION = "EVOLUTION", _("Evolution API")


class ChannelStatus(models.TextChoices):
    ACTIVE = "ACTIVE", _("Ativo")
    PAUSED = "PAUSED", _("Pausado")


class Owner(models.TextChoices):
    """Who answers a conversation: one at a time."""

    BOT = "BOT", _("Robô")
    HUMAN = "HUMAN", _("Pessoa")
    NOBODY = "NOBODY", _("Ninguém")


class Direction(models.TextChoices):
    IN = "IN", _("Recebida")
    OUT = "OUT", _("Enviada")
    INTERNAL = "INT", _("Interna")


class CareEvent(models.TextChoices):
    """What people did with a conversation; each is a line of its thread."""

    TAKEN = "TAKEN", _("Assumida")
    ASSIGNED = "ASSIGNED", _("Passada")
    TO_BOT = "TO_BOT", _("Devolvida ao robô")
    RESOLVED = "RESOLVED", _("Resolvida")
    REOPENED = "REOPENED", _("Reaberta")
    SNOOZED = "SNOOZED", _("Adiada")
    NOT_SENT = "NOT_SENT", _("Agendada que não saiu")
    CALLED_OFF = "CALLED_OFF", _("Agendada que o cliente dispensou")


class ScheduledStatus(models.TextChoices):
    """What became of a message that was written for later."""

    PENDING = "PENDING", _("Agendada")
    SENT = "SENT", _("Enviada")
    CANCELLED = "CANCELLED", _("Cancelada")
    FAILED = "FAILED", _("Não enviada")


class Hindrance(models.TextChoices):
    """Why a message that was written for later did not leave."""

    ANSWERED = "ANSWERED", _("O cliente escreveu antes.")
    WINDOW_CLOSED = "WINDOW", _("Passaram 24 horas desde a última mensagem do cliente.")
    BLOCKED = "BLOCKED", _("O cliente está bloqueado.")
    ARCHIVED = "ARCHIVED", _("O cliente está arquivado.")
    OPTED_OUT = "OPTED_OUT", _("O cliente pediu para não receber mensagens.")
    AUTHOR_GONE = "AUTHOR", _("Quem agendou não responde mais conversas aqui.")
    INCOMPLETE = "INCOMPLETE", _("Faltou um dado para completar o texto.")
    TOO_LONG = "TOO_LONG", _("Com os dados preenchidos, o texto passou de 4.096 letras.")
    BROKEN = "BROKEN", _("Algo deu errado ao enviar.")


class Author(models.TextChoices):
    CUSTOMER = "CUSTOMER", _("Cliente")
    BOT = "BOT", _("Robô")
    STAFF = "STAFF", _("Equipe")
    PHONE_APP = "PHONE_APP", _("Celular")
    SYSTEM = "SYSTEM", _("Sistema")


class DeliveryStatus(models.TextChoices):
    QUEUED = "QUEUED", _("Na fila")
    SENDING = "SENDING", _("Enviando")
    UNKNOWN = "UNKNOWN", _("Sem resposta")
    SENT = "SENT", _("Enviada")
    FAILED = "FAILED", _("Falhou")
    EXPIRED = "EXPIRED", _("Expirada")
    DELIVERED = "DELIVERED", _("Entregue")
    READ = "READ", _("Lida")


# Status moves only up. FAILED lies below DELIVERED because a second device may still
# receive what the first could not (whatsapp-cloud-api, statuses).
STATUS_RANK: dict[str, int] = {
    DeliveryStatus.QUEUED: 0,
    DeliveryStatus.SENDING: 10,
    DeliveryStatus.UNKNOWN: 15,
    DeliveryStatus.SENT: 30,
    DeliveryStatus.FAILED: 35,
    DeliveryStatus.EXPIRED: 35,
    DeliveryStatus.DELIVERED: 40,
    DeliveryStatus.READ: 50,
}

# Stands in `Delivery.error_code` of what may have arrived, and was not sent again.
NO_ANSWER = -100

# The same, of a reminder whose visit was moved, cancelled or begun before it could leave.
CALLED_OFF = -101

# What the provider calls a status, and what it is for us.
PROVIDER_STATUS: dict[str, str] = {
    "sent": DeliveryStatus.SENT,
    "delivered": DeliveryStatus.DELIVERED,
    "read": DeliveryStatus.READ,
    "played": DeliveryStatus.READ,
    "failed": DeliveryStatus.FAILED,
}


class WorkStatus(models.TextChoices):
    NEW = "NEW", _("A fazer")
    DONE = "DONE", _("Feito")
    FAILED = "FAILED", _("Falhou")


class QuarantineReason(models.TextChoices):
    UNKNOWN_NUMBER = "UNKNOWN_NUMBER", _("Número desconhecido")
    OTHER_APP = "OTHER_APP", _("Assinado por outro aplicativo")
    UNKNOWN_FIELD = "UNKNOWN_FIELD", _("Campo desconhecido")
    UNREADABLE = "UNREADABLE", _("Não foi possível ler")


class TemplateStatus(models.TextChoices):
    DRAFT = "DRAFT", _("Rascunho")
    APPROVED = "APPROVED", _("Aprovado")
    PENDING = "PENDING", _("Em análise")
    REJECTED = "REJECTED", _("Recusado")
    PAUSED = "PAUSED", _("Pausado")
    DISABLED = "DISABLED", _("Desativado")
    DELETED = "DELETED", _("Excluído")
    OTHER = "OTHER", _("Outro")


class TemplateCategory(models.TextChoices):
    """What Meta takes a template for; its word decides, not what was asked for."""

    UTILITY = "UTILITY", _("Aviso")
    MARKETING = "MARKETING", _("Promoção")
    AUTHENTICATION = "AUTHENTICATION", _("Código de acesso")


class TemplateRefusal(models.IntegerChoices):
    """Why we do not send a template. Stands in `Delivery.error_code` too, below zero, where
    no provider has codes."""

    BLOCKED = -1, _("O cliente está bloqueado.")
    NO_CONSENT = -2, _("O cliente não autorizou receber promoções.")
    NOT_APPROVED = -3, _("O modelo não está mais aprovado pelo WhatsApp.")
    HAS_MEDIA = -4, _("Tem foto, vídeo ou arquivo: ainda não dá para enviar daqui.")
    NOT_FROM_HERE = -5, _("Este tipo de modelo não pode ser enviado daqui.")


class SlotMeaning(models.TextChoices):
    """What a variable of a template stands for, where we can tell."""

    NAME = "NAME", _("Nome do cliente")
    DAY = "DAY", _("Dia do horário")
    TIME = "TIME", _("Hora do horário")
    SERVICE = "SERVICE", _("Serviço")
    STAFF = "STAFF", _("Profissional")
    BUSINESS = "BUSINESS", _("Nome da empresa")


class TransferStatus(models.TextChoices):
    """How far the file of a message is on its way from or to the provider."""

    WAITING = "WAITING", _("A caminho")
    READY = "READY", _("Pronto")
    FAILED = "FAILED", _("Falhou")


class FlowStatus(models.TextChoices):
    """PAUSED: nobody new begins it. ARCHIVED: out of the lists as well."""

    ACTIVE = "ACTIVE", _("Ativo")
    PAUSED = "PAUSED", _("Pausado")
    ARCHIVED = "ARCHIVED", _("Arquivado")


class FlowRunStatus(models.TextChoices):
    """As bot.flows.engine.Status; LEFT is a run that the customer left by asking for
    something else, BROKEN one whose state could not be gone on with, CALLING one that waits
    for another flow to end."""

    NEW = "NEW", _("Começando")
    WAITING_ANSWER = "WAITING_ANSWER", _("Espera resposta")
    WAITING_EFFECT = "WAITING_EFFECT", _("Espera um resultado")
    WAITING_TIME = "WAITING_TIME", _("Espera a hora")
    CALLING = "CALLING", _("Espera outro fluxo")
    ENDED = "ENDED", _("Terminada")
    HANDED_OVER = "HANDED_OVER", _("Passada para a equipe")
    LEFT = "LEFT", _("Deixada pelo cliente")
    BROKEN = "BROKEN", _("Interrompida")


class ModelKind(models.TextChoices):
    """Which protocol the assistant's model speaks."""

    OPENAI = "OPENAI", _("OpenAI ou compatível")
    ANTHROPIC = "ANTHROPIC", _("Anthropic ou compatível")


class AssistantOutcome(models.TextChoices):
    """What became of one turn of the assistant."""

    NEW = "NEW", _("A fazer")
    ANSWERED = "ANSWERED", _("Respondeu")
    PROPOSED = "PROPOSED", _("Propôs, e o robô pediu a confirmação")
    FELL_BACK = "FELL_BACK", _("O robô respondeu no lugar")
    DROPPED = "DROPPED", _("Não era mais preciso")


class MomentStatus(models.TextChoices):
    """What became of a moment at which time begins a flow."""

    PENDING = "PENDING", _("Agendado")
    BEGUN = "BEGUN", _("Começou")
    SKIPPED = "SKIPPED", _("Não começou")


class MomentSkip(models.TextChoices):
    """Why time did not begin a flow."""

    GONE = "GONE", _("O fluxo não está mais ativo.")
    MOVED = "MOVED", _("O horário mudou ou foi cancelado.")
    LATE = "LATE", _("Já era tarde demais.")
    UNREACHABLE = "UNREACHABLE", _("O cliente não tem WhatsApp, ou está bloqueado.")
    NO_CONSENT = "NO_CONSENT", _("O cliente não autorizou receber promoções.")
    PERSON = "PERSON", _("Uma pessoa da equipe está na conversa.")
    BUSY = "BUSY", _("O cliente está no meio de outra conversa.")
    WINDOW = "WINDOW", _("Passaram 24 horas e o fluxo não começa com um modelo.")
    BROKEN = "BROKEN", _("Algo deu errado ao começar.")
