"""A JSON body of an Evolution server becomes updates of one number.

Nothing here raises. Every field may be missing, and new ones come without notice.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from bot.gateways.evolution.people import contact_of, crowd_of, number_of, text
from bot.gateways.evolution.words import said_in
from bot.gateways.json_values import clean, moment_of
from bot.gateways.updates import (
    AccountUpdate,
    InboundMessage,
    MessageKind,
    ProviderError,
    StatusUpdate,
    Unreadable,
)

# Fields of AccountUpdate that are ours: what became of the pairing, and what is left out.
CONNECTION, PAIRING_CODE, IGNORED = "evolution:state", "evolution:code", "evolution:ignored"
EXTERNAL_ID_LIMIT = 300
OURS = "3EB0"  # how ids of linked devices begin
STATUSES = {
    "SERVER_ACK": "sent",
    "DELIVERY_ACK": "delivered",
    "READ": "read",
    "PLAYED": "played",
    "ERROR": "failed",
    "PENDING": "pending",
}
_OUR_ID = re.compile(f"{OURS}([0-9A-F]{{32}})")

Update = InboundMessage | StatusUpdate | AccountUpdate | Unreadable
Data = dict[str, Any]


def our_id(opaque: str) -> str:
    """The id that we give a message: it says which delivery it is of. "" for no delivery."""
    try:
        return OURS + UUID(opaque).hex.upper()
    except ValueError:
        return ""


def parse(data: Any, *, number_id: str) -> tuple[Update, ...]:
    """What a body says to the number whose address it came to."""
    data = clean(data)
    event = text(data.get("event")).lower().replace("_", ".") if isinstance(data, dict) else ""
    reader = _READERS.get(event)
    if reader is None:
        return (Unreadable("no event that we asked for", data, number_id, field=event[:80]),)
    inner = data.get("data")
    items = inner if isinstance(inner, list) else [inner]
    found = [reader(item, number_id) for item in items if isinstance(item, dict)]
    if not found:
        return (Unreadable("event without data", data, number_id, field=event[:80]),)
    return tuple(update for update in found if update is not None)


def _message(data: Data, number_id: str) -> Update | None:
    key = data.get("key")
    key = key if isinstance(key, dict) else {}
    external_id = text(key.get("id"))[:EXTERNAL_ID_LIMIT]
    if crowd := crowd_of(text(key.get("remoteJid"))):
        return AccountUpdate("", IGNORED, {"what": crowd}, number_id=number_id)
    is_echo = key.get("fromMe") is True
    contact = contact_of(key, "" if is_echo else text(data.get("pushName")))
    if not external_id or contact is None:
        return Unreadable("message without an id or a chat", data, number_id)
    if is_echo and (opaque := _opaque(external_id)):
        # Our own, come back over the phone: it has left.
        return _told(number_id, external_id, "sent", data, opaque)
    name, said = said_in(data.get("message"))
    if said is None:
        return None
    return InboundMessage(
        number_id=number_id,
        external_id=external_id,
        contact=contact,
        kind=said.kind,
        text=said.text,
        occurred_at=_moment(data.get("messageTimestamp")),
        payload={"type": said.kind.value.lower(), "evolution": data, **said.content},
        provider_type=name[:60],
        reply_id=said.reply_id,
        reply_title=said.reply_title,
        context_id=(said.context_id or _context(data))[:EXTERNAL_ID_LIMIT],
        is_echo=is_echo,
        file=said.file(external_id),
    )


def _status(data: Data, number_id: str) -> Update | None:
    """Of messages that we sent; what we have read of others is no news."""
    key = data.get("key")
    key = key if isinstance(key, dict) else {}
    id_ = text(data.get("keyId") or key.get("id") or data.get("id"))[:EXTERNAL_ID_LIMIT]
    inner = data.get("update")
    word = text(data.get("status") or (inner.get("status") if isinstance(inner, dict) else ""))
    is_ours = data.get("fromMe", key.get("fromMe")) is not False
    if crowd_of(text(data.get("remoteJid") or key.get("remoteJid"))) or not is_ours or not word:
        return None
    if not id_:
        return Unreadable("status without an id", data, number_id)
    status = STATUSES.get(word.upper(), word.lower())
    return _told(number_id, id_, status, data, _opaque(id_))


def _told(number_id: str, id_: str, status: str, data: Data, opaque: str) -> StatusUpdate:
    errors = (ProviderError(0, "ERROR"),) if status == "failed" else ()
    return StatusUpdate(
        number_id=number_id,
        external_id=id_,
        status=status,
        occurred_at=_moment(data.get("messageTimestamp")),
        payload=data,
        opaque=opaque,
        errors=errors,
    )


def _deleted(data: Data, number_id: str) -> Update | None:
    key = data.get("key")
    key = key if isinstance(key, dict) else data
    id_, contact = text(key.get("id"))[:200], contact_of(key, "")
    if crowd_of(text(key.get("remoteJid"))):
        return None
    if not id_ or contact is None:
        return Unreadable("deletion without an id or a chat", data, number_id)
    return InboundMessage(
        number_id=number_id,
        external_id=f"deleted:{id_}",
        contact=contact,
        kind=MessageKind.REVOKE,
        text="",
        occurred_at=None,
        payload={"type": "revoke", "evolution": data},
        provider_type="messages.delete",
        context_id=id_,
        is_echo=key.get("fromMe") is True,
    )


def _connection(data: Data, number_id: str) -> Update:
    reason = data.get("statusReason")
    value = {
        "state": text(data.get("state")).lower(),
        "reason": reason if isinstance(reason, int) else 0,
        "number": number_of(text(data.get("wuid"))),
        "name": text(data.get("profileName")),
    }
    return AccountUpdate("", CONNECTION, value, number_id=number_id)


def _code(data: Data, number_id: str) -> Update:
    """Without a code the server has stopped making them: it wants to be asked again."""
    inner = data.get("qrcode")
    code = text(inner.get("code")) if isinstance(inner, dict) else ""
    return AccountUpdate("", PAIRING_CODE, {"code": code}, number_id=number_id)


def _opaque(id_: str) -> str:
    found = _OUR_ID.fullmatch(id_)
    return str(UUID(found[1])) if found else ""


def _context(data: Data) -> str:
    context = data.get("contextInfo")
    return text(context.get("stanzaId")) if isinstance(context, dict) else ""


def _moment(stamp: Any) -> datetime | None:
    """Seconds; large numbers come in two halves."""
    return moment_of(stamp.get("low") if isinstance(stamp, dict) else stamp)


_READERS: dict[str, Callable[[Data, str], Update | None]] = {
    "messages.upsert": _message,
    "messages.update": _status,
    "messages.delete": _deleted,
    "connection.update": _connection,
    "qrcode.updated": _code,
}
