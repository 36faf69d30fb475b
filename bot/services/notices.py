"""Telling a customer what the team has done with their visit."""

from datetime import datetime

from bot.enums import Author, Provider
from bot.gateways import Text
from bot.models import Conversation
from bot.services.outbox import queue_message
from bot.services.words import service_words, words_for
from config.lib.formatting import to_zone
from scheduling.models import Appointment

BOOKED = "booked"
MOVED = "moved"
CANCELLED = "cancelled"


def notify_customer(*, appointment: Appointment, what: str, now: datetime, total: int = 1) -> bool:
    """Say it in the customer's open conversation; False when there is none.

    `total` is of how many visits it is true: of this one and those that come with it.

    Outside the 24-hour window nothing is sent: the team's screens say so beforehand
    (`can_notify`), and the reminder will reach the customer as a template.
    """
    conversation = open_conversation(appointment, now)
    if conversation is None:
        return False
    words = words_for(appointment.organization, appointment.customer)
    details = {
        "service": service_words(appointment),
        "staff": appointment.staff.name,
        "day": words.day(to_zone(appointment.starts_at, words.zone).date()),
        "time": words.time(appointment.starts_at),
        "business": appointment.organization.name,
    }
    texts = {
        BOOKED: words(
            "Seu horário em {business} está marcado: {service} com {staff}, {day} às {time}.",
            **details,
        ),
        MOVED: words(
            "Seu horário em {business} mudou: {service} com {staff}, agora {day} às {time}.",
            **details,
        ),
        CANCELLED: words(
            "Seu horário em {business} foi cancelado: {service}, {day} às {time}. "
            "Para marcar outro, é só escrever aqui.",
            **details,
        ),
    }
    content = Text(texts[what])
    if total > 1:
        also = words.n(
            "O mesmo vale para mais {n} horário seu.",
            "O mesmo vale para mais {n} horários seus.",
            total - 1,
        )
        content = Text(f"{texts[what]} {also}")
    queue_message(conversation=conversation, content=content, author=Author.SYSTEM, now=now)
    conversation.save()
    return True


def open_conversation(appointment: Appointment, now: datetime) -> Conversation | None:
    """The customer's conversation that still takes free messages, locked; None without one."""
    conversation: Conversation | None = (
        Conversation.objects.filter(customer=appointment.customer)
        .exclude(channel__provider=Provider.SAMPLE)
        .select_related("channel")
        .order_by("-last_customer_message_at")
        .select_for_update(of=("self",), no_key=True)
        .first()
    )
    if conversation is None or not conversation.is_window_open(now):
        return None
    return conversation
