"""What a form of an incoming message says (Twilio, WhatsApp webhook parameters)."""

import re
from typing import Any

from bot.gateways.updates import InboundFile, MessageKind

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
    "unsupported": K.UNSUPPORTED,
}
# How the media of older accounts, which name no type of message, is told apart.
MEDIA = {"image": K.IMAGE, "video": K.VIDEO, "audio": K.AUDIO}
_FILE = re.compile(r"/Messages/([A-Z]{2}[0-9a-fA-F]{32})/Media/(ME[0-9a-fA-F]{32})/?$")


def kind_of(form: dict[str, str]) -> MessageKind:
    """The kind; what was tapped and where somebody is show themselves by their fields."""
    if form.get("ListId"):
        return K.LIST_REPLY
    told = form.get("MessageType", "").lower()
    if form.get("ButtonText") or form.get("ButtonPayload"):
        is_reply = told == "interactive" or (form.get("ButtonPayload") and told != "button")
        return K.BUTTON_REPLY if is_reply else K.TEMPLATE_REPLY
    if told in KINDS:
        return KINDS[told]
    if form.get("Latitude") and form.get("Longitude"):
        return K.LOCATION
    if form.get("NumMedia", "0") not in ("", "0"):
        return _kind_of_media(form.get("MediaContentType0", ""))
    return K.FLOW_REPLY if told == "interactive" else K.UNKNOWN if told else K.TEXT


def answer_of(kind: MessageKind, form: dict[str, str]) -> tuple[str, str]:
    """Id and title of what was tapped; a button without an id has its label."""
    if kind == K.LIST_REPLY:
        return form["ListId"], form.get("ListTitle") or form.get("Body", "")
    if kind in (K.BUTTON_REPLY, K.TEMPLATE_REPLY):
        label = form.get("ButtonText") or form.get("Body", "")
        return form.get("ButtonPayload") or label, label
    return "", ""


def text_of(kind: MessageKind, form: dict[str, str]) -> str:
    """The words: body or caption, or the name of a place."""
    if kind == K.LOCATION:
        return " ".join(filter(None, [form.get("Label"), form.get("Address")]))
    return form.get("Body", "")


def file_of(form: dict[str, str]) -> InboundFile | None:
    """The (first) file. Only the ids are kept: our token goes to no address of a webhook."""
    found = _FILE.search(form.get("MediaUrl0", ""))
    if found is None:
        return None
    return InboundFile(f"{found[1]}/{found[2]}", form.get("MediaContentType0", ""))


def content_of(kind: MessageKind, form: dict[str, str]) -> dict[str, Any]:
    """What is kept of the message: the form, and what pages look for as Meta names it."""
    content: dict[str, Any] = {"type": kind.value.lower(), "form": form}
    if kind == K.LOCATION:
        content["location"] = {
            "latitude": form.get("Latitude", ""),
            "longitude": form.get("Longitude", ""),
            "name": form.get("Label", ""),
            "address": form.get("Address", ""),
        }
    if form.get("ReferralSourceId"):
        names = {"source_id": "SourceId", "source_type": "SourceType", "source_url": "SourceUrl"}
        names |= {"headline": "Headline", "body": "Body", "ctwa_clid": "CtwaClid"}
        told = {key: form.get(f"Referral{name}", "") for key, name in names.items()}
        content["referral"] = {key: text for key, text in told.items() if text}
    if form.get("Forwarded") == "true" or form.get("FrequentlyForwarded") == "true":
        content["context"] = {"forwarded": True}
    return content


def _kind_of_media(mime_type: str) -> MessageKind:
    if mime_type.lower() in ("text/vcard", "text/x-vcard"):
        return K.CONTACTS
    if mime_type.lower() == "image/webp":
        return K.STICKER
    return MEDIA.get(mime_type.partition("/")[0].lower(), K.DOCUMENT)
