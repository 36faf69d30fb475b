"""A JSON body of Gupshup's version 2 becomes one update: a message, a status, or news.

Nothing here raises. Every field may be missing, and new ones come without notice.
"""

import re
from typing import Any

from bot.gateways.gupshup.errors import code_of
from bot.gateways.gupshup.words import (
    KINDS,
    answer_of,
    content_of,
    file_of,
    text_of,
    word,
)
from bot.gateways.json_values import clean, moment_of
from bot.gateways.updates import (
    AccountUpdate,
    Contact,
    InboundMessage,
    MessageKind,
    ProviderError,
    StatusUpdate,
    Unreadable,
)

EXTERNAL_ID_LIMIT = 300
BILLING = "billing-event"
PREFERENCES = "user_preferences"
TEMPLATE_STATUS = "message_template_status_update"
_PHONE = re.compile(r"[0-9]{5,20}")
_USER = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}")

Update = InboundMessage | StatusUpdate | AccountUpdate | Unreadable
Said = dict[str, Any]


def parse(data: Any, *, number_id: str) -> tuple[Update, ...]:
    """What a body says to the number whose address it came to; nothing of its prices, which
    come with every message."""
    data = clean(data)
    if isinstance(data, dict) and data.get("type") == BILLING:
        return ()
    if not isinstance(data, dict) or not isinstance(data.get("payload"), dict):
        return (Unreadable("no event of Gupshup", data, number_id),)
    reader = _READERS.get(str(data.get("type")))
    if reader is None:
        return (_news(data, number_id),)
    return (reader(data, number_id),)


def _message(data: Said, number_id: str) -> Update:
    payload: Said = data["payload"]
    external_id, contact = word(payload, "id")[:EXTERNAL_ID_LIMIT], _contact(payload)
    if not external_id or contact is None:
        return Unreadable("message without an id or a sender", data, number_id)
    inner = payload.get("payload")
    said: Said = inner if isinstance(inner, dict) else {}
    type_ = str(payload.get("type") or "")
    kind = KINDS.get(type_, MessageKind.UNKNOWN)
    reply_id, reply_title = answer_of(kind, said)
    return InboundMessage(
        number_id=number_id,
        external_id=external_id,
        contact=contact,
        kind=kind,
        text=reply_title or text_of(kind, said),
        occurred_at=moment_of(data.get("timestamp"), per_second=1000),
        payload=content_of(kind, type_, said),
        provider_type=type_[:60],
        reply_id=reply_id,
        reply_title=reply_title,
        context_id=_context(payload, said),
        file=file_of(kind, said),
    )


def _status(data: Said, number_id: str) -> Update:
    """Gupshup's own id is what the sending was answered with; from "sent" on it stands in
    `gsId`, and `id` is WhatsApp's."""
    payload: Said = data["payload"]
    external_id = (word(payload, "gsId") or word(payload, "id"))[:EXTERNAL_ID_LIMIT]
    status = word(payload, "type").lower()
    if not external_id or not status:
        return Unreadable("status without an id or a state", data, number_id)
    inner = payload.get("payload")
    told: Said = inner if isinstance(inner, dict) else {}
    phone = word(payload, "destination")
    return StatusUpdate(
        number_id=number_id,
        external_id=external_id,
        status=status,
        occurred_at=moment_of(told.get("ts")) or moment_of(data.get("timestamp"), per_second=1000),
        payload=data,
        recipient=Contact(wa_id=phone) if _PHONE.fullmatch(phone) else None,
        errors=_errors(status, told),
    )


def _errors(status: str, told: Said) -> tuple[ProviderError, ...]:
    if status != "failed":
        return ()
    return (ProviderError(code_of(told) or 0, word(told, "reason") or "failed"),)


def _user(data: Said, number_id: str) -> Update:
    """Who opts out wants no promotions. An opt-in is only kept: our own call of the opt-in
    address causes one, and that is no word of the customer's."""
    payload: Said = data["payload"]
    phone = word(payload, "phone")
    if word(payload, "type") != "opted-out" or not _PHONE.fullmatch(phone):
        return _news(data, number_id)
    moment = moment_of(data.get("timestamp"), per_second=1000)
    preference = {"wa_id": phone, "category": "marketing_messages", "value": "stop"}
    preference["detail"] = "opted-out (Gupshup)"
    stamp = {"timestamp": str(int(moment.timestamp()))} if moment else {}
    value = {"user_preferences": [preference | stamp]}
    return AccountUpdate("", PREFERENCES, value, number_id=number_id, occurred_at=moment)


def _template(data: Said, number_id: str) -> Update:
    payload: Said = data["payload"]
    if word(payload, "type") not in ("status-update", "status_update"):
        return _news(data, number_id)
    value = {
        "event": word(payload, "status").upper(),
        "reason": word(payload, "rejectedReason"),
        "message_template_name": word(payload, "elementName"),
        "message_template_language": word(payload, "languageCode"),
    }
    moment = moment_of(data.get("timestamp"), per_second=1000)
    return AccountUpdate("", TEMPLATE_STATUS, value, number_id=number_id, occurred_at=moment)


def _news(data: Said, number_id: str) -> Update:
    """Wallet, tiers and what is yet to come: kept under its own name."""
    field = f"gupshup:{str(data.get('type') or '?')[:40]}"
    moment = moment_of(data.get("timestamp"), per_second=1000)
    return AccountUpdate("", field, data["payload"], number_id=number_id, occurred_at=moment)


def _contact(payload: Said) -> Contact | None:
    sender = payload.get("sender")
    told: Said = sender if isinstance(sender, dict) else {}
    texts = (word(told, "phone"), word(payload, "source"))
    phone = next((text for text in texts if _PHONE.fullmatch(text)), None)
    user = next((text for text in texts if _USER.fullmatch(text)), None)
    if phone is None and user is None:
        return None
    return Contact(wa_id=phone, user_id=user, name=word(told, "name"))


def _context(payload: Said, said: Said) -> str:
    """The answered message by the id that we know it by; a reaction names its own."""
    context = payload.get("context")
    told: Said = context if isinstance(context, dict) else {}
    found = word(told, "gsId") or word(told, "id") or word(said, "msgId")
    return found[:EXTERNAL_ID_LIMIT]


_READERS = {
    "message": _message,
    "message-event": _status,
    "user-event": _user,
    "template-event": _template,
}
