"""The address and the body that carry a content (Evolution API, message controller)."""

from typing import Any

from bot.gateways.content import Content, Media
from bot.gateways.protocol import GatewayError

MEDIA_MISSING = 131053
_CARD_DIGITS = 5


def message_of(content: Content, jid: str) -> tuple[str, dict[str, Any]]:
    """Raises GatewayError, permanent, for what can't be said here."""
    said = content.to_dict()
    if isinstance(content, Media):
        return _file(content)
    if said["type"] == "text":
        body = {"text": said["body"], "linkPreview": bool(said.get("preview_url"))}
        return "/message/sendText", body
    if said["type"] == "location":
        place = said["location"]
        named = {name: place.get(name) or "" for name in ("name", "address")}
        point = {name: place[name] for name in ("latitude", "longitude")}
        return "/message/sendLocation", named | point
    if said["type"] == "contacts":
        return "/message/sendContact", {"contact": [_card(card) for card in said["contacts"]]}
    if said["type"] == "reaction":
        told = said["reaction"]
        key = {"remoteJid": jid, "fromMe": False, "id": told["message_id"]}
        return "/message/sendReaction", {"key": key, "reaction": told["emoji"]}
    detail = f"the Evolution API sends no {said['type']}"
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


def _card(card: dict[str, Any]) -> dict[str, str]:
    """Evolution's card has one number."""
    phones = [str(one.get("phone") or "") for one in card.get("phones") or [{}]]
    digits = "".join(letter for letter in phones[0] if letter.isdigit())
    company = str((card.get("org") or {}).get("company") or "")
    shown = {"fullName": str(card["name"]["formatted_name"]), "phoneNumber": phones[0]}
    shown |= {"wuid": digits} if len(digits) >= _CARD_DIGITS else {}
    return shown | ({"organization": company} if company else {})
