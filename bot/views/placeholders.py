"""What stands for a message without words."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from bot.services.notes import NOTE_KIND

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
    "REVOKE": Placeholder(gettext_lazy("Mensagem apagada"), icon="trash"),
    "CALL": Placeholder(gettext_lazy("Ligação"), icon="phone"),
    "REQUEST_WELCOME": Placeholder(gettext_lazy("Abriu a conversa"), icon="message-circle"),
    "PRODUCT": Placeholder(gettext_lazy("Produto do catálogo"), icon="shopping-cart"),
    "LINK": Placeholder(gettext_lazy("Mensagem com link"), icon="message-circle"),
    "LOCATION_REQUEST": Placeholder(gettext_lazy("Pedido de localização"), icon="map-pin"),
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
    "LINK",
    NOTE_KIND,
}


def placeholder_of(kind: str) -> Placeholder | None:
    """None for a kind whose words say everything."""
    return None if kind in PLAIN else PLACEHOLDERS.get(kind, UNREADABLE)
