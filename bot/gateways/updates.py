"""What a provider tells us, in one vocabulary. Frozen values; datetimes are aware UTC."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class MessageKind(StrEnum):
    """What an incoming message is. UNKNOWN is a type that nobody documents (yet)."""

    TEXT = "TEXT"
    IMAGE = "IMAGE"
    VIDEO = "VIDEO"
    AUDIO = "AUDIO"
    DOCUMENT = "DOCUMENT"
    STICKER = "STICKER"
    LOCATION = "LOCATION"
    CONTACTS = "CONTACTS"
    BUTTON_REPLY = "BUTTON_REPLY"
    LIST_REPLY = "LIST_REPLY"
    FLOW_REPLY = "FLOW_REPLY"
    TEMPLATE_REPLY = "TEMPLATE_REPLY"
    CALL_PERMISSION = "CALL_PERMISSION"
    REACTION = "REACTION"
    ORDER = "ORDER"
    PRODUCT = "PRODUCT"
    SYSTEM = "SYSTEM"
    EDIT = "EDIT"
    REVOKE = "REVOKE"
    CALL = "CALL"
    REQUEST_WELCOME = "REQUEST_WELCOME"
    MEDIA_PLACEHOLDER = "MEDIA_PLACEHOLDER"
    UNSUPPORTED = "UNSUPPORTED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Contact:
    """A WhatsApp user as the provider knows one.

    `wa_id` is the phone number in digits (hidden for some), `user_id` the business-scoped
    id; either may be None.
    """

    wa_id: str | None = None
    user_id: str | None = None
    parent_user_id: str | None = None
    name: str = ""
    username: str = ""


@dataclass(frozen=True, slots=True)
class ProviderError:
    """One error of a webhook; decide on `code` alone, the words may be localised.

    Code 0 is one that could not be read.
    """

    code: int
    title: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class InboundFile:
    """The file of a message: the id to fetch it by, and its type where it is told."""

    id: str
    mime_type: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """One message of a user, or (`is_echo`) of the owner's phone app to that user.

    `is_history` is an old message of a newly connected number; `observe_only` one that is
    not ours to answer (field `standby`, a group, the end of a call). `occurred_at` is None
    when the provider's clock is unreadable: the time of receipt stands in. `context_id` is
    the message that this one answers, quotes, reacts to, edits or takes back.
    `new_contact`: the ids that a SYSTEM message says `contact` has from now on. `file`:
    None also where the payload itself names the file, as Meta's does.
    """

    number_id: str
    external_id: str
    contact: Contact
    kind: MessageKind
    text: str
    occurred_at: datetime | None
    payload: dict[str, Any]
    provider_type: str
    reply_id: str = ""
    reply_title: str = ""
    context_id: str = ""
    is_echo: bool = False
    is_history: bool = False
    observe_only: bool = False
    history_status: str = ""
    new_contact: Contact | None = None
    file: InboundFile | None = None


@dataclass(frozen=True, slots=True)
class StatusUpdate:
    """What became of a message we sent; `status` in the provider's word, lower case."""

    number_id: str
    external_id: str
    status: str
    occurred_at: datetime | None
    payload: dict[str, Any]
    recipient: Contact | None = None
    participant: str = ""
    opaque: str = ""
    errors: tuple[ProviderError, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountUpdate:
    """News about a number, an account or a template."""

    waba_id: str
    field: str
    value: dict[str, Any]
    number_id: str = ""
    display_phone_number: str = ""
    occurred_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """One element that has not the documented form; the others are not lost for it."""

    reason: str
    payload: Any = None
    number_id: str = ""
    waba_id: str = ""
    field: str = ""


Update = InboundMessage | StatusUpdate | AccountUpdate | Unreadable
