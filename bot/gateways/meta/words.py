"""What a message object is and says (whatsapp-cloud-api, webhooks, messages)."""

from typing import Any

from bot.gateways.contact_cards import name_in_vcard
from bot.gateways.meta.reading import a_dict, a_list, a_text
from bot.gateways.updates import MessageKind

K = MessageKind

KINDS: dict[str, MessageKind] = {
    "text": K.TEXT,
    "image": K.IMAGE,
    "video": K.VIDEO,
    "audio": K.AUDIO,
    "voice": K.AUDIO,
    "document": K.DOCUMENT,
    "sticker": K.STICKER,
    "location": K.LOCATION,
    "contacts": K.CONTACTS,
    "button": K.TEMPLATE_REPLY,
    "reaction": K.REACTION,
    "order": K.ORDER,
    "system": K.SYSTEM,
    "edit": K.EDIT,
    "revoke": K.REVOKE,
    "request_welcome": K.REQUEST_WELCOME,
    "media_placeholder": K.MEDIA_PLACEHOLDER,
    "unsupported": K.UNSUPPORTED,
}
INTERACTIVE: dict[str, MessageKind] = {
    "button_reply": K.BUTTON_REPLY,
    "list_reply": K.LIST_REPLY,
    "nfm_reply": K.FLOW_REPLY,
    "call_permission_reply": K.CALL_PERMISSION,
    "product": K.PRODUCT,
}
# Where the words stand, for the kinds that have them in one place.
WORDS: dict[MessageKind, str] = {
    K.TEXT: "body",
    K.IMAGE: "caption",
    K.VIDEO: "caption",
    K.DOCUMENT: "caption",
    K.REACTION: "emoji",
    K.ORDER: "text",
    K.SYSTEM: "body",
    K.FLOW_REPLY: "body",
}
# What speaks of another message, and where it names that one.
TARGETS: dict[MessageKind, str] = {
    K.REACTION: "message_id",
    K.EDIT: "original_message_id",
    K.REVOKE: "original_message_id",
}
# Meta writes this instead of an id where there is no quoted message.
NO_MESSAGE = "M0"


def kind_of(message: dict[str, Any]) -> tuple[MessageKind, Any]:
    """The kind, and the object that holds the content."""
    name = a_text(message.get("type"))
    if name == "interactive":
        interactive = a_dict(message.get("interactive"))
        inner = a_text(interactive.get("type"))
        # Kinds come without notice, and one with an error comes without its content.
        return INTERACTIVE.get(inner, K.UNSUPPORTED), interactive.get(inner)
    return KINDS.get(name, K.UNKNOWN), message.get(name)


def text_of(kind: MessageKind, content: Any) -> str:
    """The words of a message: body, caption, title, name of a place; "" where there are none."""
    data = a_dict(content)
    if kind in WORDS:
        return a_text(data.get(WORDS[kind]))
    if kind == K.LOCATION:
        return " ".join(filter(None, [a_text(data.get("name")), a_text(data.get("address"))]))
    if kind == K.CONTACTS:
        return ", ".join(filter(None, [_card_name(a_dict(card)) for card in a_list(content)]))
    if kind == K.EDIT:
        inner, what = kind_of(a_dict(data.get("message")))
        return text_of(inner, what) if inner != K.EDIT else ""
    return reply_of(kind, content)[1]


def _card_name(card: dict[str, Any]) -> str:
    """Who has shared the own contact comes as a vCard, without a name of its own."""
    named = a_text(a_dict(card.get("name")).get("formatted_name"))
    return named or name_in_vcard(a_text(card.get("vcard")))


def reply_of(kind: MessageKind, content: Any) -> tuple[str, str]:
    """Id and title of what was tapped. A template's button may have no id but its label."""
    data = a_dict(content)
    if kind in (K.BUTTON_REPLY, K.LIST_REPLY):
        return a_text(data.get("id")), a_text(data.get("title"))
    if kind == K.TEMPLATE_REPLY:
        payload, label = a_text(data.get("payload")), a_text(data.get("text"))
        return payload or label, label or payload
    return "", ""


def context_of(kind: MessageKind, content: Any, message: dict[str, Any]) -> str:
    """The message that this one answers, quotes, changes or takes back."""
    target = a_dict(content).get(TARGETS[kind]) if kind in TARGETS else None
    found = a_text(target) or a_text(a_dict(message.get("context")).get("id"))
    return "" if found == NO_MESSAGE else found
