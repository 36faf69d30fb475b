"""Calls: shown in the conversation; one from a user opens the service window too."""

from typing import Any

from bot.gateways.meta.coexistence import other_party
from bot.gateways.meta.messages import EXTERNAL_ID_LIMIT
from bot.gateways.meta.origin import Origin
from bot.gateways.meta.people import is_somebody
from bot.gateways.meta.reading import a_dict, a_moment, a_text
from bot.gateways.updates import Contact, InboundMessage, MessageKind, Unreadable


def read_call(origin: Origin, call: Any) -> InboundMessage | Unreadable:
    """One event of a call. Its id and event together are unique; the end is only observed."""
    data = a_dict(call)
    is_ours = a_text(data.get("direction")) == "BUSINESS_INITIATED"
    who = other_party(origin, data) if is_ours else _caller(origin, data)
    call_id, event = a_text(data.get("id")), a_text(data.get("event"))
    if not call_id or not is_somebody(who):
        return origin.unreadable("call without id or user", call)
    return InboundMessage(
        number_id=origin.number_id,
        external_id=f"{call_id}:{event}"[:EXTERNAL_ID_LIMIT],
        contact=who,
        kind=MessageKind.CALL,
        text="",
        occurred_at=a_moment(data.get("timestamp")) or origin.moment,
        payload=data,
        provider_type="call",
        is_echo=is_ours,
        observe_only=is_ours or event != "connect",
    )


def _caller(origin: Origin, call: dict[str, Any]) -> Contact:
    return origin.people.contact(
        call.get("from"), call.get("from_user_id"), call.get("from_parent_user_id")
    )
