"""A webhook body becomes updates: every entry, change, message and status of it.

Nothing here raises, whatever JSON comes; what has not the documented form becomes an
`Unreadable` and takes nothing else with it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.gateways.meta.messages import read_message
from bot.gateways.meta.reading import a_dict, a_list, a_moment, a_text, clean, contact, errors
from bot.gateways.updates import (
    AccountUpdate,
    InboundMessage,
    MessageKind,
    StatusUpdate,
    Unreadable,
    Update,
)

ECHO_FIELDS = frozenset({"smb_message_echoes", "message_echoes"})
MESSAGE_FIELDS = frozenset({"messages", "standby"})


def parse(body: object) -> tuple[Update, ...]:
    """All updates of a body, in the order they stand in it."""
    body = clean(body)
    if not isinstance(body, dict) or not isinstance(body.get("entry"), list):
        return (Unreadable("no envelope", body),)
    return tuple(update for entry in body["entry"] for update in _read_entry(entry))


def _read_entry(entry: Any) -> Iterator[Update]:
    if not isinstance(entry, dict) or not isinstance(entry.get("changes"), list):
        yield Unreadable("entry without changes", entry)
        return
    waba_id, moment = a_text(entry.get("id"))[:40], a_moment(entry.get("time"))
    for change in entry["changes"]:
        data = a_dict(change)
        value, field = data.get("value"), a_text(data.get("field"))
        if not isinstance(value, dict) or not field:
            yield Unreadable("change without field or value", change, waba_id=waba_id)
        else:
            yield from _read_change(field, value, waba_id, moment)


def _read_change(
    field: str, value: dict[str, Any], waba_id: str, moment: datetime | None
) -> Iterator[Update]:
    metadata = a_dict(value.get("metadata"))
    number_id = a_text(metadata.get("phone_number_id"))[:40]
    found: list[Update] = []
    if field in MESSAGE_FIELDS:
        found += _messages(value, number_id, observe_only=field == "standby")
        found += [_status(item, number_id) for item in a_list(value.get("statuses"))]
    if field in ECHO_FIELDS or (field == "standby" and "message_echoes" in value):
        found += _echoes(value, number_id, observe_only=field == "standby")
    if field == "history":
        found += _history(value, number_id)
    if field == "calls":
        found += _calls(value, number_id)
    yield from found
    if not found or value.get("errors") or field in ("history", "calls"):
        display = value.get("display_phone_number") or metadata.get("display_phone_number")
        yield AccountUpdate(
            waba_id=waba_id,
            field=field[:60],
            value=value,
            number_id=number_id,
            display_phone_number=a_text(display),
            occurred_at=moment,
        )


def _messages(value: dict[str, Any], number_id: str, *, observe_only: bool) -> list[Update]:
    contacts = a_list(value.get("contacts"))
    return [
        read_message(message, number_id=number_id, contacts=contacts, observe_only=observe_only)
        for message in a_list(value.get("messages"))
    ]


def _echoes(value: dict[str, Any], number_id: str, *, observe_only: bool) -> list[Update]:
    return [
        read_message(
            message, number_id=number_id, contacts=[], is_echo=True, observe_only=observe_only
        )
        for message in a_list(value.get("message_echoes"))
    ]


def _history(value: dict[str, Any], number_id: str) -> list[Update]:
    """Threads of a newly connected number; media follows in messages of their own."""
    found: list[Update] = []
    for chunk in a_list(value.get("history")):
        for thread in a_list(a_dict(chunk).get("threads")):
            user = a_text(a_dict(thread).get("id"))
            for message in a_list(a_dict(thread).get("messages")):
                found.append(
                    read_message(
                        message,
                        number_id=number_id,
                        contacts=[],
                        is_history=True,
                        other_party=user,
                        is_echo=_is_from_business(message, user),
                    )
                )
    contacts = a_list(value.get("contacts"))
    found += [
        read_message(message, number_id=number_id, contacts=contacts, is_history=True)
        for message in a_list(value.get("messages"))
    ]
    return found


def _is_from_business(message: Any, user: str) -> bool:
    sender = a_text(a_dict(message).get("from"))
    return bool(sender) and sender[-8:] != user[-8:]


def _status(item: Any, number_id: str) -> StatusUpdate | Unreadable:
    data = a_dict(item)
    external_id, status = a_text(data.get("id")), a_text(data.get("status")).lower()
    if not external_id or not status:
        return Unreadable("status without id or state", item, number_id, field="messages")
    who = contact({}, address=data.get("recipient_id"), user_id=data.get("recipient_user_id"))
    return StatusUpdate(
        number_id=number_id,
        external_id=external_id[:300],
        status=status,
        occurred_at=a_moment(data.get("timestamp")),
        payload=data,
        recipient=who if who.wa_id or who.user_id else None,
        participant=a_text(data.get("recipient_participant_id")),
        opaque=a_text(data.get("biz_opaque_callback_data")),
        errors=errors(data.get("errors")),
    )


def _calls(value: dict[str, Any], number_id: str) -> list[Update]:
    """A user's call, shown in the conversation; it opens the service window too."""
    found: list[Update] = []
    for item in a_list(value.get("calls")):
        call = a_dict(item)
        who = contact({}, address=call.get("from"), user_id=call.get("from_user_id"))
        is_ours = a_text(call.get("direction")) == "BUSINESS_INITIATED"
        if is_ours:
            who = contact({}, address=call.get("to"), user_id=call.get("to_user_id"))
        call_id, event = a_text(call.get("id")), a_text(call.get("event"))
        if not call_id or not (who.wa_id or who.user_id):
            found.append(Unreadable("call without id or user", item, number_id, field="calls"))
            continue
        found.append(
            InboundMessage(
                number_id=number_id,
                external_id=f"{call_id}:{event}"[:300],
                contact=who,
                kind=MessageKind.CALL,
                text="",
                occurred_at=a_moment(call.get("timestamp")),
                payload=call,
                provider_type="call",
                observe_only=is_ours or event != "connect",
            )
        )
    return found
