"""One message object of a webhook (whatsapp-cloud-api, webhooks, messages)."""

from typing import Any

from bot.gateways.meta.reading import a_dict, a_list, a_moment, a_text, a_user_id, contact
from bot.gateways.updates import Contact, InboundMessage, MessageKind, Unreadable

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
    "system": K.SYSTEM,
    "edit": K.EDIT,
    "revoke": K.REVOKE,
    "request_welcome": K.REQUEST_WELCOME,
    "media_placeholder": K.MEDIA_PLACEHOLDER,
    "unsupported": K.UNSUPPORTED,
}
INTERACTIVE: dict[str, MessageKind] = {
    "button_reply": K.BUTTON_REPLY,
    "list_reply": K.LIST_REPLY,
    "nfm_reply": K.FLOW_REPLY,
    "call_permission_reply": K.CALL_PERMISSION,
}


def read_message(
    message: Any,
    *,
    number_id: str,
    contacts: list[Any],
    is_echo: bool = False,
    is_history: bool = False,
    observe_only: bool = False,
    other_party: str = "",
) -> InboundMessage | Unreadable:
    """The message, or why it can't be one: no id, or nobody it could be from.

    `other_party` is the user of a history thread. An echo is from the business; its user
    stands in `to`.
    """
    if not isinstance(message, dict):
        return Unreadable("message is no object", message, number_id, field="messages")
    external_id = a_text(message.get("id"))
    if not external_id:
        return Unreadable("message without id", message, number_id, field="messages")
    who = _sender(message, contacts, is_echo=is_echo, other_party=other_party)
    if who.wa_id is None and who.user_id is None:
        return Unreadable("message from nobody", message, number_id, field="messages")
    kind, content = _kind(message)
    context = a_dict(message.get("context"))
    history = a_dict(message.get("history_context"))
    reply_id, reply_title = _reply(kind, content)
    return InboundMessage(
        number_id=number_id,
        external_id=external_id[:300],
        contact=who,
        kind=kind,
        text=_text(kind, content) or reply_title,
        occurred_at=a_moment(message.get("timestamp")),
        payload=message,
        provider_type=a_text(message.get("type"))[:40],
        reply_id=reply_id,
        reply_title=reply_title,
        context_id=a_text(context.get("id")),
        is_echo=is_echo,
        is_history=is_history,
        # What is said in a group is not said to us alone: kept, not answered.
        observe_only=observe_only or bool(message.get("group_id")),
        history_status=a_text(history.get("status")),
    )


def _sender(
    message: dict[str, Any], contacts: list[Any], *, is_echo: bool, other_party: str
) -> Contact:
    if is_echo or other_party:
        address = other_party or message.get("to") or message.get("recipient_id")
        return contact({}, address=address, user_id=message.get("to_user_id"))
    address, user_id = message.get("from"), message.get("from_user_id")
    system = a_dict(message.get("system"))
    if not address and not user_id and system:
        user_id = system.get("previous_user_id") or system.get("user_id")
    entry = _paired(contacts, address, user_id)
    return contact(entry, address=address, user_id=user_id)


def _paired(contacts: list[Any], address: Any, user_id: Any) -> dict[str, Any]:
    """The entry of `contacts[]` that is about this sender; never paired by position."""
    for entry in contacts:
        data = a_dict(entry)
        wanted = {value for value in (a_text(address), a_text(user_id)) if value}
        if wanted & {a_text(data.get("wa_id")), a_text(data.get("user_id"))}:
            return data
    only = a_dict(contacts[0]) if len(contacts) == 1 else {}
    if not address and not a_user_id(user_id):
        return only
    # Brazilian ids differ in the ninth digit between `from` and `wa_id`.
    return only if address and a_text(only.get("wa_id"))[-8:] == a_text(address)[-8:] else {}


def _kind(message: dict[str, Any]) -> tuple[MessageKind, Any]:
    name = a_text(message.get("type"))
    if name == "interactive":
        interactive = a_dict(message.get("interactive"))
        inner = a_text(interactive.get("type"))
        return INTERACTIVE.get(inner, K.UNKNOWN), interactive.get(inner)
    return KINDS.get(name, K.UNKNOWN), message.get(name)


def _text(kind: MessageKind, content: Any) -> str:
    """The words of a message: body, caption, name of a place; "" where there are none."""
    data = a_dict(content)
    match kind:
        case K.TEXT:
            return a_text(data.get("body"))
        case K.IMAGE | K.VIDEO | K.DOCUMENT:
            return a_text(data.get("caption"))
        case K.REACTION:
            return a_text(data.get("emoji"))
        case K.LOCATION:
            return " ".join(filter(None, [a_text(data.get("name")), a_text(data.get("address"))]))
        case K.ORDER:
            return a_text(data.get("text"))
        case K.SYSTEM:
            return a_text(data.get("body"))
        case K.EDIT:
            inner, what = _kind(a_dict(data.get("message")))
            return _text(inner, what) if inner != K.EDIT else ""
        case K.CONTACTS:
            names = [a_dict(a_dict(c).get("name")).get("formatted_name") for c in a_list(content)]
            return ", ".join(a_text(name) for name in names if a_text(name))
        case _:
            return ""


def _reply(kind: MessageKind, content: Any) -> tuple[str, str]:
    data = a_dict(content)
    if kind in (K.BUTTON_REPLY, K.LIST_REPLY):
        return a_text(data.get("id")), a_text(data.get("title"))
    if kind == K.TEMPLATE_REPLY:
        return a_text(data.get("payload")), a_text(data.get("text"))
    return "", ""
