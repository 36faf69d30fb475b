"""Numbers that the owner also uses in the phone app: echoes of it, and its history.

Echoes are what the owner (or Meta's own agent) sent; their user is the other party.
"""

from functools import partial
from typing import Any

from bot.gateways.meta.messages import read_message
from bot.gateways.meta.origin import Origin, each
from bot.gateways.meta.people import same_number
from bot.gateways.meta.reading import a_dict, a_list, a_text
from bot.gateways.updates import Contact, InboundMessage, Unreadable, Update


def read_echo(origin: Origin, message: Any) -> InboundMessage | Unreadable:
    return read_message(origin, message, other_party(origin, a_dict(message)), is_echo=True)


def other_party(origin: Origin, element: dict[str, Any]) -> Contact:
    """The user in `from` and `to`: normally `to`, unless that is our own number."""
    ours = origin.display_phone_number
    is_to_us = same_number(element.get("to"), ours) and not same_number(element.get("from"), ours)
    return _party(origin, element, "from" if is_to_us else "to")


def read_history(origin: Origin, value: dict[str, Any]) -> list[Update]:
    """Threads of a newly connected number; media follows in messages of their own."""
    found: list[Update] = []
    for chunk in a_list(value.get("history")):
        threads = a_dict(chunk).get("threads")
        for thread in threads if isinstance(threads, list) else [threads]:
            if isinstance(thread, dict):
                read = partial(_read_old, user=a_text(thread.get("id")))
                found += each(origin, thread, "messages", read)
            elif thread is not None:
                found.append(origin.unreadable("thread is no object", thread))
    return found + each(origin, value, "messages", _read_old)


def progress_of(history: Any) -> Any:
    """The chunks without their messages: phase, progress and errors."""
    if not isinstance(history, list):
        return history
    return [
        {key: item for key, item in chunk.items() if key != "threads"}
        if isinstance(chunk, dict)
        else chunk
        for chunk in history
    ]


def _read_old(origin: Origin, message: Any, user: str = "") -> InboundMessage | Unreadable:
    data = a_dict(message)
    is_echo = _is_ours(origin, data, user)
    who = _party(origin, data, "to" if is_echo else "from", instead=user)
    return read_message(origin, message, who, is_echo=is_echo, is_history=True)


def _is_ours(origin: Origin, message: dict[str, Any], user: str) -> bool:
    """Whether the business wrote it; `user` is the other end of the thread, if known."""
    sender = a_text(message.get("from"))
    if same_number(sender, origin.display_phone_number):
        return True
    if not user or user in (sender, a_text(message.get("from_user_id"))):
        return False
    return bool(sender) and sender[-8:] != user[-8:]


def _party(origin: Origin, element: dict[str, Any], end: str, instead: str = "") -> Contact:
    return origin.people.contact(
        instead or element.get(end),
        element.get(f"{end}_user_id"),
        element.get(f"{end}_parent_user_id"),
    )
