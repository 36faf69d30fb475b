"""The customers' side: what a person does on a phone becomes a webhook."""

import base64
import hashlib
import time
from typing import Any

from bot.simulator.emitter import Emitter, metadata
from bot.simulator.graph_media import PHOTO_ID, VOICE_ID, sample_photo
from bot.simulator.sample_voice import sample_voice
from bot.simulator.state import ChatMessage, Customer, Number, State, make_wamid

PLACEHOLDERS: dict[str, dict[str, Any]] = {
    "image": {
        "mime_type": "image/png",
        "sha256": base64.b64encode(hashlib.sha256(sample_photo()).digest()).decode(),
        "id": PHOTO_ID,
    },
    "audio": {
        "mime_type": "audio/ogg; codecs=opus",
        "sha256": base64.b64encode(hashlib.sha256(sample_voice()).digest()).decode(),
        "id": VOICE_ID,
        "voice": True,
    },
    "location": {"latitude": -23.5613, "longitude": -46.6565, "name": "Avenida Paulista"},
    "unsupported": {"type": "poll_creation"},
}
_UNSUPPORTED = {
    "code": 131051,
    "title": "Message type unknown",
    "message": "Message type unknown",
    "error_data": {"details": "Message type is currently not supported."},
}


def write(
    state: State, emitter: Emitter, customer: Customer, number: Number, data: dict[str, Any]
) -> str:
    """The customer sends one message; its id. Raises ValueError for an unknown type."""
    kind, content = _content(customer, data)
    at = float(data.get("timestamp") or time.time())
    message_id = make_wamid(customer.wa_id or customer.user_id, is_from_user=True)
    kept = state.add_message(
        ChatMessage(
            position=0,
            id=message_id,
            customer_id=customer.id,
            number_id=number.number_id,
            direction="in",
            type=kind,
            content=content,
            at=at,
            context_id=str(data.get("context_id") or ""),
        )
    )
    last = customer.last_wrote_at.get(number.number_id, 0.0)
    customer.last_wrote_at[number.number_id] = max(last, at)
    state.touch("customer", customer.id)
    announce(state, emitter, number, customer, kept)
    return message_id


def announce(
    state: State, emitter: Emitter, number: Number, customer: Customer, kept: ChatMessage
) -> None:
    """Queue the webhook of a customer's message; a blocked customer's goes nowhere."""
    if number.number_id in customer.blocked_by:
        return
    is_hidden = state.is_hidden(customer)
    parts = kept.content if kept.type == "contacts" else {kept.type: kept.content}
    message: dict[str, Any] = {
        "id": kept.id,
        "timestamp": str(int(kept.at)),
        "type": kept.type,
        **sender(customer, is_hidden=is_hidden),
        **parts,
    }
    if kept.type == "unsupported":
        message["errors"] = [_UNSUPPORTED]
    if kept.context_id:
        business = "".join(c for c in number.display if c.isdigit())
        message = {"context": {"from": business, "id": kept.context_id}, **message}
    value = {
        **metadata(number),
        "contacts": [contact(customer, is_hidden=is_hidden)],
        "messages": [message],
    }
    emitter.emit(number, value, lane=customer.id, field="messages", message=kept)


def echo(state: State, emitter: Emitter, customer: Customer, number: Number, text: str) -> str:
    """The owner answers from the phone app (coexistence)."""
    message_id = make_wamid(customer.wa_id, is_from_user=False)
    state.add_message(
        ChatMessage(
            position=0,
            id=message_id,
            customer_id=customer.id,
            number_id=number.number_id,
            direction="out",
            type="text",
            content={"body": text},
            at=time.time(),
            status="read",
        )
    )
    message = {
        "from": "".join(c for c in number.display if c.isdigit()),
        **({} if state.is_hidden(customer) else {"to": customer.wa_id}),
        "to_user_id": customer.user_id,
        "id": message_id,
        "timestamp": str(int(time.time())),
        "type": "text",
        "text": {"body": text},
    }
    people = [contact(customer, is_hidden=state.is_hidden(customer))]
    value = {**metadata(number), "contacts": people, "message_echoes": [message]}
    emitter.emit(number, value, lane=customer.id, field="smb_message_echoes")
    return message_id


def sender(customer: Customer, *, is_hidden: bool) -> dict[str, str]:
    """Who a message is from: the number unless it is hidden, and the user id always."""
    known = {"from_user_id": customer.user_id}
    return known if is_hidden else {"from": customer.wa_id, **known}


def contact(customer: Customer, *, is_hidden: bool) -> dict[str, Any]:
    profile = {"name": customer.name}
    if customer.username:
        profile["username"] = customer.username
    entry: dict[str, Any] = {"profile": profile, "user_id": customer.user_id}
    return entry if is_hidden else {**entry, "wa_id": customer.wa_id}


def _content(customer: Customer, data: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    kind = str(data.get("type") or "text")
    if kind == "text":
        return "text", {"body": str(data.get("text") or "")[:4096]}
    if kind in ("button_reply", "list_reply"):
        reply = {"id": str(data.get("id") or ""), "title": str(data.get("title") or "")}
        if data.get("description"):
            reply["description"] = str(data["description"])
        return "interactive", {"type": kind, kind: reply}
    if kind == "button":
        title = str(data.get("title") or "")
        return "button", {"payload": str(data.get("id") or title), "text": title}
    if kind == "reaction":
        target, emoji = str(data.get("message_id") or ""), str(data.get("emoji", "👍"))
        return "reaction", {"message_id": target, "emoji": emoji}
    if kind == "contacts":
        phone = {"phone": f"+{customer.phone}", "wa_id": customer.wa_id, "type": "CELL"}
        name = {"formatted_name": customer.name, "first_name": customer.name.split(" ")[0]}
        return "contacts", {"contacts": [{"name": name, "phones": [phone]}]}
    if kind in PLACEHOLDERS:
        caption = {"caption": str(data["text"])} if kind == "image" and data.get("text") else {}
        return kind, PLACEHOLDERS[kind] | caption
    raise ValueError(f"unknown message type {kind}")
