"""What others have captured of Twilio: each form is what it says."""

from typing import Any
from urllib.parse import urlencode

import pytest

from bot.gateways import InboundMessage, MessageKind, StatusUpdate, Unreadable
from bot.gateways.twilio import parse, sign
from bot.tests.gateways.bodies import captured, needs_captured, shared

pytestmark = needs_captured
K = MessageKind
MESSAGES = {
    "twilio__inbound_button_text": (K.TEMPLATE_REPLY, "Confirm", "14133881111", None),
    "twilio__inbound_quick_reply_button_full": (
        K.BUTTON_REPLY,
        "Konfirmasi",
        "6281200000000",
        "ID.4566000000000000",
    ),
    "twilio__inbound_text_from_bsuid": (K.TEXT, "Msg", None, "US.1234"),
}
# An SMS of a number that has both: not a word of WhatsApp.
OTHERS = {"twilio__inbound_prefixless"}
STATUSES = {
    "twilio__status_delivered": ("delivered", []),
    "twilio__status_failed_21610": ("failed", [21610]),
    "twilio__status_failed_63018": ("failed", [63018]),
}


def read(name: str) -> Any:
    form = shared(name)["form"]
    number = form.get("To", "whatsapp:+12028831111")
    (update,) = parse(urlencode(form).encode(), number_id=number)
    return update


def test_every_captured_form_is_tried() -> None:
    named = {param.id for param in captured("twilio__[is]n*") + captured("twilio__status*")}
    assert named == MESSAGES.keys() | OTHERS | STATUSES.keys()


@pytest.mark.parametrize("name", MESSAGES)
def test_messages(name: str) -> None:
    found = read(name)
    assert isinstance(found, InboundMessage)
    who = found.contact
    assert (found.kind, found.text, who.wa_id, who.user_id) == MESSAGES[name]


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_an_sms_is_none(name: str) -> None:
    assert isinstance(read(name), Unreadable)


@pytest.mark.parametrize("name", STATUSES)
def test_statuses(name: str) -> None:
    found = read(name)
    assert isinstance(found, StatusUpdate)
    assert (found.status, [error.code for error in found.errors]) == STATUSES[name]


def test_signatures() -> None:
    told = shared("twilio__signature_vectors")
    vector = next(one for one in told["vectors"] if "signature" in one)
    found = sign(vector["url"], list(vector["params"].items()), told["auth_token"])
    assert found == vector["signature"]
