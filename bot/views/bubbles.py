"""Messages as a person reads them: never raw JSON."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bot.enums import Author, DeliveryStatus, Direction, TemplateRefusal
from bot.models import Attachment, Message
from bot.selectors.thread import delivery_status
from bot.services.care_events import EVENT_KIND
from bot.services.notes import NOTE_KIND
from bot.views.care_words import event_words
from bot.views.file_looks import file_look

Words = str | Promise


class Placeholder(NamedTuple):
    """What stands for a message without words."""

    label: Words
    icon: str


PLACEHOLDERS: dict[str, Placeholder] = {
    "IMAGE": Placeholder(gettext_lazy("Foto"), icon="photo"),
    "VIDEO": Placeholder(gettext_lazy("Vídeo"), icon="video"),
    "AUDIO": Placeholder(gettext_lazy("Áudio"), icon="microphone"),
    "DOCUMENT": Placeholder(gettext_lazy("Documento"), icon="file-text"),
    "STICKER": Placeholder(gettext_lazy("Figurinha"), icon="sticker"),
    "LOCATION": Placeholder(gettext_lazy("Localização"), icon="map-pin"),
    "CONTACTS": Placeholder(gettext_lazy("Contato"), icon="address-book"),
    "FLOW_REPLY": Placeholder(gettext_lazy("Formulário respondido"), icon="forms"),
    "CALL_PERMISSION": Placeholder(gettext_lazy("Resposta sobre ligações"), icon="phone"),
    "REACTION": Placeholder(gettext_lazy("Reação"), icon="mood-smile"),
    "ORDER": Placeholder(gettext_lazy("Pedido do catálogo"), icon="shopping-cart"),
    "SYSTEM": Placeholder(gettext_lazy("Aviso do WhatsApp"), icon="info-circle"),
    "EDIT": Placeholder(gettext_lazy("Mensagem editada"), icon="edit"),
    "REVOKE": Placeholder(gettext_lazy("Mensagem apagada pelo cliente"), icon="trash"),
    "CALL": Placeholder(gettext_lazy("Ligação"), icon="phone"),
    "REQUEST_WELCOME": Placeholder(gettext_lazy("Abriu a conversa"), icon="message-circle"),
    "MEDIA_PLACEHOLDER": Placeholder(gettext_lazy("Arquivo"), icon="file"),
    "UNSUPPORTED": Placeholder(gettext_lazy("Tipo de mensagem não suportado"), icon="file-unknown"),
}
UNREADABLE = Placeholder(
    gettext_lazy("Mensagem que ainda não sabemos mostrar"), icon="file-unknown"
)
# Kinds whose words say everything.
PLAIN = {
    "TEXT",
    "BUTTONS",
    "LIST",
    "TEMPLATE",
    "BUTTON_REPLY",
    "LIST_REPLY",
    "TEMPLATE_REPLY",
    NOTE_KIND,
}

FAILURES = (DeliveryStatus.FAILED, DeliveryStatus.EXPIRED)
# Meta's error codes that a person can do something about.
REASONS: dict[int, Words] = {
    131026: gettext_lazy("Este número não recebe mensagens do WhatsApp."),
    131047: gettext_lazy("Passaram 24 horas desde a última mensagem do cliente."),
    # Twilio's words for the same, and what only Twilio says.
    63024: gettext_lazy("Este número não recebe mensagens do WhatsApp."),
    63016: gettext_lazy("Passaram 24 horas desde a última mensagem do cliente."),
    21617: gettext_lazy("O texto passa de 1.600 letras: divida em duas mensagens."),
    21610: gettext_lazy("O cliente pediu para não receber mensagens deste número."),
    131050: gettext_lazy("O cliente não quer receber este tipo de mensagem."),
    130472: gettext_lazy("O WhatsApp não entregou por um teste que faz com usuários."),
    131049: gettext_lazy("O WhatsApp segurou a mensagem para não incomodar o cliente."),
    132015: gettext_lazy("O WhatsApp pausou este modelo."),
    132016: gettext_lazy("O WhatsApp desativou este modelo."),
    **{reason.value: reason.label for reason in TemplateRefusal},
}


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message; `day` is set where a new day begins."""

    message: Message
    day: date | None
    is_ours: bool
    author: str
    placeholder: Placeholder | None
    text: str
    choices: list[str]
    status: str
    status_label: str
    reason: str
    event: str
    can_retry: bool
    file: Attachment | None = None
    file_look: str = ""


def bubbles_of(messages: Iterable[Message]) -> list[Bubble]:
    """In the same order."""
    bubbles: list[Bubble] = []
    last: date | None = None
    for message in messages:
        day = timezone.localtime(message.occurred_at).date()
        bubbles.append(_bubble(message, day if day != last else None))
        last = day
    return bubbles


def preview_words(text: str) -> str:
    """A line of the list: "[IMAGE]" as "Foto"."""
    if text.startswith("[") and text.endswith("]"):
        found = PLACEHOLDERS.get(text[1:-1])
        if found is not None:
            return str(found.label)
        return str(UNREADABLE.label) if text == "[UNKNOWN]" else text
    return text


def _bubble(message: Message, day: date | None) -> Bubble:
    status = delivery_status(message)
    delivery = getattr(message, "delivery", None) if status else None
    file = getattr(message, "attachment", None)
    return Bubble(
        message=message,
        day=day,
        is_ours=message.direction == Direction.OUT,
        author=_author(message),
        placeholder=_placeholder(message),
        text=message.text,
        choices=_choices(message.content),
        status=status,
        status_label=str(DeliveryStatus(status).label) if status else "",
        reason=_reason(status, getattr(delivery, "error_code", None)),
        can_retry=status in FAILURES and delivery is not None and delivery.retry_id is None,
        file=file,
        file_look=file_look(file),
        event=event_words(message) if message.kind == EVENT_KIND else "",
    )


def _author(message: Message) -> str:
    if message.author == Author.STAFF and message.author_user is not None:
        return message.author_user.get_short_name() or str(Author.STAFF.label)
    return str(Author(message.author).label)


def _placeholder(message: Message) -> Placeholder | None:
    if message.kind in PLAIN:
        return None
    return PLACEHOLDERS.get(message.kind, UNREADABLE)


def _choices(content: Any) -> list[str]:
    """The titles of the buttons or rows that a message of ours offered."""
    if not isinstance(content, dict):
        return []
    if content.get("type") == "buttons":
        return [str(button.get("title", "")) for button in content.get("buttons", [])]
    if content.get("type") == "template":
        return [str(title) for title in content.get("titles", [])]
    if content.get("type") == "list":
        sections = content.get("sections", [])
        return [str(row.get("title", "")) for part in sections for row in part.get("rows", [])]
    return []


def _reason(status: str, code: int | None) -> str:
    if status not in FAILURES:
        return ""
    if code in REASONS:
        return str(REASONS[code])
    if code:
        return _("O WhatsApp recusou (código %(code)s).") % {"code": code}
    return _("Não foi possível enviar.")
