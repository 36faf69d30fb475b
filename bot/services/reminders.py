"""Turning a due reminder into a message."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import F

from bot.enums import Author, ChannelStatus
from bot.flows import State, ids
from bot.gateways import Button, Buttons, Content, Template, TemplateParameter
from bot.models import Channel, Conversation
from bot.reminder_templates import REMINDER, TEMPLATE_LANGUAGE
from bot.services.inbound import lock_conversation
from bot.services.outbox import queue_message
from bot.services.templates import approved_template
from bot.services.words import CatalogWords, service_words, words_for
from bot.template_shape import fill, shape_of
from config.lib.formatting import to_zone
from scheduling.models import Appointment
from scheduling.selectors.reminders import reminders_called_off
from scheduling.services.reminders import call_off_reminder, record_reminder_outcome


def send_reminder(*, reminder_id: UUID, appointment: Appointment, now: datetime) -> None:
    """Queue the reminder: a free message inside the 24-hour window, else the template; nothing
    where the visit was moved or cancelled since the reminder was asked for.

    Where neither is possible the reminder is settled as not sent, with the reason that the
    owner is shown. Running it twice sends once (`Delivery.reminder_id` is unique).
    """
    if reminders_called_off([reminder_id], now):
        call_off_reminder(reminder_id=reminder_id, now=now)
        return
    conversation = _conversation_for(appointment)
    if conversation is None:
        _refuse(reminder_id, now, "O cliente não tem WhatsApp ou não há canal ativo")
        return
    words = words_for(appointment.organization, appointment.customer)
    content = _content(conversation, appointment, words, now)
    if content is None:
        _refuse(reminder_id, now, "Nenhum modelo de lembrete aprovado pelo WhatsApp")
        return
    if conversation.deliveries.filter(reminder_id=reminder_id).exists():
        return
    queue_message(
        conversation=conversation,
        content=content,
        author=Author.BOT,
        now=now,
        reminder_id=reminder_id,
    )
    state = State.from_dict(conversation.flow_state).awaiting(str(appointment.pk), now)
    conversation.flow_state = state.to_dict()
    conversation.save()


def _conversation_for(appointment: Appointment) -> Conversation | None:
    """Where the customer was last heard; else the organization's oldest active channel."""
    customer = appointment.customer
    recent = (
        Conversation.objects.filter(customer=customer, channel__status=ChannelStatus.ACTIVE)
        .select_related("channel")
        .order_by(F("last_message_at").desc(nulls_last=True))
        .first()
    )
    channel = (
        recent.channel
        if recent
        else Channel.objects.filter(status=ChannelStatus.ACTIVE).order_by("created_at").first()
    )
    if channel is None or not customer.identities.exists():
        return None
    return lock_conversation(channel, customer)


def _content(
    conversation: Conversation, appointment: Appointment, words: CatalogWords, now: datetime
) -> Content | None:
    if conversation.is_window_open(now):
        return _free_message(appointment, words, now)
    language = TEMPLATE_LANGUAGE[words.locale]
    template = approved_template(conversation.channel, REMINDER, language)
    if template is None:
        return None
    said = (
        appointment.customer.display_name,
        service_words(appointment),
        words.day(_local_day(appointment, words)),
        words.time(appointment.starts_at),
        appointment.organization.name,
    )
    values = [" ".join(value.split()) for value in said]
    shape = shape_of(template.components)
    numbered = {str(number): value for number, value in enumerate(values, start=1)}
    return Template(
        name=template.name,
        language=template.language,
        body=tuple(TemplateParameter(value) for value in values),
        preview=fill(shape.body, numbered),
        titles=tuple(button.title for button in shape.buttons),
        buttons=tuple(
            (index, "quick_reply", payload) for index, payload in enumerate(_ids(appointment))
        ),
    )


def _free_message(appointment: Appointment, words: CatalogWords, now: datetime) -> Buttons:
    body = reminder_text(
        words,
        name=appointment.customer.name.split(" ")[0],
        service=service_words(appointment),
        staff=appointment.staff.name,
        starts_at=appointment.starts_at,
    )
    titles = (words("Confirmar"), words("Remarcar"), words("Cancelar"))
    ids = _ids(appointment)
    return Buttons(
        body=body,
        buttons=tuple(Button(id=i, title=t) for i, t in zip(ids, titles, strict=True)),
    )


def reminder_text(
    words: CatalogWords, *, name: str, service: str, staff: str, starts_at: datetime
) -> str:
    """The free message, as it is sent while the conversation is open."""
    return words(
        "{greeting} Passando para lembrar do seu horário:\n\n"
        "{service} com {staff}\n{day} às {time}\n\nVocê vem?",
        greeting=words("Oi, {name}!", name=name) if name else words("Oi!"),
        service=service,
        staff=staff,
        day=words.day(to_zone(starts_at, words.zone).date()),
        time=words.time(starts_at),
    )


def _local_day(appointment: Appointment, words: CatalogWords) -> date:
    return to_zone(appointment.starts_at, words.zone).date()


def _ids(appointment: Appointment) -> tuple[str, str, str]:
    return (
        ids.make(ids.CONFIRM, str(appointment.pk)),
        ids.make(ids.RESCHEDULE, str(appointment.pk)),
        ids.make(ids.CANCEL, str(appointment.pk)),
    )


def _refuse(reminder_id: UUID, now: datetime, why: str) -> None:
    record_reminder_outcome(reminder_id=reminder_id, is_sent=False, now=now, detail=why)
