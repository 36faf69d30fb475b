"""A form that Twilio posts becomes one update: a message, a status, or nothing we know.

Nothing here raises. Every field may be missing, and new ones come without notice.
"""

import re
from typing import Any
from urllib.parse import parse_qsl

from bot.gateways.twilio.words import (
    answer_of,
    content_of,
    file_of,
    kind_of,
    text_of,
)
from bot.gateways.updates import Contact, InboundMessage, ProviderError, StatusUpdate, Unreadable

PREFIX = "whatsapp:"
# The field by which our own address says which delivery a status is of.
OPAQUE_FIELD = "ZapendaDelivery"
MOST_FIELDS = 1000
EXTERNAL_ID_LIMIT = 300
STATUSES = {"undelivered": "failed", "canceled": "failed"}

_PHONE = re.compile(r"\+?([0-9]{5,20})")
_USER = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}")
_CODE = re.compile(r"[0-9]{1,9}")

Update = InboundMessage | StatusUpdate | Unreadable


def read_form(body: bytes) -> list[tuple[str, str]]:
    """The fields as they were signed, blank ones too. Raises ValueError."""
    return parse_qsl(
        body.decode(),
        keep_blank_values=True,
        strict_parsing=False,
        max_num_fields=MOST_FIELDS,
    )


def address_of(phone: str) -> str:
    """Twilio's name for a number: "whatsapp:+5511999990000"; "" for what is no number."""
    digits = re.sub(r"[\s().-]", "", phone.strip().removeprefix(PREFIX))
    found = _PHONE.fullmatch(digits)
    return f"{PREFIX}+{found[1]}" if found else ""


def parse(body: bytes, *, number_id: str) -> tuple[Update, ...]:
    """What a form says to the number whose address it came to."""
    try:
        form = {name: value.replace("\x00", "") for name, value in read_form(body)}
    except ValueError:
        return (Unreadable("no form", None, number_id),)
    external_id = form.get("MessageSid") or form.get("SmsSid") or ""
    if not external_id:
        return (Unreadable("form without a message id", form, number_id),)
    if "MessageStatus" in form:
        return (_status(form, number_id, external_id[:EXTERNAL_ID_LIMIT]),)
    return (_message(form, number_id, external_id[:EXTERNAL_ID_LIMIT]),)


def _message(form: dict[str, str], number_id: str, external_id: str) -> Update:
    if not form.get("From", "").startswith(PREFIX):
        return Unreadable("no WhatsApp message", form, number_id)
    if form.get("To") not in (None, "", number_id):
        return Unreadable("for another number", form, number_id)
    contact = _contact(form)
    if contact.wa_id is None and contact.user_id is None:
        return Unreadable("message without a sender", form, number_id)
    kind = kind_of(form)
    reply_id, reply_title = answer_of(kind, form)
    return InboundMessage(
        number_id=number_id,
        external_id=external_id,
        contact=contact,
        kind=kind,
        text=reply_title or text_of(kind, form),
        occurred_at=None,
        payload=content_of(kind, form),
        provider_type=form.get("MessageType", ""),
        reply_id=reply_id,
        reply_title=reply_title,
        context_id=form.get("OriginalRepliedMessageSid", ""),
        file=file_of(form),
    )


def _status(form: dict[str, str], number_id: str, external_id: str) -> Update:
    if form.get("From") not in (None, "", number_id):
        return Unreadable("of another number", form, number_id)
    word = form["MessageStatus"].strip().lower()
    if not word:
        return Unreadable("status without a state", form, number_id)
    payload: dict[str, Any] = {**form}
    return StatusUpdate(
        number_id=number_id,
        external_id=external_id,
        status=STATUSES.get(word, word),
        occurred_at=None,
        payload=payload,
        opaque=form.get(OPAQUE_FIELD, ""),
        errors=_errors(form),
    )


def _contact(form: dict[str, str]) -> Contact:
    """By number where it is told, and by the business-scoped id where that is."""
    named = form.get("From", "").removeprefix(PREFIX)
    user = form.get("ExternalUserId", "").removeprefix(PREFIX)
    phones = (_PHONE.fullmatch(text) for text in (form.get("WaId", ""), named))
    users = (text for text in (user, named) if _USER.fullmatch(text))
    phone = next((found[1] for found in phones if found), None)
    return Contact(wa_id=phone, user_id=next(users, None), name=form.get("ProfileName", ""))


def _errors(form: dict[str, str]) -> tuple[ProviderError, ...]:
    code = form.get("ErrorCode", "").strip()
    if not code or code == "0":
        return ()
    words = form.get("ErrorMessage") or form.get("ChannelStatusMessage") or ""
    return (ProviderError(int(code) if _CODE.fullmatch(code) else 0, words or code),)
