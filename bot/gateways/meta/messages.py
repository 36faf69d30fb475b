"""One message object of a webhook becomes an InboundMessage."""

from dataclasses import replace
from typing import Any

from bot.gateways.meta.origin import Origin
from bot.gateways.meta.people import is_somebody
from bot.gateways.meta.reading import (
    BSUID,
    a_dict,
    a_list,
    a_moment,
    a_text,
    a_user_id,
    a_wa_id,
)
from bot.gateways.meta.words import context_of, kind_of, reply_of, text_of
from bot.gateways.updates import Contact, InboundMessage, MessageKind, Unreadable

EXTERNAL_ID_LIMIT = 300
OBSERVED_FIELD = "standby"  # Meta's own agent answers; we only see it


def read_inbound(origin: Origin, message: Any) -> InboundMessage | Unreadable:
    """A message from a user."""
    data = a_dict(message)
    address, user_id = data.get("from"), data.get("from_user_id")
    who = origin.people.contact(address, user_id, data.get("from_parent_user_id"))
    if data.get("type") != "system":
        return read_message(origin, message, who)
    system = a_dict(data.get("system"))
    old = _before_change(who, system)
    update = read_message(origin, message, old)
    if isinstance(update, Unreadable):
        return update
    return replace(update, new_contact=_after_change(system))


def read_message(
    origin: Origin, message: Any, who: Contact, *, is_echo: bool = False, is_history: bool = False
) -> InboundMessage | Unreadable:
    """The message, or why it can't be one: no id, or nobody it could be from."""
    if not isinstance(message, dict):
        return origin.unreadable("message is no object", message)
    external_id = a_text(message.get("id"))
    if not external_id:
        return origin.unreadable("message without id", message)
    if not is_somebody(who):
        return origin.unreadable("message from nobody", message)
    kind, content = kind_of(message)
    reply_id, reply_title = reply_of(kind, content)
    return InboundMessage(
        number_id=origin.number_id,
        external_id=external_id[:EXTERNAL_ID_LIMIT],
        contact=who,
        kind=kind,
        text=text_of(kind, content),
        occurred_at=a_moment(message.get("timestamp")) or origin.moment,
        payload=_with_exact_prices(message) if kind == MessageKind.ORDER else message,
        provider_type=a_text(message.get("type"))[:40],
        reply_id=reply_id,
        reply_title=reply_title,
        context_id=context_of(kind, content, message),
        is_echo=is_echo,
        is_history=is_history,
        # What is said in a group is not said to us alone: kept, not answered.
        observe_only=origin.field == OBSERVED_FIELD or bool(message.get("group_id")),
        history_status=a_text(a_dict(message.get("history_context")).get("status")),
    )


def _before_change(who: Contact, system: dict[str, Any]) -> Contact:
    """The user as known until a `system` message; its sender may be left out.

    The ids before the change come in keys of their own since August 2026, and only in the
    words ("changed from US.1 to US.2") before.
    """
    previous = a_user_id(system.get("previous_user_id"))
    if previous:
        parent = a_user_id(system.get("previous_parent_user_id"))
        return replace(who, user_id=previous, parent_user_id=parent)
    if is_somebody(who):
        return who
    new = a_user_id(system.get("user_id"))
    named = [found for found in BSUID.findall(a_text(system.get("body"))) if found != new]
    # A user's name stands before the ids and may look like one: "DR.Silva changed from ...".
    old = named[-1] if named else new
    return replace(who, user_id=old, wa_id=a_wa_id(system.get("wa_id")))


def _after_change(system: dict[str, Any]) -> Contact | None:
    found = Contact(
        wa_id=a_wa_id(system.get("wa_id")),
        user_id=a_user_id(system.get("user_id")),
        parent_user_id=a_user_id(system.get("parent_user_id")),
    )
    return found if is_somebody(found) else None


def _with_exact_prices(message: dict[str, Any]) -> dict[str, Any]:
    """Prices as text: 7.99 read as a binary fraction is no longer 7.99."""
    order = a_dict(message.get("order"))
    items = [
        item | {"item_price": str(item["item_price"])}
        if isinstance(item, dict) and isinstance(item.get("item_price"), int | float)
        else item
        for item in a_list(order.get("product_items"))
    ]
    return message | {"order": order | {"product_items": items}} if items else message
