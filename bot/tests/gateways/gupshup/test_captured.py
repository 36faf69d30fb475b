"""What others have captured of Gupshup: each event is what it says."""

from typing import Any

import pytest

from bot.gateways import AccountUpdate, InboundMessage, MessageKind, StatusUpdate
from bot.gateways.gupshup import parse
from bot.tests.gateways.bodies import captured, needs_captured, shared

pytestmark = needs_captured
K = MessageKind
NUMBER = "917834811114"
MESSAGES = {
    "gupshup__v2_text": (K.TEXT, "Hi"),
    "gupshup__v2_text_with_context": (K.TEXT, "Hi"),
    "gupshup__v2_button_reply": (K.BUTTON_REPLY, "👍"),
    "gupshup__v2_list_reply": (K.LIST_REPLY, "section 1 row 1"),
    "gupshup__v2_location": (K.LOCATION, ""),
}
STATUSES = {
    "gupshup__v2_message_event_enqueued": ("enqueued", []),
    "gupshup__v2_message_event_sent": ("sent", []),
    "gupshup__v2_message_event_read": ("read", []),
    "gupshup__v2_message_event_failed_1002": ("failed", [1002]),
}
NEWS = {"gupshup__v2_user_event_opted_in"}
PRICES = {"gupshup__v2_billing_event"}


def read(name: str) -> tuple[Any, ...]:
    return parse(shared(name), number_id=NUMBER)


def test_every_captured_event_is_tried() -> None:
    named = {param.id for param in captured("gupshup__v2_*")}
    assert named == MESSAGES.keys() | STATUSES.keys() | NEWS | PRICES


@pytest.mark.parametrize("name", MESSAGES)
def test_messages(name: str) -> None:
    (found,) = read(name)
    assert isinstance(found, InboundMessage)
    assert (found.kind, found.text) == MESSAGES[name]
    assert (found.contact.wa_id, found.contact.name) == ("919917443994", "Smit")


@pytest.mark.parametrize("name", STATUSES)
def test_statuses(name: str) -> None:
    (found,) = read(name)
    assert isinstance(found, StatusUpdate)
    assert (found.status, [error.code for error in found.errors]) == STATUSES[name]


def test_who_opted_in_is_news_and_prices_are_nothing() -> None:
    (found,) = read("gupshup__v2_user_event_opted_in")
    assert isinstance(found, AccountUpdate)
    assert read("gupshup__v2_billing_event") == ()
