"""The address and the body that carry a content (Evolution API, message controller)."""

from typing import Any

from bot.gateways.content import (
    ContactCard,
    Contacts,
    Content,
    Location,
    Media,
    Reaction,
    Text,
)
from bot.gateways.protocol import GatewayError

MEDIA_MISSING = 131053


def message_of(content: Content, jid: str) -> tuple[str, dict[str, Any]]:
    """Raises GatewayError, permanent, for what can't be said here."""
    match content:
        case Media():
            return _file(content)
        case Text():
            body = {"text": content.body, "linkPreview": content.preview_url}
            return "/message/sendText", body
        case Location():
            # Evolution wants both words, empty ones too.
            named = {"name": content.name, "address": content.address}
            point = {"latitude": content.latitude, "longitude": content.longitude}
            return "/message/sendLocation", named | point
        case Contacts():
            return "/message/sendContact", {"contact": [_card(card) for card in content.cards]}
        case Reaction():
            key = {"remoteJid": jid, "fromMe": False, "id": content.message_id}
            return "/message/sendReaction", {"key": key, "reaction": content.emoji}
    detail = f"the Evolution API sends no {content.kind}"
    raise GatewayError(code=None, permanent=True, detail=detail)


def _file(content: Media) -> tuple[str, dict[str, Any]]:
    url = content.media_id
    if not url:
        raise GatewayError(code=MEDIA_MISSING, permanent=True, detail="file without address")
    if content.media == "audio":
        return "/message/sendWhatsAppAudio", {"audio": url}
    if content.media == "sticker":
        return "/message/sendSticker", {"sticker": url}
    body = {"mediatype": content.media, "media": url, "caption": content.caption}
    if content.media == "document":
        body["fileName"] = content.file_name or "arquivo"
    return "/message/sendMedia", body


def _card(card: ContactCard) -> dict[str, str]:
    """Evolution's card has one number."""
    phone = next(iter(card.phones), "")
    digits = "".join(letter for letter in phone if letter.isdigit())
    shown = {"fullName": card.name, "phoneNumber": phone}
    shown |= {"wuid": digits} if phone.startswith("+") else {}
    return shown | ({"organization": card.company} if card.company else {})
