"""What the `payload` of an incoming message of version 2 says (Gupshup, types of payload)."""

from typing import Any

from bot.gateways.updates import InboundFile, MessageKind

K = MessageKind

KINDS: dict[str, MessageKind] = {
    "text": K.TEXT,
    "image": K.IMAGE,
    "video": K.VIDEO,
    "audio": K.AUDIO,
    "voice": K.AUDIO,
    "file": K.DOCUMENT,
    "sticker": K.STICKER,
    "location": K.LOCATION,
    "contact": K.CONTACTS,
    "button_reply": K.BUTTON_REPLY,
    "list_reply": K.LIST_REPLY,
    "quick_reply": K.TEMPLATE_REPLY,
    "button": K.TEMPLATE_REPLY,
    "reaction": K.REACTION,
    "order": K.ORDER,
    "unsupported": K.UNSUPPORTED,
}
FILES = {K.IMAGE, K.VIDEO, K.AUDIO, K.DOCUMENT, K.STICKER}
TAPS = {K.BUTTON_REPLY, K.LIST_REPLY, K.TEMPLATE_REPLY}

Said = dict[str, Any]


def answer_of(kind: MessageKind, said: Said) -> tuple[str, str]:
    """Id and title of what was tapped: our id is `postbackText`, `id` that of the message
    (older apps put our id there); a template's button has its label."""
    if kind not in TAPS:
        return "", ""
    title = word(said, "title") or word(said, "text")
    return word(said, "postbackText") or word(said, "id") or word(said, "payload") or title, title


def text_of(kind: MessageKind, said: Said) -> str:
    """The words: body or caption, the name of a place, or an emoji."""
    if kind == K.LOCATION:
        return " ".join(filter(None, [word(said, "name"), word(said, "address")]))
    if kind == K.REACTION:
        return word(said, "emoji")
    return word(said, "text") or word(said, "caption")


def file_of(kind: MessageKind, said: Said) -> InboundFile | None:
    """The file is known by its address, which is good for some days."""
    url = word(said, "url")
    if kind not in FILES or not url:
        return None
    return InboundFile(url, word(said, "contentType"), word(said, "name"))


def content_of(kind: MessageKind, type_: str, said: Said) -> Said:
    """What is kept of the message, with a place and cards where pages look for them."""
    content: Said = {"type": kind.value.lower(), "gupshup": {"type": type_, "payload": said}}
    if kind == K.LOCATION:
        names = ("latitude", "longitude", "name", "address")
        content["location"] = {name: word(said, name) for name in names}
    if kind == K.CONTACTS and isinstance(said.get("contacts"), list):
        content["contacts"] = said["contacts"]
    if kind == K.REACTION:
        content["reaction"] = {"message_id": word(said, "msgId"), "emoji": word(said, "emoji")}
    return content


def word(said: Said, name: str) -> str:
    """A value as text; numbers and texts come for the same thing."""
    value = said.get(name)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
