"""What a message of a linked device says (Baileys, WhatsApp's own message types)."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from bot.gateways.evolution.people import text
from bot.gateways.json_values import clean
from bot.gateways.updates import InboundFile, MessageKind

K = MessageKind
Part = dict[str, Any]

# Wrappers around the message that was meant.
_WRAPPERS = (
    "ephemeralMessage",
    "viewOnceMessage",
    "viewOnceMessageV2",
    "viewOnceMessageV2Extension",
    "documentWithCaptionMessage",
    "editedMessage",
)
_BESIDE = {"messageContextInfo", "senderKeyDistributionMessage", "base64", "mediaUrl"}
FILES: dict[str, MessageKind] = {
    "imageMessage": K.IMAGE,
    "videoMessage": K.VIDEO,
    "ptvMessage": K.VIDEO,
    "audioMessage": K.AUDIO,
    "documentMessage": K.DOCUMENT,
    "stickerMessage": K.STICKER,
}
REVOKED, EDITED = (0, "REVOKE"), (14, "MESSAGE_EDIT")
_TEL = re.compile(r"^(?:item\d+\.)?TEL[^:]*:(.+)$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """A message's parts; `content` is what pages look at."""

    kind: MessageKind
    text: str = ""
    reply_id: str = ""
    reply_title: str = ""
    context_id: str = ""
    has_file: bool = False
    mime_type: str = ""
    file_name: str = ""
    content: Part = field(default_factory=dict)

    def file(self, id_: str) -> InboundFile | None:
        """Evolution fetches a file by the id of its message."""
        return InboundFile(id_, self.mime_type, self.file_name) if self.has_file else None


def said_in(message: Any) -> tuple[str, Said | None]:
    """The type's name and what it says; None for what only the devices tell each other."""
    name, part = _meant(message)
    if name == "protocolMessage":
        return name, _protocol(part)
    if name in FILES:
        return name, _file(FILES[name], part)
    reader = _READERS.get(name)
    return name, reader(part) if reader else Said(K.UNKNOWN)


def _meant(message: Any) -> tuple[str, Any]:
    """The innermost message and its name."""
    for _ in range(5):
        if not isinstance(message, dict):
            break
        name = next((key for key in message if key not in _BESIDE), "")
        part = message.get(name)
        if name in _WRAPPERS and isinstance(part, dict) and isinstance(part.get("message"), dict):
            message = part["message"]
            continue
        return name, part if name == "conversation" or isinstance(part, dict) else {}
    return "", {}


def _conversation(part: Any) -> Said:
    return Said(K.TEXT, text=text(part))


def _extended(part: Part) -> Said:
    return Said(K.TEXT, text=text(part.get("text")), context_id=_quoted(part))


def _file(kind: MessageKind, part: Part) -> Said:
    return Said(
        kind,
        text=text(part.get("caption")),
        context_id=_quoted(part),
        has_file=True,
        mime_type=text(part.get("mimetype")),
        file_name=text(part.get("fileName") or part.get("title")),
    )


def _location(part: Part) -> Said:
    place = {
        "latitude": part.get("degreesLatitude", ""),
        "longitude": part.get("degreesLongitude", ""),
        "name": text(part.get("name")),
        "address": text(part.get("address")),
    }
    words = " ".join(filter(None, [place["name"], place["address"]]))
    return Said(K.LOCATION, words, context_id=_quoted(part), content={"location": place})


def _cards(part: Part) -> Said:
    listed = part.get("contacts") if isinstance(part.get("contacts"), list) else [part]
    cards = [_card(one) for one in listed or [] if isinstance(one, dict)]
    words = ", ".join(card["name"]["formatted_name"] for card in cards)
    return Said(K.CONTACTS, words, context_id=_quoted(part), content={"contacts": cards})


def _card(part: Part) -> Part:
    name, card = text(part.get("displayName")), text(part.get("vcard"))
    phones = [{"phone": found.strip()[:40]} for found in _TEL.findall(card)[:10]]
    return {"name": {"formatted_name": name[:200]}, "phones": phones}


def _reaction(part: Part) -> Said:
    emoji, target = text(part.get("text")), _key_id(part)
    content = {"reaction": {"message_id": target, "emoji": emoji}}
    return Said(K.REACTION, emoji, context_id=target, content=content)


def _protocol(part: Part) -> Said | None:
    if part.get("type") in REVOKED:
        return Said(K.REVOKE, context_id=_key_id(part))
    if part.get("type") in EDITED:
        _name, said = said_in(part.get("editedMessage"))
        return Said(K.EDIT, said.text if said else "", context_id=_key_id(part))
    return None


def _button(part: Part) -> Said:
    id_ = text(part.get("selectedButtonId") or part.get("selectedId"))
    return _tap(K.BUTTON_REPLY, part, id_, text(part.get("selectedDisplayText")))


def _row(part: Part) -> Said:
    chosen = part.get("singleSelectReply")
    id_ = text(chosen.get("selectedRowId")) if isinstance(chosen, dict) else ""
    return _tap(K.LIST_REPLY, part, id_, text(part.get("title")))


def _interactive(part: Part) -> Said:
    """A tap on a button of the newer kind: its id stands in JSON in JSON."""
    inner, body = part.get("nativeFlowResponseMessage"), part.get("body")
    try:
        told = clean(json.loads(inner["paramsJson"])) if isinstance(inner, dict) else {}
    except (KeyError, TypeError, ValueError, RecursionError):
        told = {}
    title = text(body.get("text")) if isinstance(body, dict) else ""
    return _tap(K.BUTTON_REPLY, part, text(told.get("id")) if isinstance(told, dict) else "", title)


def _tap(kind: MessageKind, part: Part, id_: str, title: str) -> Said:
    return Said(kind, title, reply_id=id_ or title, reply_title=title, context_id=_quoted(part))


def _order(_part: Part) -> Said:
    return Said(K.ORDER)


def _unsupported(_part: Part) -> Said:
    return Said(K.UNSUPPORTED)


def _quoted(part: Part) -> str:
    context = part.get("contextInfo")
    return text(context.get("stanzaId")) if isinstance(context, dict) else ""


def _key_id(part: Part) -> str:
    key = part.get("key")
    return text(key.get("id")) if isinstance(key, dict) else ""


_READERS: dict[str, Any] = {
    "conversation": _conversation,
    "extendedTextMessage": _extended,
    "locationMessage": _location,
    "liveLocationMessage": _location,
    "contactMessage": _cards,
    "contactsArrayMessage": _cards,
    "reactionMessage": _reaction,
    "buttonsResponseMessage": _button,
    "templateButtonReplyMessage": _button,
    "listResponseMessage": _row,
    "interactiveResponseMessage": _interactive,
    "orderMessage": _order,
    **dict.fromkeys(
        ("pollCreationMessage", "pollCreationMessageV3", "pollUpdateMessage", "eventMessage"),
        _unsupported,
    ),
}
