"""WhatsApp's own addresses ("5511...@s.whatsapp.net") as contacts, and what is no person."""

import re
from typing import Any

from bot.gateways.updates import Contact

PERSON, HIDDEN = "s.whatsapp.net", "lid"
# Who hides the number has an address without one; the number stands beside it, or nowhere.
_BESIDE = ("remoteJidAlt", "senderPn", "participantPn", "previousRemoteJid")
_NUMBER = re.compile(r"([0-9]{5,20})(?::[0-9]+)?")
_CROWDS = {"g.us": "group", "broadcast": "status", "newsletter": "channel"}


def crowd_of(jid: str) -> str:
    """ "group", "status" or "channel" for what is no person's chat; "" for a person's."""
    return _CROWDS.get(jid.rpartition("@")[2], "")


def contact_of(key: dict[str, Any], name: str) -> Contact | None:
    """The other side of a chat; None for an address that nobody knows."""
    jid = text(key.get("remoteJid"))
    jids = [jid, *(text(key.get(field)) for field in _BESIDE)]
    phone = next((found for one in jids if (found := _number(one, PERSON))), None)
    hidden = next((found for one in jids if (found := _number(one, HIDDEN))), None)
    if phone is None and hidden is None:
        return None
    return Contact(wa_id=phone, user_id=f"{hidden}@{HIDDEN}" if hidden else None, name=name)


def jid_of(wa_id: str | None, user_id: str | None) -> str:
    """The address of a chat."""
    return f"{wa_id}@{PERSON}" if wa_id else str(user_id or "")


def number_of(jid: str) -> str:
    """The digits of a person's address; "" for any other."""
    return _number(jid, PERSON) or ""


def text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _number(jid: str, kind: str) -> str | None:
    local, _, server = jid.rpartition("@")
    found = _NUMBER.fullmatch(local)
    return found[1] if found and server in (kind, "c.us" if kind == PERSON else kind) else None
